/* Four candidates in each of four vectors take the base 2 test together, in Montgomery form; survivors go on alone. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

#define GROUP 16

static const uint32_t bases[3] = {2, 7, 61};
static uint64_t residues;
static unsigned squarings;

static uint32_t inverse(uint32_t n) {
    uint32_t x = n;
    for (int i = 0; i < 4; i++)
        x *= 2 - n * x;
    return x;
}

static uint32_t reduce(uint64_t t, uint32_t n, uint32_t ni) {
    uint32_t m = (uint32_t)t * ni;
    int64_t r = (int64_t)(t >> 32) - (int64_t)(((uint64_t)m * n) >> 32);
    return (uint32_t)(r < 0 ? r + n : r);
}

/* Ends the test whose first power is x, in Montgomery form with 1 as one. */
static int finish(uint32_t x, uint32_t one, int twos, uint32_t n, uint32_t ni) {
    residues = residues * 31 + reduce(x, n, ni);
    if (x == one || x == n - one)
        return 1;
    while (--twos > 0) {
        x = reduce((uint64_t)x * x, n, ni);
        squarings++;
        if (x == n - one)
            return 1;
    }
    return 0;
}

static int passes(uint32_t n, uint32_t base) {
    uint32_t ni = inverse(n), one = (uint32_t)((1ULL << 32) % n), x = one;
    uint32_t b = (uint32_t)(((uint64_t)base << 32) % n), odd = n - 1;
    int twos = __builtin_ctz(odd);
    odd >>= twos;
    for (int bit = 31 - __builtin_clz(odd); bit >= 0; bit--) {
        x = reduce((uint64_t)x * x, n, ni);
        if (odd >> bit & 1)
            x = reduce((uint64_t)x * b, n, ni);
    }
    return finish(x, one, twos, n, ni);
}

/* The powers 2^odd of a group of odd candidates, all in Montgomery form. */
static void powers_of_two(const uint32_t *n, const uint32_t *ni, const uint32_t *one, const uint32_t *odd,
                          uint32_t *x) {
    __m256i vn[4], vi[4], vx[4], ve[4], zero = _mm256_setzero_si256();
    for (int k = 0; k < 4; k++) {
        vn[k] = _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(n + 4 * k)));
        vi[k] = _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(ni + 4 * k)));
        vx[k] = _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(one + 4 * k)));
        ve[k] = _mm256_slli_epi64(_mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(odd + 4 * k))), 32);
    }
    for (int bit = 0; bit < 32; bit++)
        for (int k = 0; k < 4; k++) {
            __m256i t = _mm256_mul_epu32(vx[k], vx[k]);
            __m256i m = _mm256_mul_epu32(t, vi[k]);
            __m256i u = _mm256_mul_epu32(m, vn[k]);
            __m256i r = _mm256_sub_epi64(_mm256_srli_epi64(t, 32), _mm256_srli_epi64(u, 32));
            r = _mm256_add_epi64(r, _mm256_and_si256(_mm256_cmpgt_epi64(zero, r), vn[k]));
            __m256i set = _mm256_cmpgt_epi64(zero, ve[k]);
            ve[k] = _mm256_slli_epi64(ve[k], 1);
            __m256i doubled = _mm256_sub_epi64(_mm256_add_epi64(r, r), vn[k]);
            doubled = _mm256_add_epi64(doubled, _mm256_and_si256(_mm256_cmpgt_epi64(zero, doubled), vn[k]));
            vx[k] = _mm256_blendv_epi8(r, doubled, set);
        }
    for (int k = 0; k < 4; k++) {
        __m256i low = _mm256_permutevar8x32_epi32(vx[k], _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
        _mm_storeu_si128((__m128i *)(x + 4 * k), _mm256_castsi256_si128(low));
    }
}

int main(void) {
    unsigned first, step, count;
    if (scanf("%u %u %u", &first, &step, &count) != 3 || count > 1000000)
        return 1;

    unsigned trivial = 0, primes = 0, rejected[3] = {0, 0, 0};
    uint32_t last_prime = 0, widest_gap = 0;
    uint64_t sum = 0;
    for (unsigned i = 0; i < count; i += GROUP) {
        uint32_t n[GROUP], ni[GROUP], one[GROUP], odd[GROUP], x[GROUP];
        for (int k = 0; k < GROUP; k++) {
            uint32_t v = first + (i + (unsigned)k) * step;
            n[k] = v % 2 == 0 || v < 3 ? 3 : v;
            ni[k] = inverse(n[k]);
            one[k] = (uint32_t)((1ULL << 32) % n[k]);
            odd[k] = (n[k] - 1) >> __builtin_ctz(n[k] - 1);
        }
        powers_of_two(n, ni, one, odd, x);
        for (unsigned k = 0; k < GROUP && i + k < count; k++) {
            uint32_t v = first + (i + k) * step;
            int is_prime = v == 2;
            if (v < 3 || v % 2 == 0) {
                trivial++;
            } else {
                is_prime = finish(x[k], one[k], __builtin_ctz(v - 1), v, ni[k]);
                rejected[0] += !is_prime;
                for (int b = 1; b < 3 && is_prime; b++) {
                    uint32_t base = bases[b] % v;
                    if (base != 0 && !passes(v, base)) {
                        rejected[b]++;
                        is_prime = 0;
                    }
                }
            }
            if (is_prime) {
                if (primes > 0 && v - last_prime > widest_gap)
                    widest_gap = v - last_prime;
                last_prime = v;
                sum += v;
                primes++;
            }
        }
    }

    printf("trivial %u primes %u\n", trivial, primes);
    printf("rejected by 2: %u, by 7: %u, by 61: %u\n", rejected[0], rejected[1], rejected[2]);
    printf("sum %llu last %u widest gap %u\n", (unsigned long long)sum, last_prime, widest_gap);
    printf("squarings %u residues %016llx\n", squarings, (unsigned long long)residues);
    return 0;
}
