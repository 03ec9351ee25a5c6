#include <stdint.h>
#include <stdio.h>

struct chain {
    uint32_t steps;
    uint32_t odd_steps;
    uint64_t peak;
};

static struct chain follow(uint64_t x) {
    struct chain c = {0, 0, x};
    while (x != 1) {
        if (x % 2 == 0) {
            x /= 2;
        } else {
            x = 3 * x + 1;
            c.odd_steps++;
        }
        c.steps++;
        if (x > c.peak)
            c.peak = x;
    }
    return c;
}

int main(void) {
    unsigned first, count;
    if (scanf("%u %u", &first, &count) != 2)
        return 1;
    if (first < 1 || count > UINT32_MAX - first)
        return 1;
    uint64_t total = 0, odd_total = 0, best_peak = 0, hash = 0xCBF29CE484222325ULL;
    unsigned longest = 0, longest_start = 0, peak_start = 0, records = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned start = first + i;
        struct chain c = follow(start);
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
