#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIDE 2048

#define BLOCK 32 /* cells in a vector */

static long births, deaths;
static int stride; /* bytes from one row to the next, with a copied column at either end */

static __m256i load(const unsigned char *p) { return _mm256_loadu_si256((const __m256i *)p); }

static long lanes(__m256i v) {
    return _mm256_extract_epi64(v, 0) + _mm256_extract_epi64(v, 1) + _mm256_extract_epi64(v, 2) +
           _mm256_extract_epi64(v, 3);
}

static __m256i three(const unsigned char *row) {
    return _mm256_add_epi8(_mm256_add_epi8(load(row - 1), load(row)), load(row + 1));
}

/* Repeats the last column before the first and the first after the last. */
static void wrap(unsigned char *row, int cols) {
    row[-1] = row[cols - 1];
    row[cols] = row[0];
}

/* One generation on a torus. */
static void evolve(const unsigned char *cell, unsigned char *next, int rows, int cols) {
    const __m256i one = _mm256_set1_epi8(1), zero = _mm256_setzero_si256();
    const __m256i two = _mm256_set1_epi8(2), three_alive = _mm256_set1_epi8(3);
    __m256i born = zero, died = zero;
    _Alignas(32) unsigned char inside[2 * BLOCK] = {0};
    for (int i = 0; i < BLOCK; i++)
        inside[i] = 1;
    for (int r = 0; r < rows; r++) {
        const unsigned char *up = cell + (r == 0 ? rows - 1 : r - 1) * stride;
        const unsigned char *row = cell + r * stride;
        const unsigned char *down = cell + (r == rows - 1 ? 0 : r + 1) * stride;
        for (int c = 0; c < cols; c += BLOCK) {
            int beyond = c + BLOCK > cols ? c + BLOCK - cols : 0;
            __m256i old = load(row + c);
            __m256i n = _mm256_add_epi8(_mm256_add_epi8(three(up + c), three(down + c)),
                                        _mm256_add_epi8(load(row + c - 1), load(row + c + 1)));
            /* Alive with three neighbours, or with two if alive before. */
            __m256i alive = _mm256_or_si256(_mm256_cmpeq_epi8(n, three_alive),
                                            _mm256_and_si256(_mm256_cmpeq_epi8(n, two), _mm256_cmpeq_epi8(old, one)));
            __m256i now = _mm256_and_si256(alive, load(inside + beyond));
            old = _mm256_and_si256(old, load(inside + beyond));
            _mm256_storeu_si256((__m256i *)(next + r * stride + c), now);
            born = _mm256_add_epi64(born, _mm256_sad_epu8(_mm256_andnot_si256(old, now), zero));
            died = _mm256_add_epi64(died, _mm256_sad_epu8(_mm256_andnot_si256(now, old), zero));
        }
        wrap(next + r * stride, cols);
    }
    births += lanes(born);
    deaths += lanes(died);
}

static long population(const unsigned char *cell, int rows, int cols) {
    long alive = 0;
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < cols; c++)
            alive += cell[r * stride + c];
    return alive;
}

int main(void) {
    int rows, cols, generations, density;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &rows, &cols, &generations, &density, &seed) != 5)
        return 1;
    if (rows < 1 || rows > MAX_SIDE || cols < 1 || cols > MAX_SIDE)
        return 1;
    stride = (cols + BLOCK - 1) / BLOCK * BLOCK + BLOCK;
    size_t bytes = (size_t)rows * (size_t)stride + 2 * BLOCK;
    unsigned char *memory = calloc(bytes, 2);
    if (memory == NULL)
        return 1;
    unsigned char *cell = memory + BLOCK, *next = memory + bytes + BLOCK;
    uint32_t x = seed * 2654435761u | 1u;
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < cols; c++) {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            cell[r * stride + c] = (int)(x >> 8) % 100 < density;
        }
        wrap(cell + r * stride, cols);
    }

    printf("0 %ld\n", population(cell, rows, cols));
    for (int g = 1; g <= generations; g++) {
        evolve(cell, next, rows, cols);
        unsigned char *swap = cell;
        cell = next;
        next = swap;
        if (g % 16 == 0 || g == generations)
            printf("%d %ld\n", g, population(cell, rows, cols));
    }
    printf("births %ld deaths %ld\n", births, deaths);

    uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
    int busiest = 0, best = -1;
    for (int r = 0; r < rows; r++) {
        int alive = 0;
        for (int c = 0; c < cols; c++) {
            alive += cell[r * stride + c];
            hash = (hash ^ cell[r * stride + c]) * 0x100000001B3ULL;
        }
        if (alive > best) {
            best = alive;
            busiest = r;
        }
    }
    printf("row %d %d hash %016llx\n", busiest, best, (unsigned long long)hash);
    free(memory);
    return 0;
}
