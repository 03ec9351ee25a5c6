/* Looks up queries in a sorted table with repeated keys by binary search. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_KEYS 1000000
#define MAX_QUERIES 10000000

static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Index of the first key that is not below the wanted one. */
static size_t lower_bound(const int64_t *keys, size_t count, int64_t wanted)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Index of the first key above the wanted one. */
static size_t upper_bound(const int64_t *keys, size_t count, int64_t wanted)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys[middle] <= wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int main(void)
{
    size_t count, queries;
    int32_t start;
    uint32_t max_gap, seed;
    if (scanf("%zu %zu %" SCNd32 " %" SCNu32 " %" SCNu32, &count, &queries, &start, &max_gap, &seed) != 5)
        return 1;
    if (count < 1 || count > MAX_KEYS || queries > MAX_QUERIES)
        return 1;
    int64_t *keys = malloc(count * sizeof *keys);
    if (keys == NULL)
        return 1;
    state = seed + 0x9E3779B97F4A7C15u;
    int64_t key = start;
    for (size_t i = 0; i < count; i++) {
        keys[i] = key;
        key += (int64_t)(((next_random() >> 32) * ((uint64_t)max_gap + 1)) >> 32);
    }

    size_t hits = 0, matches = 0, longest = 0, before_all = 0, after_all = 0;
    uint64_t hash = 0xCBF29CE484222325u;
    uint64_t span = (uint64_t)(keys[count - 1] - keys[0]) + 3;
    for (size_t q = 0; q < queries; q++) {
        uint64_t random = next_random() >> 8;
        int64_t wanted;
        if (q % 2 == 0)
            wanted = keys[0] - 1 + (int64_t)(random % span);
        else
            wanted = keys[random % count];
        size_t first = lower_bound(keys, count, wanted);
        size_t last = upper_bound(keys, count, wanted);
        if (last > first) {
            hits++;
            matches += last - first;
            if (last - first > longest)
                longest = last - first;
        } else if (first == 0) {
            before_all++;
        } else if (first == count) {
            after_all++;
        }
        hash = (hash ^ first) * 0x100000001B3u;
        hash ^= last << 40;
    }
    printf("keys %" PRId64 " %" PRId64 " %" PRId64 "\n", keys[0], keys[count / 2], keys[count - 1]);
    printf("hits %zu matches %zu longest %zu\n", hits, matches, longest);
    printf("before %zu after %zu\n", before_all, after_all);
    printf("hash %016" PRIx64 "\n", hash);
    free(keys);
    return 0;
}
