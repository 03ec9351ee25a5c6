/* All subsets of a list of numbers, compared with each of several target sums. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_ITEMS = 24, MAX_TARGETS = 30 };
static const int64_t LARGEST = 100000000000000000; /* 24 of them still fit */

static int count;
static int64_t values[MAX_ITEMS], target;

static int64_t exact, below, above, nearest_below, nearest_above;
static uint64_t chosen, total_below;

static void visit(int item, int64_t sum, uint32_t subset) {
    if (item < count) {
        visit(item + 1, sum, subset);
        visit(item + 1, sum + values[item], subset | 1u << item);
        return;
    }
    if (sum < target) {
        below++;
        total_below += (uint64_t)sum;
        if (sum > nearest_below)
            nearest_below = sum;
    } else if (sum > target) {
        above++;
        if (sum < nearest_above)
            nearest_above = sum;
    } else {
        exact++;
        chosen += (subset + 1) * 0x9E3779B97F4A7C15u;
    }
}

int main(void) {
    int targets;
    if (scanf("%d %d", &count, &targets) != 2 || count < 0 || count > MAX_ITEMS || targets < 0 || targets > MAX_TARGETS)
        return 1;
    for (int i = 0; i < count; i++) {
        if (scanf("%" SCNd64, &values[i]) != 1 || values[i] > LARGEST || values[i] < -LARGEST)
            return 1;
    }
    for (int i = 0; i < targets; i++) {
        if (scanf("%" SCNd64, &target) != 1)
            return 1;
        exact = below = above = 0;
        nearest_below = INT64_MIN;
        nearest_above = INT64_MAX;
        chosen = total_below = 0;
        visit(0, 0, 0);
        printf("exact %" PRId64 " chosen %" PRIx64, exact, chosen);
        if (below > 0)
            printf(", %" PRId64 " below from %" PRId64 " total %" PRIx64, below, nearest_below, total_below);
        if (above > 0)
            printf(", %" PRId64 " above from %" PRId64, above, nearest_above);
        printf("\n");
    }
    return 0;
}
