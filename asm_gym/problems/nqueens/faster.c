/* Place n queens on a weighted board with blocked squares; visit every solution. Sets are bit masks. */
#include <immintrin.h>
#include <stdio.h>

#define MAX_N 14

static int n;
static int weight_of[MAX_N][MAX_N];
static unsigned int open_columns[MAX_N];
static unsigned int first_column[MAX_N];
static unsigned int solutions;
static int lightest, heaviest;
static unsigned long long sum, square_sum;

static void record(int first, int weight)
{
    if (solutions == 0 || weight < lightest)
        lightest = weight;
    if (solutions == 0 || weight > heaviest)
        heaviest = weight;
    solutions++;
    first_column[first]++;
    sum += (unsigned long long)weight;
    square_sum += (unsigned long long)weight * (unsigned long long)weight;
}

/* The masks hold the columns of this row that earlier queens attack straight and diagonally. */
static void place(int row, int first, int weight, unsigned int straight, unsigned int left,
                  unsigned int right)
{
    unsigned int available = open_columns[row] & ~(straight | left | right);
    for (; available != 0; available = _blsr_u32(available)) {
        unsigned int queen = _blsi_u32(available);
        int column = (int)_tzcnt_u32(available);
        int start = row == 0 ? column : first;
        int total = weight + weight_of[row][column];
        if (row + 1 == n)
            record(start, total);
        else
            place(row + 1, start, total, straight | queen, (left | queen) << 1,
                  (right | queen) >> 1);
    }
}

int main(void)
{
    unsigned long long board = 0;
    if (scanf("%d", &n) != 1 || n < 1 || n > MAX_N)
        return 1;
    for (int row = 0; row < n; row++) {
        for (int column = 0; column < n; column++) {
            int weight;
            if (scanf("%d", &weight) != 1 || weight < 0 || weight > 1000)
                return 1;
            weight_of[row][column] = weight;
            open_columns[row] |= (unsigned int)(weight > 0) << column;
            board = board * 31u + (unsigned long long)weight;
        }
    }

    place(0, 0, 0, 0, 0, 0);

    printf("solutions %u\n", solutions);
    for (int column = 0; column < n; column++)
        printf("%u%c", first_column[column], column + 1 < n ? ' ' : '\n');
    printf("weights %d to %d\n", lightest, heaviest);
    printf("sums %llu %llu\n", sum, square_sum);
    printf("check %llu\n", (board ^ square_sum) * 31u + sum + 17u);
    return 0;
}
