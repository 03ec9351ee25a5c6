/* Strong probable prime tests to the bases 2, 7 and 61, which are exact for all 32-bit numbers. */
#include <stdint.h>
#include <stdio.h>

static const uint32_t bases[3] = {2, 7, 61};

static uint32_t multiply(uint32_t a, uint32_t b, uint32_t n) {
    return (uint32_t)((uint64_t)a * b % n);
}

static uint32_t power(uint32_t base, uint32_t exponent, uint32_t n) {
    uint32_t result = 1;
    for (; exponent != 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, base, n);
        base = multiply(base, base, n);
    }
    return result;
}

static uint64_t residues;  /* a hash over the power of each test */
static unsigned squarings; /* how often a power had to be squared again */

static int passes(uint32_t n, uint32_t base) {
    uint32_t odd = n - 1;
    int twos = 0;
    while (odd % 2 == 0) {
        odd /= 2;
        twos++;
    }
    uint32_t x = power(base, odd, n);
    residues = residues * 31 + x;
    if (x == 1 || x == n - 1)
        return 1;
    while (--twos > 0) {
        x = multiply(x, x, n);
        squarings++;
        if (x == n - 1)
            return 1;
    }
    return 0;
}

int main(void) {
    unsigned first, step, count;
    if (scanf("%u %u %u", &first, &step, &count) != 3 || count > 1000000)
        return 1;

    unsigned trivial = 0, primes = 0, rejected[3] = {0, 0, 0};
    uint32_t last_prime = 0, widest_gap = 0;
    uint64_t sum = 0;
    for (unsigned i = 0; i < count; i++) {
        uint32_t n = first + i * step;
        int is_prime = n == 2;
        if (n < 3 || n % 2 == 0) {
            trivial++;
        } else {
            is_prime = 1;
            for (int b = 0; b < 3 && is_prime; b++) {
                uint32_t base = bases[b] % n;
                if (base != 0 && !passes(n, base)) {
                    rejected[b]++;
                    is_prime = 0;
                }
            }
        }
        if (is_prime) {
            if (primes > 0 && n - last_prime > widest_gap)
                widest_gap = n - last_prime;
            last_prime = n;
            sum += n;
            primes++;
        }
    }

    printf("trivial %u primes %u\n", trivial, primes);
    printf("rejected by 2: %u, by 7: %u, by 61: %u\n", rejected[0], rejected[1], rejected[2]);
    printf("sum %llu last %u widest gap %u\n", (unsigned long long)sum, last_prime, widest_gap);
    printf("squarings %u residues %016llx\n", squarings, (unsigned long long)residues);
    return 0;
}
