/* A second table holds the inverses of the factorials, so that no power is left in the loop. */
#include <stdint.h>
#include <stdio.h>

#define MAX_PRIME 1000000

static uint32_t factorial[MAX_PRIME], inverted[MAX_PRIME], p;
static uint64_t reciprocal; /* 2^64 / p, rounded down */
static unsigned carries;

static uint32_t reduce(uint64_t a) {
    uint64_t quotient = (uint64_t)((unsigned __int128)a * reciprocal >> 64);
    uint64_t rest = a - quotient * p;
    return (uint32_t)(rest >= p ? rest - p : rest);
}

static uint32_t multiply(uint32_t a, uint32_t b) {
    return reduce((uint64_t)a * b);
}

static uint32_t inverse(uint32_t a) {
    uint32_t result = 1;
    for (uint32_t exponent = p - 2; exponent != 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, a);
        a = multiply(a, a);
    }
    return result;
}

static uint32_t binomial(uint32_t n, uint32_t k) {
    uint32_t result = 1;
    while (k != 0) {
        uint32_t next_n = n / p, next_k = k / p;
        uint32_t top = n - next_n * p, bottom = k - next_k * p;
        if (bottom > top) {
            carries++;
            return 0;
        }
        uint32_t below = multiply(inverted[bottom], inverted[top - bottom]);
        result = multiply(result, multiply(factorial[top], below));
        n = next_n;
        k = next_k;
    }
    return result;
}

static int is_prime(uint32_t n) {
    for (uint32_t d = 2; d * d <= n; d++)
        if (n % d == 0)
            return 0;
    return n >= 2;
}

int main(void) {
    unsigned queries, seed;
    if (scanf("%u %u %u", &p, &queries, &seed) != 3)
        return 1;
    if (p > MAX_PRIME || queries < 1 || queries > 1000000 || !is_prime(p))
        return 1;
    reciprocal = UINT64_MAX / p;
    factorial[0] = 1;
    for (uint32_t i = 1; i < p; i++)
        factorial[i] = multiply(factorial[i - 1], i);
    inverted[p - 1] = inverse(factorial[p - 1]);
    for (uint32_t i = p - 1; i > 0; i--)
        inverted[i - 1] = multiply(inverted[i], i);

    uint64_t x = seed + 0x9E3779B97F4A7C15ULL, sum = 0, hash = p;
    uint32_t largest = 0, largest_n = 0, largest_k = 0;
    unsigned ones = 0;
    for (unsigned q = 0; q < queries; q++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        uint32_t n = (uint32_t)(x >> 32), k = (uint32_t)x >> (n % 32);
        uint32_t c = k <= n ? binomial(n, k) : binomial(k, n);
        sum += c;
        hash = (hash ^ c) * 0x100000001B3ULL;
        ones += c == 1;
        if (c > largest) {
            largest = c;
            largest_n = n;
            largest_k = k;
        }
    }
    printf("zero %u one %u\n", carries, ones);
    printf("largest %u at %u and %u\n", largest, largest_n, largest_k);
    printf("sum %llu hash %016llx\n", (unsigned long long)sum, (unsigned long long)hash);
    return 0;
}
