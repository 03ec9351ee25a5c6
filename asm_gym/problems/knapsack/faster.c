/* 0/1 knapsack over all capacities up to a bound, eight capacities at a time. */
#include <immintrin.h>
#include <stdio.h>
#include <stdlib.h>

/* Together they keep every total in an int. */
#define MAX_ITEMS 2000
#define MAX_VALUE 1000000

/*
 * Goes from high to low capacities, as each item may be used only once. A block is loaded before
 * it is stored and reads nothing above itself, so it sees only values without the item.
 */
static void add_item(int *best, int capacity, int weight, int value)
{
    __m256i gain = _mm256_set1_epi32(value);
    int c = capacity;
    for (; c - 7 >= weight; c -= 8) {
        __m256i *place = (__m256i *)(best + c - 7);
        __m256i rest = _mm256_loadu_si256((const __m256i *)(best + c - 7 - weight));
        __m256i old = _mm256_loadu_si256(place);
        _mm256_storeu_si256(place, _mm256_max_epi32(old, _mm256_add_epi32(rest, gain)));
    }
    for (; c >= weight; c--) {
        int with_item = best[c - weight] + value;
        best[c] = with_item > best[c] ? with_item : best[c];
    }
}

int main(void)
{
    int items, capacity;
    if (scanf("%d %d", &items, &capacity) != 2)
        return 1;
    if (items < 0 || items > MAX_ITEMS || capacity < 0 || capacity > 1000000)
        return 1;
    int *best = calloc((size_t)capacity + 1, sizeof *best);
    if (best == NULL)
        return 1;

    for (int i = 0; i < items; i++) {
        int weight, value;
        if (scanf("%d %d", &weight, &value) != 2)
            return 1;
        if (weight < 1 || value < 0 || value > MAX_VALUE)
            return 1;
        add_item(best, capacity, weight, value);
        if (i % (items / 4 + 1) == 0)
            printf("after item %d: %d\n", i + 1, best[capacity]);
    }

    int steps = 0;
    for (int c = 1; c <= capacity; c++)
        if (best[c] > best[c - 1])
            steps++;
    unsigned int hash = 2166136261u + (unsigned int)items;
    for (int c = 0; c <= capacity; c++)
        hash = (hash ^ (unsigned int)best[c]) * 16777619u;
    printf("half %d full %d\n", best[capacity / 2], best[capacity]);
    printf("steps %d\n", steps);
    printf("hash %u\n", hash);
    free(best);
    return 0;
}
