#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_RANGE (1u << 22)

/* Open addressing with linear probing; key 0 marks a free slot. */
static uint32_t *keys, *values, capacity;

static uint32_t home_of(uint32_t key) {
    uint32_t h = key * 2654435761u;
    h = (h ^ (h >> 15)) * 2246822519u;
    return (h ^ (h >> 13)) % capacity;
}

static uint32_t next_slot(uint32_t slot) { return (slot + 1) % capacity; }

static uint32_t locate(uint32_t key) {
    uint32_t slot = home_of(key);
    while (keys[slot] != 0 && keys[slot] != key)
        slot = next_slot(slot);
    return slot;
}

/* Empties a slot and moves later entries of the cluster back, so that no gap breaks a search. */
static void erase(uint32_t gap) {
    for (uint32_t slot = next_slot(gap); keys[slot] != 0; slot = next_slot(slot)) {
        uint32_t from_home = (slot + capacity - home_of(keys[slot])) % capacity;
        uint32_t from_gap = (slot + capacity - gap) % capacity;
        if (from_home >= from_gap) {
            keys[gap] = keys[slot];
            values[gap] = values[slot];
            gap = slot;
        }
    }
    keys[gap] = 0;
    values[gap] = 0;
}

static int is_prime(uint32_t n) {
    for (uint32_t d = 2; d * d <= n; d++)
        if (n % d == 0)
            return 0;
    return n >= 2;
}

int main(void) {
    unsigned operations, range, seed;
    if (scanf("%u %u %u", &operations, &range, &seed) != 3 || range > MAX_RANGE)
        return 1;
    capacity = range + 5;
    while (!is_prime(capacity))
        capacity++;
    keys = calloc(capacity, sizeof *keys);
    values = calloc(capacity, sizeof *values);
    if (keys == NULL || values == NULL)
        return 1;

    unsigned inserted = 0, updated = 0, hits = 0, misses = 0, deleted = 0, absent = 0, peak = 0;
    uint64_t found = 0xCBF29CE484222325ULL, x = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (unsigned i = 0; i < operations; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        uint32_t key = 1 + (uint32_t)(((x >> 32) * range) >> 32);
        unsigned action = (unsigned)x % 8;
        uint32_t slot = locate(key);
        int present = keys[slot] != 0;
        if (action < 3) { /* insert, or add to the value */
            if (present) {
                updated++;
            } else {
                keys[slot] = key;
                inserted++;
                if (inserted - deleted > peak)
                    peak = inserted - deleted;
            }
            values[slot] += i + 1;
        } else if (action < 6) { /* find */
            if (present) {
                hits++;
                found = found * 31 + values[slot];
            } else {
                misses++;
            }
        } else if (present) { /* delete */
            erase(slot);
            deleted++;
        } else {
            absent++;
        }
    }

    uint64_t content = seed;
    for (uint32_t slot = 0; slot < capacity; slot++)
        content += (uint64_t)keys[slot] * 0x9E3779B97F4A7C15ULL * values[slot];
    printf("insert %u update %u\n", inserted, updated);
    printf("hit %u miss %u\n", hits, misses);
    printf("delete %u absent %u\n", deleted, absent);
    printf("size %u peak %u\n", inserted - deleted, peak);
    printf("found %016llx content %016llx\n", (unsigned long long)found,
           (unsigned long long)content);
    free(keys);
    free(values);
    return 0;
}
