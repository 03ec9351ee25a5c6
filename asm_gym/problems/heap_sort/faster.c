#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define DIGIT 11
#define BUCKETS (1u << DIGIT)
#define PASSES 3

/* Radix sort: three stable passes of eleven bits, their counts taken in one sweep. */
static void radix_sort(uint32_t **values, uint32_t **spare, size_t n) {
    static uint32_t count[PASSES][BUCKETS];
    uint32_t *from = *values, *to = *spare;
    for (size_t i = 0; i < n; i++)
        for (int pass = 0; pass < PASSES; pass++)
            count[pass][from[i] >> DIGIT * pass & (BUCKETS - 1)]++;
    for (int pass = 0; pass < PASSES; pass++) {
        uint32_t place = 0;
        for (unsigned b = 0; b < BUCKETS; b++) {
            uint32_t size = count[pass][b];
            count[pass][b] = place;
            place += size;
        }
        for (size_t i = 0; i < n; i++)
            to[count[pass][from[i] >> DIGIT * pass & (BUCKETS - 1)]++] = from[i];
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    *values = from;
    *spare = to;
}

static void fill(uint32_t *a, size_t n, int shape, uint32_t seed) {
    uint32_t x = seed * 2654435761u | 1u;
    for (size_t i = 0; i < n; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        if (shape == 0)
            a[i] = x; /* random */
        else if (shape == 1)
            a[i] = seed + 3u * (uint32_t)i; /* ascending */
        else if (shape == 2)
            a[i] = seed - 5u * (uint32_t)i; /* descending */
        else if (shape == 3)
            a[i] = seed; /* all equal */
        else if (shape == 4)
            a[i] = x >> 29; /* many duplicates */
        else
            a[i] = x >> 31 ? 0xFFFFFFFFu : 0u; /* extremes */
    }
}

int main(void) {
    unsigned n, seed;
    int shape;
    if (scanf("%u %d %u", &n, &shape, &seed) != 3)
        return 1;
    uint32_t *a = malloc(((size_t)n + 1) * sizeof *a);
    uint32_t *spare = malloc(((size_t)n + 1) * sizeof *spare);
    if (a == NULL || spare == NULL)
        return 1;
    fill(a, n, shape, seed);
    radix_sort(&a, &spare, n);

    uint64_t weighted = 0, hash = 0xCBF29CE484222325ULL ^ seed;
    unsigned repeats = 0, gap = 0;
    for (unsigned i = 0; i < n; i++) {
        weighted += (uint64_t)a[i] * (i % 1000 + 1);
        hash = hash * 0x100000001B3ULL + a[i];
        if (i > 0 && a[i] == a[i - 1])
            repeats++;
        if (i > 0 && a[i] - a[i - 1] > gap)
            gap = a[i] - a[i - 1];
    }
    printf("count %u repeats %u\n", n, repeats);
    for (unsigned k = 0; n > 0 && k <= 8; k++)
        printf("%u%c", a[(uint64_t)(n - 1) * k / 8], k == 8 ? '\n' : ' ');
    printf("gap %u weighted %llu\n", gap, (unsigned long long)weighted);
    printf("hash %016llx\n", (unsigned long long)hash);
    free(a);
    free(spare);
    return 0;
}
