/* Power iteration with a sparse matrix in compressed rows; vectors are scaled to 20 bits after each step. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_ROWS 20000
#define MAX_ROW_LENGTH 31
#define ONE (1 << 20)

static int32_t x[MAX_ROWS];
static int64_t y[MAX_ROWS];
static uint32_t start[MAX_ROWS + 1];
static uint64_t state;

static uint32_t random_below(uint32_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(((state >> 32) * bound) >> 32);
}

int main(void) {
    unsigned rows, row_length, steps, seed;
    if (scanf("%u %u %u %u", &rows, &row_length, &steps, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_ROWS || row_length > MAX_ROW_LENGTH || steps < 1 || steps > 10000)
        return 1;
    int32_t *value = malloc(rows * (MAX_ROW_LENGTH + 1) * sizeof *value);
    uint32_t *column = malloc(rows * (MAX_ROW_LENGTH + 1) * sizeof *column);
    if (value == NULL || column == NULL)
        return 1;

    state = seed + 0x9E3779B97F4A7C15ULL;
    for (unsigned row = 0; row < rows; row++) {
        uint32_t length = random_below(row_length + 1), end = start[row] + length;
        for (uint32_t k = start[row]; k < end; k++) {
            column[k] = random_below(rows);
            value[k] = (int32_t)random_below(201) - 100;
        }
        start[row + 1] = end;
        x[row] = (int32_t)random_below(2 * ONE + 1) - ONE;
    }

    uint64_t growth = seed;
    int64_t largest = 0;
    unsigned step = 0;
    while (step < steps) {
        largest = 0;
        for (unsigned row = 0; row < rows; row++) {
            int64_t sum = 0;
            for (uint32_t k = start[row]; k < start[row + 1]; k++)
                sum += (int64_t)value[k] * x[column[k]];
            y[row] = sum;
            if (llabs(sum) > largest)
                largest = llabs(sum);
        }
        step++;
        if (largest == 0)
            break;
        growth = growth * 0x100000001B3ULL + (uint64_t)largest;
        for (unsigned row = 0; row < rows; row++)
            x[row] = (int32_t)(y[row] * ONE / largest);
    }

    int64_t sum = 0;
    uint64_t hash = start[rows];
    unsigned negative = 0;
    for (unsigned row = 0; row < rows; row++) {
        sum += x[row];
        hash = (hash ^ (uint32_t)x[row]) * 0x100000001B3ULL;
        negative += x[row] < 0;
    }
    printf("nonzeros %u steps %u\n", start[rows], step);
    printf("largest %lld growth %016llx\n", (long long)largest, (unsigned long long)growth);
    printf("first %d last %d negative %u\n", x[0], x[rows - 1], negative);
    printf("sum %lld hash %016llx\n", (long long)sum, (unsigned long long)hash);
    free(value);
    free(column);
    return 0;
}
