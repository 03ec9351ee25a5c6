/* Determinants and ranks of random matrices modulo a prime, by Gaussian elimination. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIZE 150

static uint32_t a[MAX_SIZE][MAX_SIZE];

static uint32_t inverse(uint32_t value, uint32_t p) {
    uint64_t result = 1, base = value;
    for (uint32_t exponent = p - 2; exponent != 0; exponent >>= 1) {
        if (exponent & 1)
            result = result * base % p;
        base = base * base % p;
    }
    return (uint32_t)result;
}

static int is_prime(uint32_t n) {
    for (uint32_t d = 2; (uint64_t)d * d <= n; d++)
        if (n % d == 0)
            return 0;
    return n >= 2;
}

int main(void) {
    unsigned size, matrices, p, seed;
    if (scanf("%u %u %u %u", &size, &matrices, &p, &seed) != 4)
        return 1;
    if (size < 1 || size > MAX_SIZE || matrices < 1 || matrices > 1000 || p >> 31 != 0 || !is_prime(p))
        return 1;
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL, sum = 0, hash = p;
    unsigned singular = 0, swaps = 0, ranks = 0;
    for (unsigned m = 0; m < matrices; m++) {
        for (unsigned i = 0; i < size; i++)
            for (unsigned j = 0; j < size; j++) {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                a[i][j] = (uint32_t)((x >> 32) % p);
            }
        uint64_t determinant = 1;
        unsigned rank = 0;
        for (unsigned column = 0; column < size; column++) {
            unsigned pivot = rank;
            while (pivot < size && a[pivot][column] == 0)
                pivot++;
            if (pivot == size) {
                determinant = 0;
                continue;
            }
            if (pivot != rank) {
                for (unsigned j = 0; j < size; j++) {
                    uint32_t t = a[pivot][j];
                    a[pivot][j] = a[rank][j];
                    a[rank][j] = t;
                }
                determinant = (p - determinant) % p;
                swaps++;
            }
            determinant = determinant * a[rank][column] % p;
            uint64_t scale = p - inverse(a[rank][column], p);
            for (unsigned i = rank + 1; i < size; i++) {
                uint64_t factor = a[i][column] * scale % p;
                for (unsigned j = column; j < size; j++)
                    a[i][j] = (uint32_t)((a[i][j] + factor * a[rank][j]) % p);
            }
            rank++;
        }
        ranks += rank;
        singular += rank < size;
        sum += determinant;
        for (unsigned i = 0; i < size; i++)
            for (unsigned j = 0; j < size; j++)
                hash = hash * 0x100000001B3ULL + a[i][j];
        if (m < 3)
            printf("determinant %llu rank %u\n", (unsigned long long)determinant, rank);
    }
    printf("singular %u ranks %u swaps %u\n", singular, ranks, swaps);
    printf("sum %llu hash %016llx\n", (unsigned long long)sum, (unsigned long long)hash);
    return 0;
}
