/* Coin change without divisions: one conditional subtraction reduces the sum, several amounts at once. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_AMOUNT = 100000 };
#define MAX_MODULUS (1ULL << 62)

static uint64_t ways[MAX_AMOUNT + 1];
static uint32_t fewest[MAX_AMOUNT + 1];

/* One coin more; an amount that cannot be paid (all bits set) stays so. */
static __m256i successor(__m256i count) {
    __m256i none = _mm256_cmpeq_epi32(count, _mm256_set1_epi32(-1));
    return _mm256_or_si256(_mm256_add_epi32(count, _mm256_set1_epi32(1)), none);
}

static __m256i add_modulo(const uint64_t *a, const uint64_t *b, __m256i modulus) {
    __m256i sum = _mm256_add_epi64(_mm256_loadu_si256((const __m256i *)a), _mm256_loadu_si256((const __m256i *)b));
    __m256i reduced = _mm256_sub_epi64(sum, modulus);
    return _mm256_castpd_si256(_mm256_blendv_pd(_mm256_castsi256_pd(reduced), _mm256_castsi256_pd(sum),
                                                _mm256_castsi256_pd(reduced)));
}

static void add_coin(int coin, int limit, uint64_t modulus) {
    int amount = coin;
    if (coin >= 8 && coin <= limit) {
        __m256i m = _mm256_set1_epi64x((long long)modulus);
        for (; amount + 8 <= limit + 1; amount += 8) {
            uint64_t *to = &ways[amount];
            const uint64_t *from = &ways[amount - coin];
            __m256i low = add_modulo(to, from, m), high = add_modulo(to + 4, from + 4, m);
            __m256i old = _mm256_loadu_si256((const __m256i *)&fewest[amount]);
            __m256i with = successor(_mm256_loadu_si256((const __m256i *)&fewest[amount - coin]));
            _mm256_storeu_si256((__m256i *)to, low);
            _mm256_storeu_si256((__m256i *)(to + 4), high);
            _mm256_storeu_si256((__m256i *)&fewest[amount], _mm256_min_epu32(old, with));
        }
    }
    for (; amount <= limit; amount++) {
        uint64_t sum = ways[amount] + ways[amount - coin];
        ways[amount] = sum >= modulus ? sum - modulus : sum;
        uint32_t with = fewest[amount - coin];
        with += with != UINT32_MAX;
        fewest[amount] = with < fewest[amount] ? with : fewest[amount];
    }
}

int main(void) {
    int coins, limit;
    unsigned long long modulus;
    if (scanf("%d %d %llu", &coins, &limit, &modulus) != 3)
        return 1;
    if (limit < 0 || limit > MAX_AMOUNT || modulus < 2 || modulus > MAX_MODULUS)
        return 1;

    ways[0] = 1;
    for (int amount = 1; amount <= limit; amount++)
        fewest[amount] = UINT32_MAX;
    for (int i = 0; i < coins; i++) {
        int coin;
        if (scanf("%d", &coin) != 1 || coin < 1)
            return 1;
        add_coin(coin, limit, modulus);
        if (i % (coins / 4 + 1) == 0)
            printf("up to coin %d: %llu\n", coin, (unsigned long long)ways[limit]);
    }

    int payable = 0, hardest = 0;
    uint64_t hash = modulus;
    for (int amount = 0; amount <= limit; amount++) {
        hash = (hash ^ ways[amount]) * 0x9E3779B97F4A7C15ULL + fewest[amount];
        hash ^= hash >> 29;
        if (fewest[amount] != UINT32_MAX) {
            payable++;
            if (fewest[amount] > fewest[hardest])
                hardest = amount;
        }
    }
    printf("ways %llu half %llu\n", (unsigned long long)ways[limit], (unsigned long long)ways[limit / 2]);
    printf("payable %d\n", payable);
    printf("hardest %d with %u coins\n", hardest, (unsigned)fewest[hardest]);
    printf("tables %016llx\n", (unsigned long long)hash);
    return 0;
}
