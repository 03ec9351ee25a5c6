/* Best contiguous stretch of a series of daily results, for every level of a daily fee. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_DAYS = 60000, MAX_VALUE = 10000 };

static int results[MAX_DAYS];

struct stretch {
    int total;
    int first, last;
};

/* Kadane's scan; of equal totals the stretch that ends first wins, and of those the longest one. */
static struct stretch best_stretch(const int *result, int days, int fee)
{
    struct stretch best = {result[0] - fee, 0, 0};
    int total = best.total, first = 0;
    for (int day = 1; day < days; day++) {
        if (total < 0) {
            total = 0;
            first = day;
        }
        total += result[day] - fee;
        if (total > best.total) {
            best.total = total;
            best.first = first;
            best.last = day;
        }
    }
    return best;
}

int main(void)
{
    int days, fees, range;
    unsigned int seed;
    if (scanf("%d %d %d %u", &days, &fees, &range, &seed) != 4)
        return 1;
    if (days < 1 || days > MAX_DAYS || fees < 1 || range < 0 || range > MAX_VALUE)
        return 1;

    uint64_t state = seed;
    for (int day = 0; day < days; day++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        results[day] = (int)((state >> 33) % (2 * (uint32_t)range + 1)) - range;
    }

    int fee_step = range / fees;
    long long sum = 0;
    int longest = 0, longest_fee = 0, single = 0;
    uint32_t hash = 2166136261u;
    for (int i = 0; i < fees; i++) {
        struct stretch best = best_stretch(results, days, i * fee_step);
        int length = best.last - best.first + 1;
        if (length > longest) {
            longest = length;
            longest_fee = i * fee_step;
        }
        if (length == 1)
            single++;
        sum += best.total;
        hash = (hash ^ (uint32_t)best.total) * 16777619u;
        hash = (hash ^ (uint32_t)best.first) * 16777619u;
        hash = (hash ^ (uint32_t)best.last) * 16777619u;
        if (i == fees / 2)
            printf("fee %d: %d on days %d to %d\n", i * fee_step, best.total, best.first, best.last);
    }
    printf("longest %d at fee %d\n", longest, longest_fee);
    printf("single %d\n", single);
    printf("sum %lld\n", sum);
    printf("hash %08x\n", hash);
    return 0;
}
