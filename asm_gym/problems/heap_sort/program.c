#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void sift_down(uint32_t *a, size_t root, size_t n) {
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= n)
            return;
        if (child + 1 < n && a[child + 1] > a[child])
            child++;
        if (a[root] >= a[child])
            return;
        uint32_t t = a[root];
        a[root] = a[child];
        a[child] = t;
        root = child;
    }
}

static void heap_sort(uint32_t *a, size_t n) {
    for (size_t i = n / 2; i-- > 0;)
        sift_down(a, i, n);
    for (size_t end = n; end-- > 1;) {
        uint32_t t = a[0];
        a[0] = a[end];
        a[end] = t;
        sift_down(a, 0, end);
    }
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
    if (a == NULL)
        return 1;
    fill(a, n, shape, seed);
    heap_sort(a, n);

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
    return 0;
}
