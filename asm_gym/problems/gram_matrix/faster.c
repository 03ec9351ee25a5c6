/* Inner products of contiguous columns, two at a time: sixteen products per multiply-and-add instruction. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_ROWS 1000
#define MAX_COLUMNS 256

static int16_t column[MAX_COLUMNS + 1][MAX_ROWS + 24]; /* with zeros behind the last row */
static int64_t gram[MAX_COLUMNS][MAX_COLUMNS];

/* The sum of all lanes of low and of 2^16 times those of high. */
static int64_t total(__m256i low, __m256i high) {
    int32_t lows[8], highs[8];
    int64_t sum = 0;
    _mm256_storeu_si256((__m256i *)lows, low);
    _mm256_storeu_si256((__m256i *)highs, high);
    for (int k = 0; k < 8; k++)
        sum += lows[k] + (int64_t)highs[k] * 65536;
    return sum;
}

/* Column i times columns j and j + 1; sums of two products just fit 32 bits and are split in halves. */
static void products(int i, int j, int rows, int64_t *first, int64_t *second) {
    __m256i low0 = _mm256_setzero_si256(), high0 = low0, low1 = low0, high1 = low0, mask = _mm256_set1_epi32(65535);
    for (int k = 0; k < rows; k += 16) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(column[i] + k));
        __m256i p = _mm256_madd_epi16(v, _mm256_loadu_si256((const __m256i *)(column[j] + k)));
        __m256i q = _mm256_madd_epi16(v, _mm256_loadu_si256((const __m256i *)(column[j + 1] + k)));
        low0 = _mm256_add_epi32(low0, _mm256_and_si256(p, mask));
        high0 = _mm256_add_epi32(high0, _mm256_srai_epi32(p, 16));
        low1 = _mm256_add_epi32(low1, _mm256_and_si256(q, mask));
        high1 = _mm256_add_epi32(high1, _mm256_srai_epi32(q, 16));
    }
    *first = total(low0, high0);
    *second = total(low1, high1);
}

int main(void) {
    int rows, columns, largest;
    unsigned seed;
    if (scanf("%d %d %d %u", &rows, &columns, &largest, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_ROWS || columns < 1 || columns > MAX_COLUMNS || largest < 0 || largest > 32767)
        return 1;
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            column[j][i] = (int16_t)((int)((x >> 32) % (2 * (unsigned)largest + 1)) - largest);
        }

    for (int i = 0; i < columns; i++)
        for (int j = i; j < columns; j += 2) {
            int64_t sums[2];
            products(i, j, rows, &sums[0], &sums[1]);
            for (int k = 0; k < 2 && j + k < columns; k++)
                gram[i][j + k] = gram[j + k][i] = sums[k];
        }

    int64_t trace = 0, best = 0;
    int best_i = 0, best_j = 0, orthogonal = 0, acute = 0;
    uint64_t hash = seed;
    for (int i = 0; i < columns; i++) {
        trace += gram[i][i];
        for (int j = 0; j < columns; j++)
            hash = (hash ^ (uint64_t)gram[i][j]) * 0x9E3779B97F4A7C15ULL + (hash >> 32);
        for (int j = 0; j < i; j++) {
            orthogonal += gram[i][j] == 0;
            acute += gram[i][j] > 0;
            if (gram[i][j] > best) {
                best = gram[i][j];
                best_i = i;
                best_j = j;
            }
        }
    }
    printf("trace %lld\n", (long long)trace);
    printf("orthogonal %d acute %d\n", orthogonal, acute);
    printf("largest %lld of %d and %d\n", (long long)best, best_j, best_i);
    printf("corner %lld hash %016llx\n", (long long)gram[0][columns - 1], (unsigned long long)hash);
    return 0;
}
