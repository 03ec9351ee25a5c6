/* Rows are sorted by length, so that row ends are predicted, and padded in groups of four with entries side by side. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_ROWS 20000
#define MAX_ROW_LENGTH 31
#define ONE (1 << 20)

static int32_t original[MAX_ROWS], x[MAX_ROWS + 8];
static int64_t y[MAX_ROWS + 4];
static uint32_t start[MAX_ROWS + 1], order[MAX_ROWS + 8], place[MAX_ROWS], group_length[MAX_ROWS / 4 + 1];
static uint64_t state;

static uint32_t random_below(uint32_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(((state >> 32) * bound) >> 32);
}

static __m256i magnitude(__m256i v) {
    __m256i sign = _mm256_cmpgt_epi64(_mm256_setzero_si256(), v);
    return _mm256_sub_epi64(_mm256_xor_si256(v, sign), sign);
}

static __m256i larger(__m256i a, __m256i b) {
    return _mm256_blendv_epi8(b, a, _mm256_cmpgt_epi64(a, b));
}

/* Exact, as |v| < 2^33: with 20 bits before the point a quotient below an integer cannot round up to it. */
static __m128i scaled(__m256i v, __m256d divisor) {
    __m256i bias = _mm256_set1_epi64x(0x4338000000000000);
    __m256d d = _mm256_sub_pd(_mm256_castsi256_pd(_mm256_add_epi64(v, bias)), _mm256_castsi256_pd(bias));
    return _mm256_cvttpd_epi32(_mm256_div_pd(_mm256_mul_pd(d, _mm256_set1_pd(ONE)), divisor));
}

int main(void) {
    unsigned rows, row_length, steps, seed;
    if (scanf("%u %u %u %u", &rows, &row_length, &steps, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_ROWS || row_length > MAX_ROW_LENGTH || steps < 1 || steps > 10000)
        return 1;
    int32_t *value = malloc(rows * (MAX_ROW_LENGTH + 1) * sizeof *value);
    uint32_t *column = malloc(rows * (MAX_ROW_LENGTH + 1) * sizeof *column);
    unsigned groups = (rows + 3) / 4;
    int32_t *packed_value = calloc(groups * 4 * (MAX_ROW_LENGTH + 1), sizeof *packed_value);
    int32_t *packed_column = calloc(groups * 4 * (MAX_ROW_LENGTH + 1), sizeof *packed_column);
    if (value == NULL || column == NULL || packed_value == NULL || packed_column == NULL)
        return 1;

    state = seed + 0x9E3779B97F4A7C15ULL;
    for (unsigned row = 0; row < rows; row++) {
        uint32_t length = random_below(row_length + 1), end = start[row] + length;
        for (uint32_t k = start[row]; k < end; k++) {
            column[k] = random_below(rows);
            value[k] = (int32_t)random_below(201) - 100;
        }
        start[row + 1] = end;
        original[row] = (int32_t)random_below(2 * ONE + 1) - ONE;
    }
    unsigned sorted = 0;
    for (int length = MAX_ROW_LENGTH; length >= 0; length--)
        for (unsigned row = 0; row < rows; row++)
            if (start[row + 1] - start[row] == (uint32_t)length) {
                place[row] = sorted;
                order[sorted++] = row;
            }
    size_t used = 0;
    for (unsigned g = 0; g < groups; g++) {
        group_length[g] = start[order[4 * g] + 1] - start[order[4 * g]];
        for (uint32_t k = 0; k < group_length[g]; k++)
            for (unsigned lane = 0; lane < 4; lane++, used++) {
                uint32_t row = order[4 * g + lane];
                if (4 * g + lane < rows && k < start[row + 1] - start[row]) {
                    packed_value[used] = value[start[row] + k];
                    packed_column[used] = (int32_t)place[column[start[row] + k]];
                }
            }
    }
    for (unsigned row = 0; row < rows; row++)
        x[place[row]] = original[row];

    uint64_t growth = seed;
    int64_t largest = 0;
    unsigned step = 0;
    while (step < steps) {
        __m256i most = _mm256_setzero_si256();
        const int32_t *v = packed_value, *c = packed_column;
        for (unsigned g = 0; g < groups; g++) {
            int64_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            for (const int32_t *end = v + 4 * group_length[g]; v < end; v += 4, c += 4) {
                s0 += (int64_t)v[0] * x[c[0]];
                s1 += (int64_t)v[1] * x[c[1]];
                s2 += (int64_t)v[2] * x[c[2]];
                s3 += (int64_t)v[3] * x[c[3]];
            }
            __m256i sums = _mm256_setr_epi64x(s0, s1, s2, s3);
            _mm256_storeu_si256((__m256i *)(y + 4 * g), sums);
            most = larger(most, magnitude(sums));
        }
        int64_t lanes[4];
        _mm256_storeu_si256((__m256i *)lanes, most);
        largest = 0;
        for (int k = 0; k < 4; k++)
            largest = lanes[k] > largest ? lanes[k] : largest;
        step++;
        if (largest == 0)
            break;
        growth = growth * 0x100000001B3ULL + (uint64_t)largest;
        __m256d divisor = _mm256_set1_pd((double)largest);
        for (unsigned g = 0; g < groups; g++) {
            __m256i sums = _mm256_loadu_si256((const __m256i *)(y + 4 * g));
            _mm_storeu_si128((__m128i *)(x + 4 * g), scaled(sums, divisor));
        }
    }

    int64_t sum = 0;
    uint64_t hash = start[rows];
    unsigned negative = 0;
    for (unsigned row = 0; row < rows; row++) {
        int32_t one = x[place[row]];
        sum += one;
        hash = (hash ^ (uint32_t)one) * 0x100000001B3ULL;
        negative += one < 0;
    }
    printf("nonzeros %u steps %u\n", start[rows], step);
    printf("largest %lld growth %016llx\n", (long long)largest, (unsigned long long)growth);
    printf("first %d last %d negative %u\n", x[place[0]], x[place[rows - 1]], negative);
    printf("sum %lld hash %016llx\n", (long long)sum, (unsigned long long)hash);
    free(value);
    free(column);
    free(packed_value);
    free(packed_column);
    return 0;
}
