#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LEVELS 65536u
#define MAX_BINS 4096u
#define MAX_VALUES (1u << 24)
#define RESOLUTIONS 8u

#define STREAMS 4

static uint32_t count[MAX_BINS];
static uint32_t below[LEVELS + 1]; /* How many values are less than a level. */

static uint16_t value_of(uint64_t x, size_t i, int shape, uint32_t seed) {
    uint32_t a = (uint32_t)(x >> 48), b = (uint32_t)(x >> 32) & 0xFFFFu;
    if (shape == 0)
        return (uint16_t)a; /* uniform */
    if (shape == 1)
        return (uint16_t)((a + b) / 2); /* triangular */
    if (shape == 2)
        return (uint16_t)seed; /* constant */
    if (shape == 3)
        return (uint16_t)(i + seed); /* ramp */
    return a & 1 ? 65535 : 0;        /* extremes */
}

/* Four generators take turns, so that their multiplications overlap. */
static void fill(uint16_t *v, size_t n, int shape, uint32_t seed) {
    const uint64_t factor = 6364136223846793005ULL, summand = 1442695040888963407ULL;
    uint64_t state = ((uint64_t)seed + 1) * 0xD1342543DE82EF95ULL;
    uint64_t x[STREAMS], jump_factor = 1, jump_summand = 0;
    for (int k = 0; k < STREAMS; k++) {
        state = state * factor + summand;
        x[k] = state;
        jump_factor *= factor;
        jump_summand = jump_summand * factor + summand;
    }
    size_t i = 0;
    for (; i + STREAMS <= n; i += STREAMS) {
        for (size_t k = 0; k < STREAMS; k++) {
            v[i + k] = value_of(x[k], i + k, shape, seed);
            x[k] = x[k] * jump_factor + jump_summand;
        }
    }
    for (size_t k = 0; i + k < n; k++)
        v[i + k] = value_of(x[k], i + k, shape, seed);
}

/* Two tables, as equal values next to each other would wait for each other in one. */
static void count_levels(const uint16_t *v, unsigned n) {
    static uint32_t even[LEVELS], odd[LEVELS];
    unsigned i = 0;
    for (; i + 2 <= n; i += 2) {
        even[v[i]]++;
        odd[v[i + 1]]++;
    }
    if (i < n)
        even[v[i]]++;
    for (unsigned level = 0; level < LEVELS; level++)
        below[level + 1] = below[level] + even[level] + odd[level];
}

static void moments(const uint16_t *v, unsigned n) {
    unsigned low = LEVELS - 1, high = 0, rises = 0;
    uint64_t sum = 0, squares = 0;
    for (unsigned i = 0; i < n; i++) {
        low = v[i] < low ? v[i] : low;
        high = v[i] > high ? v[i] : high;
        sum += v[i];
    }
    for (unsigned i = 1; i < n; i++)
        rises += v[i] > v[i - 1];
    unsigned mean = (unsigned)(sum / n), above = n - below[mean + 1];
    for (unsigned level = 0; level < LEVELS; level++) {
        int64_t d = (int64_t)level - (int64_t)mean;
        squares += (uint64_t)(d * d) * (below[level + 1] - below[level]);
    }
    printf("range %u %u mean %u variance %llu\n", low, high, mean,
           (unsigned long long)(squares / n));
    printf("above %u rises %u\n", above, rises);
}

static void histogram(unsigned n, unsigned bins) {
    unsigned width = (LEVELS + bins - 1) / bins;
    for (unsigned b = 0; b < bins; b++) {
        unsigned from = b * width < LEVELS ? b * width : LEVELS;
        unsigned to = from + width < LEVELS ? from + width : LEVELS;
        count[b] = below[to] - below[from];
    }

    unsigned mode = 0, used = 0, median = 0;
    uint64_t running = 0, hash = 0xCBF29CE484222325ULL;
    double weighted = 0.0;
    for (unsigned b = 0; b < bins; b++) {
        if (count[b] > count[mode])
            mode = b;
        if (count[b] > 0) {
            used++;
            weighted += count[b] * log((double)count[b]);
        }
        if (running * 2 < n)
            median = b;
        running += count[b];
        hash = (hash ^ count[b]) * 0x100000001B3ULL;
    }
    double entropy = log((double)n) - weighted / n;
    printf("bins %u used %u mode %u median %u entropy %ld hash %016llx\n", bins, used, mode, median,
           (long)(entropy * 10000.0 + 0.5), (unsigned long long)hash);
}

int main(void) {
    unsigned n, bins, seed;
    int shape;
    if (scanf("%u %u %d %u", &n, &bins, &shape, &seed) != 4)
        return 1;
    if (n < 1 || n > MAX_VALUES || bins < 1 || bins > MAX_BINS / RESOLUTIONS)
        return 1;
    uint16_t *v = malloc(n * sizeof *v);
    if (v == NULL)
        return 1;
    fill(v, n, shape, seed);
    count_levels(v, n);
    moments(v, n);
    /* The same values at several resolutions, as one does to choose the number of bins. */
    for (unsigned k = 1; k <= RESOLUTIONS; k++)
        histogram(n, bins * k);
    free(v);
    return 0;
}
