/* The keys are small, so a directly indexed array takes the place of hashing; no branches. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_RANGE (1u << 22)

struct entry {
    uint32_t value;
    uint32_t present;
};

int main(void) {
    unsigned operations, range, seed;
    if (scanf("%u %u %u", &operations, &range, &seed) != 3 || range > MAX_RANGE)
        return 1;
    struct entry *table = calloc((size_t)range + 2, sizeof *table);
    if (table == NULL)
        return 1;

    /* What happened, counted as 2 * kind + present: insert or update, find, delete. */
    static const uint8_t kind_of[8] = {0, 0, 0, 1, 1, 1, 2, 2};
    static const uint32_t inserting[8] = {~0u, ~0u, ~0u}, finding[8] = {0, 0, 0, ~0u, ~0u, ~0u};
    static const uint32_t keeping[8] = {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0, 0};
    unsigned outcome[6] = {0}, size = 0, peak = 0;
    uint64_t found = 0xCBF29CE484222325ULL, x = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (unsigned i = 0; i < operations; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        struct entry *e = &table[1 + (((x >> 32) * range) >> 32)];
        unsigned action = (unsigned)x % 8;
        uint32_t value = e->value, present = e->present;
        uint64_t next = found * 31 + value;
        found = finding[action] & (0u - present) ? next : found;
        outcome[2 * kind_of[action] + present]++;
        uint32_t present_now = (present | (inserting[action] & 1)) & keeping[action];
        e->value = (value + (inserting[action] & (i + 1))) & keeping[action];
        e->present = present_now;
        size += present_now - present;
        peak = size > peak ? size : peak;
    }

    uint64_t content = seed;
    for (uint32_t key = 1; key <= range + 1; key++)
        content += (uint64_t)key * 0x9E3779B97F4A7C15ULL * table[key].value;
    printf("insert %u update %u\n", outcome[0], outcome[1]);
    printf("hit %u miss %u\n", outcome[3], outcome[2]);
    printf("delete %u absent %u\n", outcome[5], outcome[4]);
    printf("size %u peak %u\n", size, peak);
    printf("found %016llx content %016llx\n", (unsigned long long)found,
           (unsigned long long)content);
    free(table);
    return 0;
}
