/* Product of two polynomials modulo a prime by the number-theoretic transform. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

#define PRIME 998244353u /* 119 * 2^23 + 1 */
#define GENERATOR 3u

enum { MAX_TERMS = 65536 };

static uint32_t left[2 * MAX_TERMS], right[2 * MAX_TERMS];

static uint32_t multiply(uint32_t a, uint32_t b)
{
    return (uint32_t)((uint64_t)a * b % PRIME);
}

static uint32_t power(uint32_t base, uint32_t exponent)
{
    uint32_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, base);
        base = multiply(base, base);
    }
    return result;
}

/* Montgomery multiplication: a * b / 2^32 modulo the prime. */
#define NEGATED_INVERSE 998244351u /* -1 / PRIME modulo 2^32 */

static uint32_t multiply_reduced(uint32_t a, uint32_t b)
{
    uint64_t product = (uint64_t)a * b;
    uint32_t factor = (uint32_t)product * NEGATED_INVERSE;
    uint32_t result = (uint32_t)((product + (uint64_t)factor * PRIME) >> 32);
    return result < PRIME ? result : result - PRIME;
}

static __m256i shrink(__m256i x)
{
    return _mm256_min_epu32(x, _mm256_sub_epi32(x, _mm256_set1_epi32(PRIME)));
}

static __m256i multiply_vector(__m256i a, __m256i b)
{
    const __m256i prime = _mm256_set1_epi32(PRIME), inverse = _mm256_set1_epi32(NEGATED_INVERSE);
    __m256i even = _mm256_mul_epu32(a, b);
    __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32));
    even = _mm256_add_epi64(even, _mm256_mul_epu32(_mm256_mul_epu32(even, inverse), prime));
    odd = _mm256_add_epi64(odd, _mm256_mul_epu32(_mm256_mul_epu32(odd, inverse), prime));
    return shrink(_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA));
}

static __m256i add_vector(__m256i a, __m256i b)
{
    return shrink(_mm256_add_epi32(a, b));
}

static __m256i subtract_vector(__m256i a, __m256i b)
{
    __m256i difference = _mm256_sub_epi32(a, b);
    return _mm256_min_epu32(difference, _mm256_add_epi32(difference, _mm256_set1_epi32(PRIME)));
}

/* roots[half + i] is the i-th power of a root of order 2 * half, times 2^32. */
static uint32_t roots[2 * MAX_TERMS];

static void fill_roots(uint32_t size, uint32_t root)
{
    const uint32_t one = (uint32_t)(((uint64_t)1 << 32) % PRIME);
    for (uint32_t half = size / 2; half > 0; half /= 2) {
        uint32_t value = one, step = multiply(root, one);
        if (half == size / 2)
            for (uint32_t i = 0; i < half; i++, value = multiply_reduced(value, step))
                roots[half + i] = value;
        else
            for (uint32_t i = 0; i < half; i++)
                roots[half + i] = roots[2 * half + 2 * i];
    }
}

/* From natural to bit-reversed order. */
static void forward(uint32_t *values, uint32_t size)
{
    for (uint32_t half = size / 2; half > 0; half /= 2)
        for (uint32_t start = 0; start < size; start += 2 * half) {
            uint32_t *low = values + start, *high = low + half, i = 0;
            for (; i + 8 <= half; i += 8) {
                __m256i a = _mm256_loadu_si256((__m256i *)(low + i)), b = _mm256_loadu_si256((__m256i *)(high + i));
                __m256i factor = _mm256_loadu_si256((__m256i *)(roots + half + i));
                _mm256_storeu_si256((__m256i *)(low + i), add_vector(a, b));
                _mm256_storeu_si256((__m256i *)(high + i), multiply_vector(subtract_vector(a, b), factor));
            }
            for (; i < half; i++) {
                uint32_t a = low[i], b = high[i];
                low[i] = a + b < PRIME ? a + b : a + b - PRIME;
                high[i] = multiply_reduced(a + PRIME - b, roots[half + i]);
            }
        }
}

/* From bit-reversed to natural order, with the inverse roots. */
static void backward(uint32_t *values, uint32_t size)
{
    for (uint32_t half = 1; half < size; half *= 2)
        for (uint32_t start = 0; start < size; start += 2 * half) {
            uint32_t *low = values + start, *high = low + half, i = 0;
            for (; i + 8 <= half; i += 8) {
                __m256i a = _mm256_loadu_si256((__m256i *)(low + i)), b = _mm256_loadu_si256((__m256i *)(high + i));
                b = multiply_vector(b, _mm256_loadu_si256((__m256i *)(roots + half + i)));
                _mm256_storeu_si256((__m256i *)(low + i), add_vector(a, b));
                _mm256_storeu_si256((__m256i *)(high + i), subtract_vector(a, b));
            }
            for (; i < half; i++) {
                uint32_t a = low[i], b = multiply_reduced(high[i], roots[half + i]);
                low[i] = a + b < PRIME ? a + b : a + b - PRIME;
                high[i] = a >= b ? a - b : a + PRIME - b;
            }
        }
}

static void fill(uint32_t *values, uint32_t count, uint64_t state)
{
    for (uint32_t i = 0; i < count; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        values[i] = (uint32_t)((state >> 32) % PRIME);
    }
}

int main(void)
{
    uint32_t left_terms, right_terms, seed;
    if (scanf("%u %u %u", &left_terms, &right_terms, &seed) != 3)
        return 1;
    if (left_terms == 0 || right_terms == 0 || left_terms > MAX_TERMS || right_terms > MAX_TERMS)
        return 1;
    fill(left, left_terms, seed);
    fill(right, right_terms, ~(uint64_t)seed);

    uint32_t terms = left_terms + right_terms - 1, size = 1;
    while (size < terms)
        size *= 2;
    uint32_t root = power(GENERATOR, (PRIME - 1) / size);
    fill_roots(size, root);
    forward(left, size);
    forward(right, size);
    for (uint32_t i = 0; i < size; i++)
        left[i] = multiply(left[i], right[i]);
    fill_roots(size, power(root, PRIME - 2));
    backward(left, size);
    uint32_t inverse = power(size, PRIME - 2);

    uint64_t sum = 0, hash = 14695981039346656037u;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t term = multiply(left[i], inverse);
        if (i == 0 || i == terms / 2 || i == terms - 1)
            printf("term %u: %u\n", i, term);
        sum += term;
        hash = (hash ^ term) * 1099511628211u;
    }
    printf("sum %llu\n", (unsigned long long)sum);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
