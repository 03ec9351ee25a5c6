/* Looks up queries in a sorted table with repeated keys by binary search: sixteen branch-free searches side by side. */
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

#define BATCH 16

/*
 * Bounds of a batch of queries. All searches take the same steps, so that they run side by side, and each step is a
 * conditional move: base advances over the lower half exactly if its last key is below the wanted one.
 */
static void equal_ranges(const int64_t *keys, size_t count, const int64_t *wanted, size_t *first, size_t *last)
{
    const int64_t *low[BATCH], *high[BATCH];
    for (int b = 0; b < BATCH; b++)
        low[b] = high[b] = keys;
    for (size_t length = count; length > 0; length -= (length + 1) / 2) {
        size_t half = (length + 1) / 2;
        for (int b = 0; b < BATCH; b++) {
            low[b] += half & -(size_t)(low[b][half - 1] < wanted[b]);
            high[b] += half & -(size_t)(high[b][half - 1] <= wanted[b]);
        }
    }
    for (int b = 0; b < BATCH; b++) {
        first[b] = (size_t)(low[b] - keys);
        last[b] = (size_t)(high[b] - keys);
    }
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
    for (size_t done = 0; done < queries; done += BATCH) {
        int64_t wanted[BATCH] = {0};
        size_t firsts[BATCH], lasts[BATCH], batch = queries - done < BATCH ? queries - done : BATCH;
        for (size_t b = 0; b < batch; b++) {
            uint64_t random = next_random() >> 8;
            wanted[b] = (done + b) % 2 == 0 ? keys[0] - 1 + (int64_t)(random % span) : keys[random % count];
        }
        equal_ranges(keys, count, wanted, firsts, lasts);
        for (size_t b = 0; b < batch; b++) {
            size_t first = firsts[b], last = lasts[b], length = last - first;
            hits += length > 0;
            matches += length;
            longest = length > longest ? length : longest;
            before_all += last == 0;
            after_all += first == count;
            hash = (hash ^ first) * 0x100000001B3u;
            hash ^= last << 40;
        }
    }
    printf("keys %" PRId64 " %" PRId64 " %" PRId64 "\n", keys[0], keys[count / 2], keys[count - 1]);
    printf("hits %zu matches %zu longest %zu\n", hits, matches, longest);
    printf("before %zu after %zu\n", before_all, after_all);
    printf("hash %016" PRIx64 "\n", hash);
    free(keys);
    return 0;
}
