/* Quartiles of many groups of values by quickselect: partition of eight values at a time with a permutation table. */
#include <immintrin.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIZE 100000
#define MAX_GROUPS 100000

static int32_t values[MAX_SIZE];
static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint64_t lane_indices[256]; /* byte k: index of the k-th set bit */

static void build_table(void)
{
    for (unsigned mask = 0; mask < 256; mask++) {
        unsigned filled = 0;
        for (unsigned bit = 0; bit < 8; bit++)
            if (mask >> bit & 1)
                lane_indices[mask] |= (uint64_t)bit << (8 * filled++);
    }
}

/* Appends the lanes of x selected by mask; always writes eight lanes. */
static inline int32_t *append(int32_t *to, __m256i x, unsigned mask)
{
    __m256i order = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)lane_indices[mask]));
    _mm256_storeu_si256((__m256i *)to, _mm256_permutevar8x32_epi32(x, order));
    return to + __builtin_popcount(mask);
}

static int32_t middle_of_three(int32_t a, int32_t b, int32_t c)
{
    int32_t low = a < b ? a : b, high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/* The same rank from v, by three-way partition into two other arrays; leaves v alone. */
static int32_t quickselect(const int32_t *v, long size, long rank)
{
    static int32_t buffers[2][2][MAX_SIZE + 8];
    for (int turn = 0;; turn ^= 1) {
        int32_t pivot = middle_of_three(v[0], v[size / 2], v[size - 1]);
        if (size == 1)
            return pivot;
        __m256i wide_pivot = _mm256_set1_epi32(pivot);
        int32_t *less = buffers[turn][0], *greater = buffers[turn][1];
        long i = 0;
        for (; i + 8 <= size; i += 8) {
            __m256i x = _mm256_loadu_si256((const __m256i *)(v + i));
            __m256i below = _mm256_cmpgt_epi32(wide_pivot, x), above = _mm256_cmpgt_epi32(x, wide_pivot);
            less = append(less, x, (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(below)));
            greater = append(greater, x, (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(above)));
        }
        for (; i < size; i++) {
            *less = v[i];
            less += v[i] < pivot;
            *greater = v[i];
            greater += v[i] > pivot;
        }
        long count_less = less - buffers[turn][0], count_greater = greater - buffers[turn][1];
        if (rank < count_less) {
            v = buffers[turn][0];
            size = count_less;
        } else if (rank < size - count_greater) {
            return pivot;
        } else {
            v = buffers[turn][1];
            rank -= size - count_greater;
            size = count_greater;
        }
    }
}

int main(void)
{
    long groups, size;
    uint32_t range, seed;
    if (scanf("%ld %ld %" SCNu32 " %" SCNu32, &groups, &size, &range, &seed) != 4)
        return 1;
    if (groups < 0 || groups > MAX_GROUPS || size < 1 || size > MAX_SIZE || range == 0)
        return 1;

    build_table();
    state = seed + 0x9E3779B97F4A7C15u;
    int64_t sum[3] = {0, 0, 0};
    int64_t widest = 0;
    long rises = 0, skewed = 0;
    int32_t previous = 0;
    uint64_t hash = 0xCBF29CE484222325u;
    for (long g = 0; g < groups; g++) {
        for (long i = 0; i < size; i++)
            values[i] = (int32_t)((int64_t)(((next_random() >> 32) * range) >> 32) - range / 2);
        int32_t median = quickselect(values, size, size / 2);
        int32_t lower = quickselect(values, size, size / 4);
        int32_t upper = quickselect(values, size, size - 1 - size / 4);
        int64_t width = (int64_t)upper - lower;
        if (width > widest)
            widest = width;
        if ((int64_t)median - lower > (int64_t)upper - median)
            skewed++;
        if (g > 0 && median > previous)
            rises++;
        previous = median;
        sum[0] += lower;
        sum[1] += median;
        sum[2] += upper;
        hash = (hash ^ (uint32_t)median) * 0x100000001B3u;
        hash = (hash ^ (uint64_t)width) * 0x100000001B3u;
    }
    printf("sums %" PRId64 " %" PRId64 " %" PRId64 "\n", sum[0], sum[1], sum[2]);
    printf("widest %" PRId64 " rises %ld skewed %ld\n", widest, rises, skewed);
    printf("last %" PRId32 " hash %016" PRIx64 "\n", previous, hash);
    return 0;
}
