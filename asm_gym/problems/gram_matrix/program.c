/* The Gram matrix of the columns of a random matrix: all their inner products. */
#include <stdint.h>
#include <stdio.h>

#define MAX_ROWS 1000
#define MAX_COLUMNS 256

static int16_t a[MAX_ROWS][MAX_COLUMNS];
static int64_t gram[MAX_COLUMNS][MAX_COLUMNS];

int main(void) {
    int rows, columns, largest;
    unsigned seed;
    if (scanf("%d %d %d %u", &rows, &columns, &largest, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_ROWS || columns < 1 || columns > MAX_COLUMNS || largest < 0 || largest > 32767)
        return 1;
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            a[i][j] = (int16_t)((int)((x >> 32) % (2 * (unsigned)largest + 1)) - largest);
        }

    for (int i = 0; i < columns; i++)
        for (int j = i; j < columns; j++) {
            int64_t sum = 0;
            for (int k = 0; k < rows; k++)
                sum += a[k][i] * a[k][j];
            gram[i][j] = gram[j][i] = sum;
        }

    int64_t trace = 0, best = 0;
    int best_i = 0, best_j = 0, orthogonal = 0, acute = 0;
    uint64_t hash = seed;
    for (int i = 0; i < columns; i++) {
        trace += gram[i][i];
        for (int j = 0; j < columns; j++)
            hash = (hash ^ (uint64_t)gram[i][j]) * 0x9E3779B97F4A7C15ULL + (hash >> 32);
        for (int j = 0; j < i; j++) {
            orthogonal += gram[i][j] == 0;
            acute += gram[i][j] > 0;
            if (gram[i][j] > best) {
                best = gram[i][j];
                best_i = i;
                best_j = j;
            }
        }
    }
    printf("trace %lld\n", (long long)trace);
    printf("orthogonal %d acute %d\n", orthogonal, acute);
    printf("largest %lld of %d and %d\n", (long long)best, best_j, best_i);
    printf("corner %lld hash %016llx\n", (long long)gram[0][columns - 1], (unsigned long long)hash);
    return 0;
}
