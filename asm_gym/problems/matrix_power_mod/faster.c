/* Eight columns at a time: halves of the products are summed apart, so that only the sums need a remainder. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 48

typedef uint32_t matrix[MAX_SIZE][MAX_SIZE];

static matrix base, result, scratch;
static unsigned size, modulus;

/* left = left * right; they may be the same matrix. */
static void multiply(matrix left, matrix right) {
    __m256i mask = _mm256_set1_epi64x(0xFFFFFFFF);
    for (unsigned i = 0; i < size; i++) {
        for (unsigned j = 0; j < size; j += 8) {
            __m256i low[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()}, high[2] = {low[0], low[0]};
            for (unsigned k = 0; k < size; k++) {
                __m256i factor = _mm256_set1_epi64x(left[i][k]);
                __m256i row = _mm256_loadu_si256((const __m256i *)&right[k][j]);
                __m256i even = _mm256_mul_epu32(row, factor);
                __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(row, 32), factor);
                low[0] = _mm256_add_epi64(low[0], _mm256_and_si256(even, mask));
                low[1] = _mm256_add_epi64(low[1], _mm256_and_si256(odd, mask));
                high[0] = _mm256_add_epi64(high[0], _mm256_srli_epi64(even, 32));
                high[1] = _mm256_add_epi64(high[1], _mm256_srli_epi64(odd, 32));
            }
            uint64_t lows[2][4], highs[2][4];
            for (int half = 0; half < 2; half++) {
                _mm256_storeu_si256((__m256i *)lows[half], low[half]);
                _mm256_storeu_si256((__m256i *)highs[half], high[half]);
            }
            for (unsigned k = 0; k < 8 && j + k < size; k++) {
                uint64_t upper = (highs[k % 2][k / 2] % modulus << 32) % modulus;
                scratch[i][j + k] = (uint32_t)((upper + lows[k % 2][k / 2]) % modulus);
            }
        }
    }
    memcpy(left, scratch, sizeof scratch);
}

int main(void) {
    unsigned matrices, seed;
    unsigned long long exponent;
    if (scanf("%u %u %u %llu %u", &size, &matrices, &modulus, &exponent, &seed) != 5)
        return 1;
    if (size < 1 || size > MAX_SIZE || matrices < 1 || matrices > 100 || modulus < 1)
        return 1;
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL, hash = modulus, traces = 0;
    unsigned zeros = 0;
    for (unsigned m = 0; m < matrices; m++) {
        for (unsigned i = 0; i < size; i++) {
            for (unsigned j = 0; j < size; j++) {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                base[i][j] = (uint32_t)((x >> 32) % modulus);
                result[i][j] = i == j && modulus > 1;
            }
        }
        for (uint64_t e = exponent + m; e != 0; e >>= 1) {
            if (e & 1)
                multiply(result, base);
            multiply(base, base);
        }
        uint64_t trace = 0;
        for (unsigned i = 0; i < size; i++) {
            trace += result[i][i];
            for (unsigned j = 0; j < size; j++) {
                hash = (hash ^ result[i][j]) * 0x100000001B3ULL;
                zeros += result[i][j] == 0;
            }
        }
        traces += trace % modulus;
        if (m < 3)
            printf("trace %llu corner %u\n", (unsigned long long)trace % modulus, result[0][size - 1]);
    }
    printf("traces %llu zeros %u\n", (unsigned long long)traces, zeros);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
