/* Place n queens on a weighted board with blocked squares; visit every solution. */
#include <stdio.h>
#include <stdlib.h>

#define MAX_N 14

static int n;
static int weight_of[MAX_N][MAX_N];
static int column_of[MAX_N];
static unsigned int first_column[MAX_N];
static unsigned int solutions;
static int lightest, heaviest;
static unsigned long long sum, square_sum;

static int is_free(int row, int column)
{
    for (int r = 0; r < row; r++) {
        int distance = abs(column_of[r] - column);
        if (distance == 0 || distance == row - r)
            return 0;
    }
    return 1;
}

static void place(int row, int weight)
{
    if (row == n) {
        if (solutions == 0 || weight < lightest)
            lightest = weight;
        if (solutions == 0 || weight > heaviest)
            heaviest = weight;
        solutions++;
        first_column[column_of[0]]++;
        sum += (unsigned long long)weight;
        square_sum += (unsigned long long)weight * (unsigned long long)weight;
        return;
    }
    for (int column = 0; column < n; column++) {
        if (weight_of[row][column] > 0 && is_free(row, column)) {
            column_of[row] = column;
            place(row + 1, weight + weight_of[row][column]);
        }
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
            board = board * 31u + (unsigned long long)weight;
        }
    }

    place(0, 0);

    printf("solutions %u\n", solutions);
    for (int column = 0; column < n; column++)
        printf("%u%c", first_column[column], column + 1 < n ? ' ' : '\n');
    printf("weights %d to %d\n", lightest, heaviest);
    printf("sums %llu %llu\n", sum, square_sum);
    printf("check %llu\n", (board ^ square_sum) * 31u + sum + 17u);
    return 0;
}
