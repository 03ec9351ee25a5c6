#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

struct chain {
    uint32_t steps;
    uint32_t odd_steps;
    uint64_t peak;
};

#define KNOWN (1u << 17)

/* The chains of the odd numbers below a bound: entry k is that of 2k + 1. */
static struct chain known[KNOWN / 2];

/* Goes from x to the first odd number below bound, whose chain is known, and adds that chain. */
static struct chain follow(uint64_t x, uint64_t bound) {
    uint64_t peak = x;
    uint32_t zeros = (uint32_t)_tzcnt_u64(x), steps = zeros, odd_steps = 0;
    x >>= zeros;
    while (x >= bound) {
        x = 3 * x + 1;
        peak = x > peak ? x : peak;
        zeros = (uint32_t)_tzcnt_u64(x);
        x >>= zeros;
        steps += 1 + zeros;
        odd_steps++;
    }
    struct chain rest = known[x / 2];
    rest.steps += steps;
    rest.odd_steps += odd_steps;
    rest.peak = peak > rest.peak ? peak : rest.peak;
    return rest;
}

/* Makes the table as large as the number of chains to follow warrants; returns its bound. */
static uint32_t fill_table(uint32_t chains) {
    uint32_t bound = chains < KNOWN ? chains | 3u : KNOWN;
    known[0] = (struct chain){0, 0, 1};
    for (uint32_t x = 3; x < bound; x += 2)
        known[x / 2] = follow(x, x);
    return bound;
}

int main(void) {
    unsigned first, count;
    if (scanf("%u %u", &first, &count) != 2)
        return 1;
    if (first < 1 || count > UINT32_MAX - first)
        return 1;
    uint32_t bound = fill_table(count);
    uint64_t total = 0, odd_total = 0, best_peak = 0, hash = 0xCBF29CE484222325ULL;
    unsigned longest = 0, longest_start = 0, peak_start = 0, records = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned start = first + i;
        struct chain c = follow(start, bound);
        total += c.steps;
        odd_total += c.odd_steps;
        if (i == 0 || c.steps > longest) {
            longest = c.steps;
            longest_start = start;
            records++;
        }
        if (c.peak > best_peak) {
            best_peak = c.peak;
            peak_start = start;
        }
        hash = (hash ^ (c.steps + c.peak)) * 0x100000001B3ULL;
    }
    printf("longest %u from %u after %u records\n", longest, longest_start, records);
    printf("peak %llu from %u\n", (unsigned long long)best_peak, peak_start);
    printf("steps %llu odd %llu\n", (unsigned long long)total, (unsigned long long)odd_total);
    printf("hash %016llx\n", (unsigned long long)(hash ^ first));
    return 0;
}
