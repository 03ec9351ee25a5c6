/* Shell sort with Ciura's gaps, continued by the factor 2.25: eight columns at a time. */
#include <immintrin.h>
#include <inttypes.h>
#include <stddef.h>
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

/*
 * Neighbouring columns are sorted side by side: eight values move up their columns together until none of them is
 * below its predecessor. Minimum and maximum leave a value that has arrived where it is. In front of the values lies
 * a margin of the smallest number, at least a gap long, where every column ends.
 */
static uint64_t sort_columns(int32_t *values, uint32_t count, uint32_t gap)
{
    uint64_t moves = 0;
    ptrdiff_t i = gap, end = count, step = gap;
    for (; gap >= 8 && i + 8 <= end; i += 8) {
        int32_t *place = values + i;
        __m256i inserted = _mm256_loadu_si256((__m256i *)place);
        for (;;) {
            __m256i before = _mm256_loadu_si256((__m256i *)(place - step));
            __m256i above = _mm256_cmpgt_epi32(before, inserted);
            int mask = _mm256_movemask_ps(_mm256_castsi256_ps(above));
            if (mask == 0)
                break;
            moves += (uint64_t)__builtin_popcount((unsigned)mask);
            _mm256_storeu_si256((__m256i *)place, _mm256_max_epi32(before, inserted));
            inserted = _mm256_min_epi32(before, inserted);
            place -= step;
        }
        _mm256_storeu_si256((__m256i *)place, inserted);
    }
    for (; gap >= 4 && i + 4 <= end; i += 4) {
        int32_t *place = values + i;
        __m128i inserted = _mm_loadu_si128((__m128i *)place);
        for (;;) {
            __m128i before = _mm_loadu_si128((__m128i *)(place - step));
            int mask = _mm_movemask_ps(_mm_castsi128_ps(_mm_cmpgt_epi32(before, inserted)));
            if (mask == 0)
                break;
            moves += (uint64_t)__builtin_popcount((unsigned)mask);
            _mm_storeu_si128((__m128i *)place, _mm_max_epi32(before, inserted));
            inserted = _mm_min_epi32(before, inserted);
            place -= step;
        }
        _mm_storeu_si128((__m128i *)place, inserted);
    }
    for (; i < end; i++) {
        int32_t inserted = values[i];
        ptrdiff_t j = i;
        while (values[j - step] > inserted) {
            values[j] = values[j - step];
            j -= step;
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
    uint32_t margin = count + 8;
    int32_t *memory = malloc(((size_t)margin + count + 1) * sizeof *memory);
    if (memory == NULL)
        return 1;
    for (uint32_t i = 0; i < margin; i++)
        memory[i] = INT32_MIN;
    int32_t *values = memory + margin;
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
    free(memory);
    return 0;
}
