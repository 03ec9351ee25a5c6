/* Transposes blocks of 16 x 16 bytes in registers: four rounds of interleaving rows that are eight apart. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIDE 1536

static void interleave(__m128i *to, const __m128i *from) {
    for (int k = 0; k < 8; k++) {
        to[2 * k] = _mm_unpacklo_epi8(from[k], from[k + 8]);
        to[2 * k + 1] = _mm_unpackhi_epi8(from[k], from[k + 8]);
    }
}

static void transpose(uint8_t *to, const uint8_t *from, size_t rows, size_t columns) {
    size_t whole_rows = rows & ~(size_t)15, whole_columns = columns & ~(size_t)15;
    for (size_t i = 0; i < whole_rows; i += 16)
        for (size_t j = 0; j < whole_columns; j += 16) {
            __m128i a[16], b[16];
            for (size_t k = 0; k < 16; k++) {
                __m128i row = _mm_loadu_si128((const __m128i *)(from + (i + k) * columns + j));
                a[k] = _mm_add_epi8(row, _mm_set1_epi8((char)(i + k)));
            }
            interleave(b, a);
            interleave(a, b);
            interleave(b, a);
            interleave(a, b);
            for (size_t k = 0; k < 16; k++)
                _mm_storeu_si128((__m128i *)(to + (j + k) * rows + i), a[k]);
        }
    for (size_t i = 0; i < rows; i++)
        for (size_t j = i < whole_rows ? whole_columns : 0; j < columns; j++)
            to[j * rows + i] = (uint8_t)(from[i * columns + j] + i);
}

int main(void) {
    unsigned rows, columns, rounds, seed;
    if (scanf("%u %u %u %u", &rows, &columns, &rounds, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE || rounds < 1 || rounds > 1000)
        return 1;
    uint8_t *from = malloc((size_t)rows * columns), *to = malloc((size_t)rows * columns);
    if (from == NULL || to == NULL)
        return 1;
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL;
    for (unsigned k = 0; k < rows * columns; k++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        from[k] = (uint8_t)(x >> 56);
    }

    for (unsigned round = 0; round < rounds; round++) {
        transpose(to, from, rows, columns);
        uint8_t *other = from;
        from = to;
        to = other;
        unsigned side = rows;
        rows = columns;
        columns = side;
    }

    uint64_t hash = seed;
    unsigned sum = 0, heaviest = 0, heaviest_row = 0, diagonal = 0;
    for (unsigned i = 0; i < rows; i++) {
        unsigned weight = 0;
        for (unsigned j = 0; j < columns; j++) {
            weight += from[i * columns + j];
            hash = (hash ^ from[i * columns + j]) * 0x100000001B3ULL;
        }
        sum += weight;
        if (weight > heaviest) {
            heaviest = weight;
            heaviest_row = i;
        }
        if (i < columns)
            diagonal += from[i * columns + i];
    }
    printf("rows %u columns %u\n", rows, columns);
    printf("corners %u %u\n", from[columns - 1], from[(rows - 1) * columns]);
    printf("sum %u diagonal %u heaviest row %u with %u\n", sum, diagonal, heaviest_row, heaviest);
    printf("hash %016llx\n", (unsigned long long)hash);
    free(from);
    free(to);
    return 0;
}
