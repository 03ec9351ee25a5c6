/* Counts the inversions of a noisy trend with a bottom-up merge sort: merges without branches, from both ends. */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_COUNT 1000000

static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Merges two runs without a branch on the data, of any length. */
static uint64_t merge(const int64_t *from, int64_t *to, size_t left, size_t middle, size_t right)
{
    uint64_t inversions = 0;
    size_t i = left, j = middle, k = left;
    while (i < middle && j < right) {
        int64_t x = from[i], y = from[j];
        size_t second = y < x;
        to[k++] = second ? y : x;
        inversions += (middle - i) & -second;
        j += second;
        i += 1 - second;
    }
    while (i < middle)
        to[k++] = from[i++];
    while (j < right)
        to[k++] = from[j++];
    return inversions;
}

/* Merges two full runs from both ends at once: two independent chains, and no bounds to check. */
static uint64_t merge_full(const int64_t *from, int64_t *to, size_t width)
{
    const int64_t *a = from, *b = from + width, *a_back = b - 1, *b_back = b + width - 1;
    const int64_t *middle = b;
    int64_t *back = to + 2 * width - 1;
    uint64_t front_inversions = 0, back_inversions = 0;
    for (size_t k = 0; k < width; k++) {
        int64_t x = *a, y = *b, u = *a_back, v = *b_back;
        size_t second = y < x, last = v >= u;
        to[k] = second ? y : x;
        front_inversions += (size_t)(middle - a) & -second;
        b += second;
        a += 1 - second;
        back[-(ptrdiff_t)k] = last ? v : u;
        back_inversions += (size_t)(middle - 1 - a_back) & -last;
        b_back -= last;
        a_back -= 1 - last;
    }
    return front_inversions + back_inversions;
}

int main(void)
{
    size_t count;
    int32_t slope;
    uint32_t noise, seed;
    if (scanf("%zu %" SCNd32 " %" SCNu32 " %" SCNu32, &count, &slope, &noise, &seed) != 4)
        return 1;
    if (count > MAX_COUNT || noise == 0)
        return 1;
    int64_t *values = malloc((count + 1) * sizeof *values);
    int64_t *spare = malloc((count + 1) * sizeof *spare);
    if (values == NULL || spare == NULL)
        return 1;

    state = seed + 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < count; i++)
        values[i] = (int64_t)slope * (int64_t)i + (int64_t)(((next_random() >> 32) * noise) >> 32);

    uint64_t inversions = 0;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t left = 0; left < count; left += 2 * width) {
            size_t middle = left + width < count ? left + width : count;
            size_t right = middle + width < count ? middle + width : count;
            if (right - left == 2 * width)
                inversions += merge_full(values + left, spare + left, width);
            else
                inversions += merge(values, spare, left, middle, right);
        }
        int64_t *sorted = spare;
        spare = values;
        values = sorted;
    }

    size_t distinct = count > 0;
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && values[i] != values[i - 1])
            distinct++;
        hash = (hash ^ (uint64_t)values[i]) * 0x100000001B3u;
    }
    printf("inversions %" PRIu64 "\n", inversions);
    printf("distinct %zu\n", distinct);
    if (count > 0)
        printf("range %" PRId64 " %" PRId64 " %" PRId64 "\n", values[0], values[count / 2], values[count - 1]);
    printf("hash %016" PRIx64 "\n", hash);
    free(values);
    free(spare);
    return 0;
}
