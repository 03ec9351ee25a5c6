/* Binary gcd of one number with sixteen others at a time, in two AVX2 vectors. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_COUNT 2000

static uint32_t number[MAX_COUNT + 32], divisors[MAX_COUNT + 32];
static unsigned partners[MAX_COUNT];

/* Index of the lowest set bit of each lane: the exponent of that bit as a float, whose sign bit 31 is masked out. */
static inline __m256i trailing_zeros(__m256i v) {
    __m256i low = _mm256_and_si256(v, _mm256_sub_epi32(_mm256_setzero_si256(), v));
    __m256i exponent = _mm256_srli_epi32(_mm256_castps_si256(_mm256_cvtepi32_ps(low)), 23);
    return _mm256_sub_epi32(_mm256_and_si256(exponent, _mm256_set1_epi32(255)), _mm256_set1_epi32(127));
}

/* The odd parts are subtracted from each other until all differences are zero. */
static void gcds(uint32_t a, const uint32_t *b, uint32_t *g) {
    __m256i zero = _mm256_setzero_si256(), va = _mm256_set1_epi32((int)a);
    __m256i x[2], y[2], twos[2], vb[2];
    for (int k = 0; k < 2; k++) {
        vb[k] = _mm256_loadu_si256((const __m256i *)(b + 8 * k));
        twos[k] = trailing_zeros(_mm256_or_si256(va, vb[k]));
        /* A zero becomes the other number, so that the loop ends at once. */
        x[k] = _mm256_blendv_epi8(va, vb[k], _mm256_cmpeq_epi32(va, zero));
        y[k] = _mm256_blendv_epi8(vb[k], va, _mm256_cmpeq_epi32(vb[k], zero));
        x[k] = _mm256_srlv_epi32(x[k], trailing_zeros(x[k]));
        y[k] = _mm256_srlv_epi32(y[k], trailing_zeros(y[k]));
    }
    for (;;) {
        __m256i d[2], m[2];
        for (int k = 0; k < 2; k++) {
            m[k] = _mm256_min_epu32(x[k], y[k]);
            d[k] = _mm256_sub_epi32(_mm256_max_epu32(x[k], y[k]), m[k]);
        }
        __m256i any = _mm256_or_si256(d[0], d[1]);
        if (_mm256_testz_si256(any, any))
            break;
        for (int k = 0; k < 2; k++) {
            /* A lane that is done keeps the divisor in both numbers. */
            __m256i shifted = _mm256_srlv_epi32(d[k], trailing_zeros(d[k]));
            y[k] = _mm256_blendv_epi8(shifted, m[k], _mm256_cmpeq_epi32(d[k], zero));
            x[k] = m[k];
        }
    }
    for (int k = 0; k < 2; k++)
        _mm256_storeu_si256((__m256i *)(g + 8 * k), _mm256_sllv_epi32(x[k], twos[k]));
}

int main(void) {
    unsigned count, bits, seed;
    if (scanf("%u %u %u", &count, &bits, &seed) != 3)
        return 1;
    if (count < 2 || count > MAX_COUNT || bits < 1 || bits > 32)
        return 1;
    uint64_t x = seed * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL;
    for (unsigned i = 0; i < count; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        number[i] = (uint32_t)(x >> 32) >> (32 - bits);
    }

    uint64_t sum = 0, hash = seed;
    uint32_t largest = 0;
    unsigned coprime = 0, at_i = 0, at_j = 0;
    for (unsigned i = 0; i < count; i++) {
        for (unsigned j = i + 1; j < count; j += 16)
            gcds(number[i], number + j, divisors + j);
        unsigned own = 0;
        for (unsigned j = i + 1; j < count; j++) {
            uint32_t g = divisors[j];
            sum += g;
            hash = hash * 0x100000001B3ULL + g;
            own += g == 1;
            partners[j] += g == 1;
            if (g > largest) {
                largest = g;
                at_i = i;
                at_j = j;
            }
        }
        partners[i] += own;
        coprime += own;
    }

    unsigned most = 0;
    for (unsigned i = 1; i < count; i++)
        if (partners[i] > partners[most])
            most = i;
    for (unsigned i = 0; i < count; i++)
        hash = (hash ^ partners[i]) * 0x100000001B3ULL;
    printf("coprime %u sum %llu\n", coprime, (unsigned long long)sum);
    printf("largest %u of %u and %u\n", largest, number[at_i], number[at_j]);
    printf("number %u has %u coprime partners\n", number[most], partners[most]);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
