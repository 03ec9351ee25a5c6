/* The sieve runs in blocks that stay in the first-level cache, and removes primes by products with their inverses. */
#include <stdint.h>
#include <stdio.h>

#define BLOCK 4096
#define MAX_PRIMES 303 /* below 2000 */
#define FACTOR 6364136223846793005ULL

static uint32_t prime[MAX_PRIMES], prime_inverse[MAX_PRIMES];
static uint32_t phi[BLOCK], rest[BLOCK]; /* of each number: the totient of the part removed, and what is left */

static uint32_t inverse(uint32_t n) {
    uint32_t x = n;
    for (int i = 0; i < 4; i++)
        x *= 2 - n * x;
    return x;
}

static unsigned odd_primes(uint32_t n) {
    unsigned count = 0;
    for (uint32_t i = 3; i <= n / i; i += 2) {
        unsigned k = 0;
        while (k < count && i % prime[k] != 0)
            k++;
        if (k == count) {
            prime[count] = i;
            prime_inverse[count++] = inverse(i);
        }
    }
    return count;
}

/* All totients from first, a multiple of BLOCK, on. */
static void sieve_block(uint32_t first, uint32_t count, unsigned primes) {
    for (uint32_t i = 0; i < BLOCK; i++) {
        uint32_t number = first + i, low = number & -number;
        rest[i] = number;
        phi[i] = low > 1 ? low / 2 : 1;
    }
    for (uint32_t i = 0; i < BLOCK; i += 2)
        if (first + i != 0)
            rest[i] >>= __builtin_ctz(first + i);
    for (unsigned k = 0; k < primes; k++) {
        uint32_t p = prime[k], remove = prime_inverse[k];
        uint32_t start = (p - first % p) % p;
        for (uint32_t i = start; i < count; i += p) {
            phi[i] *= p - 1;
            rest[i] *= remove;
        }
        for (uint64_t q = (uint64_t)p * p; q < (uint64_t)first + count; q *= p) {
            uint32_t power = (uint32_t)q;
            for (uint32_t i = (power - first % power) % power; i < count; i += power) {
                phi[i] *= p;
                rest[i] *= remove;
            }
        }
    }
    for (uint32_t i = 0; i < BLOCK; i++)
        phi[i] *= rest[i] > 1 ? rest[i] - 1 : 1;
}

int main(void) {
    unsigned n, divisor;
    if (scanf("%u %u", &n, &divisor) != 2 || n < 4 || n > 4000000 || divisor < 1)
        return 1;
    unsigned primes = odd_primes(n), found = 0, twins = 0, divisible = 0, largest = 0;
    uint64_t sum = 0, hash = divisor;
    uint64_t magic = UINT64_MAX / divisor + 1; /* a multiple times magic, in 64 bits, is below magic; others are not */
    uint32_t previous = 0;
    for (uint32_t first = 0; first <= n; first += BLOCK) {
        uint32_t count = n - first < BLOCK ? n - first + 1 : BLOCK, i = first == 0;
        sieve_block(first, count, primes);
        for (; i < count; i++) {
            sum += phi[i];
            hash = hash * FACTOR + phi[i];
            found += phi[i] + 1 == first + i;
            twins += phi[i] == previous;
            previous = phi[i];
            int is_multiple = divisor == 1 || phi[i] * magic < magic;
            divisible += (unsigned)is_multiple;
            largest = is_multiple ? first + i : largest;
        }
    }
    printf("sum %llu primes %u\n", (unsigned long long)sum, found);
    printf("equal neighbours %u\n", twins);
    printf("divisible by %u: %u, last %u\n", divisor, divisible, largest);
    printf("phi(n) %u hash %016llx\n", previous, (unsigned long long)hash);
    return 0;
}
