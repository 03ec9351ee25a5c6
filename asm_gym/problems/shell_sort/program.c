/* Shell sort with Ciura's gaps, continued by the factor 2.25. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_COUNT 1000000

static const uint32_t gaps[] = {510774, 227011, 100894, 44842, 19930, 8858, 3937, 1750,
                                701,    301,    132,    57,    23,    10,   4,    1};
static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Sorts every gap-th value by insertion; returns the number of values moved. */
static uint64_t sort_columns(int32_t *values, uint32_t count, uint32_t gap)
{
    uint64_t moves = 0;
    for (uint32_t i = gap; i < count; i++) {
        int32_t inserted = values[i];
        uint32_t j = i;
        while (j >= gap && values[j - gap] > inserted) {
            values[j] = values[j - gap];
            j -= gap;
            moves++;
        }
        values[j] = inserted;
    }
    return moves;
}

int main(void)
{
    uint32_t count, range, seed;
    int32_t slope;
    if (scanf("%" SCNu32 " %" SCNd32 " %" SCNu32 " %" SCNu32, &count, &slope, &range, &seed) != 4)
        return 1;
    if (count > MAX_COUNT)
        return 1;
    int32_t *values = malloc((count + 1) * sizeof *values);
    if (values == NULL)
        return 1;
    state = seed + 0x9E3779B97F4A7C15u;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t noise = (uint32_t)(((next_random() >> 32) * range) >> 32);
        values[i] = (int32_t)((uint32_t)slope * i + noise);
    }

    uint64_t moves = 0, most_moves = 0;
    uint32_t worst_gap = 0;
    for (size_t pass = 0; pass < sizeof gaps / sizeof *gaps; pass++) {
        uint64_t pass_moves = sort_columns(values, count, gaps[pass]);
        if (pass_moves > most_moves) {
            most_moves = pass_moves;
            worst_gap = gaps[pass];
        }
        moves += pass_moves;
    }

    uint32_t distinct = count > 0;
    uint64_t hash = 0xCBF29CE484222325u;
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && values[i] != values[i - 1])
            distinct++;
        hash = (hash ^ (uint32_t)values[i]) * 0x100000001B3u;
    }
    printf("moves %" PRIu64 ", most %" PRIu64 " at gap %" PRIu32 "\n", moves, most_moves, worst_gap);
    printf("distinct %" PRIu32 "\n", distinct);
    if (count > 0)
        printf("range %" PRId32 " %" PRId32 " %" PRId32 "\n", values[0], values[count / 2], values[count - 1]);
    printf("hash %016" PRIx64 "\n", hash);
    free(values);
    return 0;
}
