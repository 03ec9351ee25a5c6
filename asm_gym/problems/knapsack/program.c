/* 0/1 knapsack over all capacities up to a bound. */
#include <stdio.h>
#include <stdlib.h>

/* Together they keep every total in an int. */
#define MAX_ITEMS 2000
#define MAX_VALUE 1000000

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
        for (int c = capacity; c >= weight; c--) {
            int with_item = best[c - weight] + value;
            if (with_item > best[c])
                best[c] = with_item;
        }
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
