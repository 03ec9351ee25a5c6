#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEVELS 65536u
#define MAX_BINS 4096u
#define MAX_VALUES (1u << 24)
#define RESOLUTIONS 8u

static uint32_t count[MAX_BINS];

static void fill(uint16_t *v, size_t n, int shape, uint32_t seed) {
    uint64_t x = ((uint64_t)seed + 1) * 0xD1342543DE82EF95ULL;
    for (size_t i = 0; i < n; i++) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        uint32_t a = (uint32_t)(x >> 48), b = (uint32_t)(x >> 32) & 0xFFFFu;
        if (shape == 0)
            v[i] = (uint16_t)a; /* uniform */
        else if (shape == 1)
            v[i] = (uint16_t)((a + b) / 2); /* triangular */
        else if (shape == 2)
            v[i] = (uint16_t)seed; /* constant */
        else if (shape == 3)
            v[i] = (uint16_t)(i + seed); /* ramp */
        else
            v[i] = a & 1 ? 65535 : 0; /* extremes */
    }
}

static void moments(const uint16_t *v, unsigned n) {
    unsigned low = LEVELS - 1, high = 0;
    uint64_t sum = 0, squares = 0, above = 0, rises = 0;
    for (unsigned i = 0; i < n; i++) {
        sum += v[i];
        if (v[i] < low)
            low = v[i];
        if (v[i] > high)
            high = v[i];
    }
    unsigned mean = (unsigned)(sum / n);
    for (unsigned i = 0; i < n; i++) {
        int64_t d = (int64_t)v[i] - (int64_t)mean;
        squares += (uint64_t)(d * d);
        if (v[i] > mean)
            above++;
        if (i > 0 && v[i] > v[i - 1])
            rises++;
    }
    printf("range %u %u mean %u variance %llu\n", low, high, mean,
           (unsigned long long)(squares / n));
    printf("above %llu rises %llu\n", (unsigned long long)above, (unsigned long long)rises);
}

static void histogram(const uint16_t *v, unsigned n, unsigned bins) {
    unsigned width = (LEVELS + bins - 1) / bins;
    memset(count, 0, sizeof count);
    for (unsigned i = 0; i < n; i++)
        count[v[i] / width]++;

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
    moments(v, n);
    /* The same values at several resolutions, as one does to choose the number of bins. */
    for (unsigned k = 1; k <= RESOLUTIONS; k++)
        histogram(v, n, bins * k);
    free(v);
    return 0;
}
