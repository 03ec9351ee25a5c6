/* The row operation with eight residues in a vector and no division: a row's factor and its precomputed quotient. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_SIZE 150

static uint32_t a[MAX_SIZE][MAX_SIZE + 10];

static uint32_t inverse(uint32_t value, uint32_t p) {
    uint64_t result = 1, base = value;
    for (uint32_t exponent = p - 2; exponent != 0; exponent >>= 1) {
        if (exponent & 1)
            result = result * base % p;
        base = base * base % p;
    }
    return (uint32_t)result;
}

/* Adds factor times the pivot row; the product less quotient times p is below 2 p and so fits 32 bits. */
static void add_row(uint32_t *row, const uint32_t *pivot, unsigned count, uint32_t factor, uint32_t p) {
    __m256i vp = _mm256_set1_epi32((int)p), vf = _mm256_set1_epi32((int)factor);
    __m256i vq = _mm256_set1_epi64x((long long)(((uint64_t)factor << 32) / p));
    for (unsigned j = 0; j < count; j += 8) {
        __m256i b = _mm256_loadu_si256((const __m256i *)(pivot + j));
        __m256i old = _mm256_loadu_si256((const __m256i *)(row + j));
        __m256i even = _mm256_srli_epi64(_mm256_mul_epu32(b, vq), 32);
        __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(b, 32), vq);
        __m256i quotient = _mm256_blend_epi32(even, odd, 0xAA);
        __m256i r = _mm256_sub_epi32(_mm256_mullo_epi32(b, vf), _mm256_mullo_epi32(quotient, vp));
        r = _mm256_min_epu32(r, _mm256_sub_epi32(r, vp));
        r = _mm256_add_epi32(r, old);
        r = _mm256_min_epu32(r, _mm256_sub_epi32(r, vp));
        _mm256_storeu_si256((__m256i *)(row + j), r);
    }
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
                add_row(a[i] + column, a[rank] + column, size - column, (uint32_t)factor, p);
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
