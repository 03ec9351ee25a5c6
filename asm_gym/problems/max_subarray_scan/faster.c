/* Best contiguous stretch of a series of daily results, for every level of a daily fee. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_DAYS = 60000, MAX_VALUE = 10000 };

static int results[MAX_DAYS];

struct stretch {
    int total;
    int first, last;
};

/* Kadane's scan for sixteen fees at once; compares and blends instead of branches. */
static void best_stretches(const int *result, int days, int fee, int fee_step, struct stretch *out)
{
    const __m256i ramp = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), step = _mm256_set1_epi32(fee_step);
    __m256i fees[2], total[2], first[2], best[2], best_first[2], best_last[2];
    for (int v = 0; v < 2; v++) {
        __m256i index = _mm256_add_epi32(ramp, _mm256_set1_epi32(8 * v));
        fees[v] = _mm256_add_epi32(_mm256_set1_epi32(fee), _mm256_mullo_epi32(index, step));
        total[v] = best[v] = _mm256_sub_epi32(_mm256_set1_epi32(result[0]), fees[v]);
        first[v] = best_first[v] = best_last[v] = _mm256_setzero_si256();
    }
    for (int day = 1; day < days; day++) {
        __m256i today = _mm256_set1_epi32(day), value = _mm256_set1_epi32(result[day]);
        for (int v = 0; v < 2; v++) {
            __m256i restart = _mm256_srai_epi32(total[v], 31);
            first[v] = _mm256_blendv_epi8(first[v], today, restart);
            total[v] = _mm256_add_epi32(_mm256_max_epi32(total[v], _mm256_setzero_si256()),
                                        _mm256_sub_epi32(value, fees[v]));
            __m256i better = _mm256_cmpgt_epi32(total[v], best[v]);
            best[v] = _mm256_max_epi32(total[v], best[v]);
            best_first[v] = _mm256_blendv_epi8(best_first[v], first[v], better);
            best_last[v] = _mm256_blendv_epi8(best_last[v], today, better);
        }
    }
    for (int v = 0; v < 2; v++) {
        int totals[8], firsts[8], lasts[8];
        _mm256_storeu_si256((__m256i *)totals, best[v]);
        _mm256_storeu_si256((__m256i *)firsts, best_first[v]);
        _mm256_storeu_si256((__m256i *)lasts, best_last[v]);
        for (int k = 0; k < 8; k++)
            out[8 * v + k] = (struct stretch){totals[k], firsts[k], lasts[k]};
    }
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
    struct stretch group[16];
    long long sum = 0;
    int longest = 0, longest_fee = 0, single = 0;
    uint32_t hash = 2166136261u;
    for (int i = 0; i < fees; i++) {
        if (i % 16 == 0)
            best_stretches(results, days, i * fee_step, fee_step, group);
        struct stretch best = group[i % 16];
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
