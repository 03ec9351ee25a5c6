/* Largest rectangle of free cells: eight right ends at once, and the corners only where a row beats the best. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIDE = 1000 };

/* height[c]: free cells in column c from the current row upwards. */
static int padded[8 + MAX_SIDE + 8], *const height = padded + 8;

static uint64_t random_state;

static void read_row(int cols, unsigned blocked) {
    for (int c = 0; c < cols; c++) {
        random_state ^= random_state << 13;
        random_state ^= random_state >> 7;
        random_state ^= random_state << 17;
        if ((unsigned)(random_state >> 40) % 1024 < blocked)
            height[c] = 0;
        else
            height[c]++;
    }
}

/* Looks at all rectangles that end in this row; returns how many there are and stores the largest area. */
static uint64_t scan_row(int cols, int *largest) {
    __m256i most = _mm256_setzero_si256(), count = _mm256_setzero_si256();
    for (int right = 0; right < cols; right += 8) {
        __m256i lowest = _mm256_loadu_si256((const __m256i *)&height[right]);
        for (int width = 1; !_mm256_testz_si256(lowest, lowest); width++) {
            count = _mm256_add_epi32(count, lowest);
            most = _mm256_max_epi32(most, _mm256_mullo_epi32(lowest, _mm256_set1_epi32(width)));
            lowest = _mm256_min_epi32(lowest, _mm256_loadu_si256((const __m256i *)&height[right - width]));
        }
    }
    uint32_t counts[8], areas[8];
    _mm256_storeu_si256((__m256i *)counts, count);
    _mm256_storeu_si256((__m256i *)areas, most);
    uint64_t sum = 0;
    *largest = 0;
    for (int lane = 0; lane < 8; lane++) {
        sum += counts[lane];
        if ((int)areas[lane] > *largest)
            *largest = (int)areas[lane];
    }
    return sum;
}

int main(void) {
    unsigned rows, cols, blocked, seed;
    if (scanf("%u %u %u %u", &rows, &cols, &blocked, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_SIDE || cols < 1 || cols > MAX_SIDE)
        return 1;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;

    int best = 0, top = 0, left_end = 0, bottom = 0, right_end = 0;
    uint64_t rectangles = 0, hash = 0xCBF29CE484222325ULL;
    for (int row = 0; row < (int)rows; row++) {
        read_row((int)cols, blocked);
        int largest;
        uint64_t in_row = scan_row((int)cols, &largest);
        for (int right = 0; largest > best; right++) {
            int lowest = height[right];
            for (int left = right; left >= 0 && height[left] > 0; left--) {
                if (height[left] < lowest)
                    lowest = height[left];
                int area = lowest * (right - left + 1);
                if (area > best) {
                    best = area;
                    top = row - lowest + 1;
                    left_end = left;
                    bottom = row;
                    right_end = right;
                }
            }
        }
        rectangles += in_row;
        hash = (hash ^ in_row ^ (uint64_t)best << 40) * 0x100000001B3ULL;
    }
    printf("largest %d\n", best);
    printf("rows %d to %d\n", top, bottom);
    printf("columns %d to %d\n", left_end, right_end);
    printf("rectangles %llu\n", (unsigned long long)rectangles);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
