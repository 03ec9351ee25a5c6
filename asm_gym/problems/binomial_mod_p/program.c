/* Binomial coefficients of 32-bit numbers modulo a small prime, digit by digit by Lucas' theorem. */
#include <stdint.h>
#include <stdio.h>

#define MAX_PRIME 1000000

static uint32_t factorial[MAX_PRIME], p;
static unsigned carries; /* how many coefficients are 0, as a digit of k exceeds that of n */

static uint32_t multiply(uint32_t a, uint32_t b) {
    return (uint32_t)((uint64_t)a * b % p);
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
        uint32_t top = n % p, bottom = k % p;
        if (bottom > top) {
            carries++;
            return 0;
        }
        uint32_t below = multiply(factorial[bottom], factorial[top - bottom]);
        result = multiply(result, multiply(factorial[top], inverse(below)));
        n /= p;
        k /= p;
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
    factorial[0] = 1;
    for (uint32_t i = 1; i < p; i++)
        factorial[i] = multiply(factorial[i - 1], i);

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
