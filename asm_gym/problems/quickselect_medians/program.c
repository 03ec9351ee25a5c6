/* Quartiles of many groups of values by quickselect. */
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

/* Returns the value that sorting would bring to index rank; reorders v. */
static int32_t quickselect(int32_t *v, long size, long rank)
{
    long left = 0, right = size - 1;
    while (left < right) {
        int32_t pivot = v[left + (right - left) / 2];
        long i = left, j = right;
        while (i <= j) {
            while (v[i] < pivot)
                i++;
            while (pivot < v[j])
                j--;
            if (i <= j) {
                int32_t swapped = v[i];
                v[i++] = v[j];
                v[j--] = swapped;
            }
        }
        if (rank <= j)
            right = j;
        else if (rank >= i)
            left = i;
        else
            break;
    }
    return v[rank];
}

int main(void)
{
    long groups, size;
    uint32_t range, seed;
    if (scanf("%ld %ld %" SCNu32 " %" SCNu32, &groups, &size, &range, &seed) != 4)
        return 1;
    if (groups < 0 || groups > MAX_GROUPS || size < 1 || size > MAX_SIZE || range == 0)
        return 1;

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
