/* Sieve of Eratosthenes over odd numbers, in segments that fit the cache, packed into bits. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_LIMIT 10000000
#define SEGMENT 32768 /* odd numbers at a time */
#define WORDS (MAX_LIMIT / 2 / 64 + SEGMENT / 64 + 1)

/* Bit k stands for 2k + 1; the bit of 1 is never set, and 2 is treated apart. */
static uint64_t prime_bits[WORDS];
static int small_primes[500], next_multiple[500];

static int find_small_primes(int limit)
{
    static unsigned char composite[3163];
    int found = 0;
    for (int i = 3; i <= limit / i; i += 2) {
        if (composite[i])
            continue;
        small_primes[found] = i;
        next_multiple[found] = i * i / 2;
        found++;
        for (int j = i * i; j < 3163; j += 2 * i)
            composite[j] = 1;
    }
    return found;
}

/* Marks the composites among SEGMENT odd numbers and packs the others into bits. */
static void sieve_segment(uint64_t *bits, int first_index, int primes)
{
    _Alignas(32) static unsigned char composite[SEGMENT];
    memset(composite, 0, sizeof composite);
    for (int p = 0; p < primes; p++) {
        int step = small_primes[p], j = next_multiple[p] - first_index;
        for (; j < SEGMENT; j += step)
            composite[j] = 0xFF;
        next_multiple[p] = j + first_index;
    }
    for (int w = 0; w < SEGMENT / 64; w++) {
        const __m256i *half = (const __m256i *)(composite + 64 * w);
        uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_load_si256(half));
        uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_load_si256(half + 1));
        bits[w] = ~((uint64_t)high << 32 | low);
    }
}

static void sieve(int limit)
{
    int odds = (limit + 1) / 2, primes = find_small_primes(limit);
    for (int start = 0; start < odds; start += SEGMENT)
        sieve_segment(prime_bits + start / 64, start, primes);
    prime_bits[0] &= ~1ULL;
    prime_bits[odds / 64] &= (1ULL << odds % 64) - 1;
    memset(prime_bits + odds / 64 + 1, 0, sizeof *prime_bits * (size_t)(WORDS - odds / 64 - 1));
}

static int count_up_to(int limit)
{
    int odds = (limit + 1) / 2, count = limit >= 2;
    for (int w = 0; w < odds / 64; w++)
        count += (int)_mm_popcnt_u64(prime_bits[w]);
    return count + (int)_mm_popcnt_u64(prime_bits[odds / 64] & ((1ULL << odds % 64) - 1));
}

int main(void)
{
    int limit, queries;
    if (scanf("%d %d", &limit, &queries) != 2 || limit < 0 || limit > MAX_LIMIT)
        return 1;
    sieve(limit);
    for (int q = 0; q < queries; q++) {
        int x;
        if (scanf("%d", &x) != 1 || x < 0 || x > limit)
            return 1;
        printf("pi(%d) = %d\n", x, count_up_to(x));
    }

    int previous = 0, twins = 0, widest = 0;
    unsigned long long sum = 0;
    unsigned int hash = 2166136261u ^ (unsigned int)limit;
    if (limit >= 2) {
        previous = 2;
        sum = 2;
        hash = hash * 16777619u + 2u;
    }
    for (int w = 0; w <= limit / 128; w++) {
        for (uint64_t rest = prime_bits[w]; rest != 0; rest = _blsr_u64(rest)) {
            int i = 2 * (64 * w + (int)_tzcnt_u64(rest)) + 1;
            int gap = i - previous;
            sum += (unsigned long long)i;
            hash = hash * 16777619u + (unsigned int)i;
            twins += gap == 2;
            widest = gap > widest ? gap : widest;
            previous = i;
        }
    }
    printf("last %d sum %llu\n", previous, sum);
    printf("twins %d gap %d\n", twins, widest);
    printf("hash %u\n", hash);
    return 0;
}
