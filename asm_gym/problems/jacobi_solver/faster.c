/* Products of two rows at a time with the vector, eight numbers in an AVX2 register; the diagonal is kept apart. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIZE 400
#define ONE 65536

static int32_t a[MAX_SIZE + 1][MAX_SIZE], b[MAX_SIZE], x[MAX_SIZE + 8], next[MAX_SIZE];
static int32_t sign[MAX_SIZE], diagonals[MAX_SIZE];
static uint64_t state;

/* A number from -bound to bound. */
static int32_t random_within(int32_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int32_t)((state >> 32) % (uint32_t)(2 * bound + 1)) - bound;
}

static int64_t sum_of(__m256i v) {
    __m128i half = _mm_add_epi64(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    return _mm_cvtsi128_si64(half) + _mm_extract_epi64(half, 1);
}

/* Rows and vector are zero from size to the next multiple of eight. */
static void two_products(const int32_t *row, int size, int64_t *first, int64_t *second) {
    __m256i s0 = _mm256_setzero_si256(), s1 = s0, t0 = s0, t1 = s0;
    for (int j = 0; j < size; j += 8) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(x + j)), high = _mm256_srli_epi64(v, 32);
        __m256i p = _mm256_loadu_si256((const __m256i *)(row + j));
        __m256i q = _mm256_loadu_si256((const __m256i *)(row + MAX_SIZE + j));
        s0 = _mm256_add_epi64(s0, _mm256_mul_epi32(p, v));
        s1 = _mm256_add_epi64(s1, _mm256_mul_epi32(_mm256_srli_epi64(p, 32), high));
        t0 = _mm256_add_epi64(t0, _mm256_mul_epi32(q, v));
        t1 = _mm256_add_epi64(t1, _mm256_mul_epi32(_mm256_srli_epi64(q, 32), high));
    }
    *first = sum_of(_mm256_add_epi64(s0, s1));
    *second = sum_of(_mm256_add_epi64(t0, t1));
}

int main(void) {
    int size, limit, tolerance;
    unsigned seed;
    if (scanf("%d %d %d %u", &size, &limit, &tolerance, &seed) != 4)
        return 1;
    if (size < 1 || size > MAX_SIZE || limit < 1 || limit > 10000 || tolerance < 0)
        return 1;
    state = seed + 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < size; i++)
        sign[i] = random_within(1) < 0 ? -1 : 1;
    for (int i = 0; i < size; i++) {
        int32_t total = 0;
        for (int j = 0; j < size; j++) {
            int32_t weight = random_within(100) + 100;
            a[i][j] = -sign[j] * weight;
            total += weight;
        }
        /* The diagonal outweighs the rest of its row, which bounds the unknowns by the right-hand side. */
        diagonals[i] = sign[i] * (total + total / 64 + 1);
        a[i][i] = 0;
        b[i] = random_within(16384) + 8192;
    }

    int sweeps = 0;
    int32_t change;
    uint64_t changes = seed;
    do {
        change = 0;
        int64_t product[2] = {0, 0};
        for (int i = 0; i < size; i++) {
            if (i % 2 == 0)
                two_products(a[i], size, &product[0], &product[1]);
            int64_t rest = (int64_t)b[i] * ONE - product[i % 2];
            next[i] = (int32_t)(rest / diagonals[i]);
            if (abs(next[i] - x[i]) > change)
                change = abs(next[i] - x[i]);
        }
        for (int i = 0; i < size; i++)
            x[i] = next[i];
        changes = changes * 0x100000001B3ULL + (uint32_t)change;
        sweeps++;
    } while (change > tolerance && sweeps < limit);

    int64_t sum = 0, residual = 0;
    uint64_t hash = seed;
    for (int i = 0; i < size; i++) {
        int64_t error = (int64_t)b[i] * ONE - (int64_t)diagonals[i] * x[i];
        for (int j = 0; j < size; j++)
            error -= (int64_t)a[i][j] * x[j];
        residual += llabs(error);
        sum += x[i];
        hash = (hash ^ (uint32_t)x[i]) * 0x100000001B3ULL;
    }
    printf("sweeps %d change %d changes %016llx\n", sweeps, change, (unsigned long long)changes);
    printf("first %d last %d\n", x[0], x[size - 1]);
    printf("residual %lld\n", (long long)residual);
    printf("sum %lld hash %016llx\n", (long long)sum, (unsigned long long)hash);
    return 0;
}
