/* Euler's totient for all numbers up to n, by a sieve over the primes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    unsigned n, divisor;
    if (scanf("%u %u", &n, &divisor) != 2 || n < 4 || n > 4000000 || divisor < 1)
        return 1;
    size_t size = n + 1;
    uint32_t *phi = malloc(size * sizeof *phi);
    if (phi == NULL)
        return 1;

    for (size_t i = 0; i < size; i++)
        phi[i] = (uint32_t)i;
    for (size_t p = 2; p < size; p++)
        if (phi[p] == p) /* untouched so far, so a prime */
            for (size_t multiple = p; multiple < size; multiple += p)
                phi[multiple] -= phi[multiple] / (uint32_t)p;

    uint64_t sum = 0, hash = divisor;
    uint32_t previous = 0;
    unsigned primes = 0, twins = 0, divisible = 0, largest = 0;
    for (size_t i = 1; i < size; i++) {
        sum += phi[i];
        hash = hash * 6364136223846793005ULL + phi[i];
        if (phi[i] + 1 == i)
            primes++;
        if (phi[i] == previous)
            twins++;
        previous = phi[i];
        if (phi[i] % divisor == 0) {
            divisible++;
            largest = (unsigned)i;
        }
    }
    printf("sum %llu primes %u\n", (unsigned long long)sum, primes);
    printf("equal neighbours %u\n", twins);
    printf("divisible by %u: %u, last %u\n", divisor, divisible, largest);
    printf("phi(n) %u hash %016llx\n", previous, (unsigned long long)hash);
    free(phi);
    return 0;
}
