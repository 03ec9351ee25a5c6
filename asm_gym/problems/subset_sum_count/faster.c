/* Meet in the middle: sorted sums of both halves; for each high sum a pointer moves through the low ones. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_ITEMS = 24, HALF = 12, MAX_TARGETS = 30 };
static const int64_t LARGEST = 100000000000000000;

typedef struct {
    int64_t sum;
    uint32_t subset;
} Entry;

/* Lists all subset sums in ascending order: each value merges the list with a shifted copy of itself. */
static int sums_of(Entry *sums, const int64_t *values, int count, int first) {
    static Entry old[1 << HALF];
    sums[0] = (Entry){0, 0};
    int size = 1;
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < size; k++)
            old[k] = sums[k];
        int a = 0, b = 0;
        for (int k = 0; k < 2 * size; k++) {
            if (b == size || (a < size && old[a].sum <= old[b].sum + values[i])) {
                sums[k] = old[a++];
            } else {
                sums[k] = (Entry){old[b].sum + values[i], old[b].subset | 1u << (first + i)};
                b++;
            }
        }
        size *= 2;
    }
    return size;
}

int main(void) {
    static int64_t values[MAX_ITEMS];
    static Entry low[1 << HALF], high[1 << HALF];
    static uint64_t prefix[(1 << HALF) + 1];
    int count, targets;
    if (scanf("%d %d", &count, &targets) != 2 || count < 0 || count > MAX_ITEMS || targets < 0 || targets > MAX_TARGETS)
        return 1;
    for (int i = 0; i < count; i++) {
        if (scanf("%" SCNd64, &values[i]) != 1 || values[i] > LARGEST || values[i] < -LARGEST)
            return 1;
    }
    int lows = sums_of(low, values, count / 2, 0);
    int highs = sums_of(high, values + count / 2, count - count / 2, count / 2);
    for (int i = 0; i < lows; i++)
        prefix[i + 1] = prefix[i] + (uint64_t)low[i].sum;

    for (int t = 0; t < targets; t++) {
        int64_t target, exact = 0, below = 0, nearest_below = INT64_MIN, nearest_above = INT64_MAX;
        uint64_t chosen = 0, total_below = 0;
        if (scanf("%" SCNd64, &target) != 1)
            return 1;
        int less = 0, upto = 0; /* low sums that stay below, or do not exceed, the target */
        for (int h = highs - 1; h >= 0; h--) {
            int64_t sum = high[h].sum;
            while (less < lows && low[less].sum + sum < target)
                less++;
            while (upto < lows && low[upto].sum + sum <= target)
                upto++;
            below += less;
            exact += upto - less;
            total_below += prefix[less] + (uint64_t)less * (uint64_t)sum;
            if (less > 0 && low[less - 1].sum + sum > nearest_below)
                nearest_below = low[less - 1].sum + sum;
            if (upto < lows && low[upto].sum + sum < nearest_above)
                nearest_above = low[upto].sum + sum;
            for (int i = less; i < upto; i++)
                chosen += ((low[i].subset | high[h].subset) + 1) * 0x9E3779B97F4A7C15u;
        }
        int64_t above = (int64_t)lows * highs - below - exact;
        printf("exact %" PRId64 " chosen %" PRIx64, exact, chosen);
        if (below > 0)
            printf(", %" PRId64 " below from %" PRId64 " total %" PRIx64, below, nearest_below, total_below);
        if (above > 0)
            printf(", %" PRId64 " above from %" PRId64, above, nearest_above);
        printf("\n");
    }
    return 0;
}
