/* Sorts records by two keys with two stable counting sorts, the minor key first. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_RECORDS 500000
#define MAX_BUCKETS 65536

struct record {
    uint32_t code; /* group * members + member, plus a multiple of groups * members */
    uint32_t id;
    int64_t amount;
};

static uint32_t offsets[MAX_BUCKETS];
static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Orders the records by code / divisor % buckets; records with equal keys keep their order. */
static void counting_sort(const struct record *from, struct record *to, uint32_t count, uint32_t divisor,
                          uint32_t buckets)
{
    for (uint32_t b = 0; b < buckets; b++)
        offsets[b] = 0;
    for (uint32_t i = 0; i < count; i++)
        offsets[from[i].code / divisor % buckets]++;
    uint32_t total = 0;
    for (uint32_t b = 0; b < buckets; b++) {
        uint32_t size = offsets[b];
        offsets[b] = total;
        total += size;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bucket = from[i].code / divisor % buckets;
        to[offsets[bucket]] = from[i];
        offsets[bucket]++;
    }
}

int main(void)
{
    uint32_t count, groups, members, seed;
    if (scanf("%" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32, &count, &groups, &members, &seed) != 4)
        return 1;
    if (count > MAX_RECORDS || groups < 1 || groups > MAX_BUCKETS || members < 1 || members > MAX_BUCKETS)
        return 1;
    struct record *records = malloc((count + 1) * sizeof *records);
    struct record *sorted = malloc((count + 1) * sizeof *sorted);
    if (records == NULL || sorted == NULL)
        return 1;
    state = seed + 0x9E3779B97F4A7C15u;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t random = next_random();
        records[i].code = (uint32_t)(random >> 32);
        records[i].id = i;
        records[i].amount = (int64_t)(random & 0xFFFFFF) - 0xA00000;
    }

    counting_sort(records, sorted, count, 1, members);
    counting_sort(sorted, records, count, members, groups);

    /* One pass over the runs of equal group: sums, and the order of all identifiers in the hash. */
    uint32_t filled = 0, losses = 0, best_group = 0, ties = 0;
    int64_t best = INT64_MIN, sum = 0;
    uint64_t hash = 0xCBF29CE484222325u;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t group = records[i].code / members % groups;
        sum += records[i].amount;
        hash = (hash ^ records[i].id) * 0x100000001B3u;
        if (i + 1 < count && records[i].code % members == records[i + 1].code % members)
            ties++;
        if (i + 1 == count || records[i + 1].code / members % groups != group) {
            filled++;
            if (sum < 0)
                losses++;
            if (sum > best) {
                best = sum;
                best_group = group;
            }
            hash ^= (uint64_t)sum << 20;
            sum = 0;
        }
    }
    printf("filled %" PRIu32 " losses %" PRIu32 " ties %" PRIu32 "\n", filled, losses, ties);
    if (filled > 0)
        printf("best group %" PRIu32 " with %" PRId64 "\n", best_group, best);
    printf("hash %016" PRIx64 "\n", hash);
    free(records);
    free(sorted);
    return 0;
}
