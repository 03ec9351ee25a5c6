/* Sorts records by two keys: each key is computed once and both histograms are counted while the records are made. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_RECORDS 500000
#define MAX_BUCKETS 65536

struct compact {
    uint16_t group, member;
    uint32_t id;
};

static uint32_t by_member[MAX_BUCKETS], by_group[MAX_BUCKETS];
static struct compact records[MAX_RECORDS], sorted[MAX_RECORDS], again[MAX_RECORDS];
static int32_t amounts[MAX_RECORDS];
static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void to_starts(uint32_t *sizes, uint32_t buckets)
{
    uint32_t total = 0;
    for (uint32_t b = 0; b < buckets; b++) {
        uint32_t size = sizes[b];
        sizes[b] = total;
        total += size;
    }
}

/* Exact quotient of 32-bit numbers by a multiplication: inverse = floor(2^64 / divisor) + 1, divisor > 1. */
static inline uint32_t divide(uint32_t n, uint32_t divisor, uint64_t inverse)
{
    return divisor == 1 ? n : (uint32_t)(((unsigned __int128)inverse * n) >> 64);
}

int main(void)
{
    uint32_t count, groups, members, seed;
    if (scanf("%" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32, &count, &groups, &members, &seed) != 4)
        return 1;
    if (count > MAX_RECORDS || groups < 1 || groups > MAX_BUCKETS || members < 1 || members > MAX_BUCKETS)
        return 1;
    uint64_t member_inverse = UINT64_MAX / members + 1, group_inverse = UINT64_MAX / groups + 1;
    state = seed + 0x9E3779B97F4A7C15u;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t random = next_random();
        uint32_t code = (uint32_t)(random >> 32);
        uint32_t quotient = divide(code, members, member_inverse);
        uint32_t member = code - quotient * members;
        uint32_t group = quotient - divide(quotient, groups, group_inverse) * groups;
        records[i] = (struct compact){(uint16_t)group, (uint16_t)member, i};
        amounts[i] = (int32_t)(random & 0xFFFFFF) - 0xA00000;
        by_member[member]++;
        by_group[group]++;
    }
    to_starts(by_member, members);
    to_starts(by_group, groups);
    for (uint32_t i = 0; i < count; i++)
        sorted[by_member[records[i].member]++] = records[i];
    for (uint32_t i = 0; i < count; i++)
        again[by_group[sorted[i].group]++] = sorted[i];

    uint32_t filled = 0, losses = 0, best_group = 0, ties = 0;
    int64_t best = INT64_MIN, sum = 0;
    uint64_t hash = 0xCBF29CE484222325u;
    for (uint32_t i = 0; i < count; i++) {
        sum += amounts[again[i].id];
        hash = (hash ^ again[i].id) * 0x100000001B3u;
        ties += i + 1 < count && again[i].member == again[i + 1].member;
        if (i + 1 == count || again[i + 1].group != again[i].group) {
            filled++;
            losses += sum < 0;
            if (sum > best) {
                best = sum;
                best_group = again[i].group;
            }
            hash ^= (uint64_t)sum << 20;
            sum = 0;
        }
    }
    printf("filled %" PRIu32 " losses %" PRIu32 " ties %" PRIu32 "\n", filled, losses, ties);
    if (filled > 0)
        printf("best group %" PRIu32 " with %" PRId64 "\n", best_group, best);
    printf("hash %016" PRIx64 "\n", hash);
    return 0;
}
