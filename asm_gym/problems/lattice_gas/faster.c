/* 32 cells per vector; the collision is a byte shuffle, and neighbours are unaligned loads. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NORTH = 1, EAST = 2, SOUTH = 4, WEST = 8, WALL = 16, MAX_SIDE = 2000 };

static uint32_t state;

static uint32_t next_random(void) {
    state = state * 1664525u + 1013904223u;
    uint32_t mixed = (state ^ (state >> 16)) * 0x45D9F3Bu;
    return mixed ^ (mixed >> 16);
}

/* Collides one row into a buffer, in which the cells before the first and behind the last wrap around. */
static void collide_row(uint8_t *out, const uint8_t *cells, int width) {
    const __m256i open = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 1, 2, 3, 4, 10, 6, 7, 8, 9, 5, 11, 12, 13, 14, 15));
    const __m256i wall = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(16, 20, 24, 28, 17, 21, 25, 29, 18, 22, 26, 30, 19, 23, 27, 31));
    for (int x = 0; x < width; x += 32) {
        __m256i cell = _mm256_loadu_si256((const __m256i *)(cells + x));
        __m256i particles = _mm256_and_si256(cell, _mm256_set1_epi8(15));
        __m256i is_wall = _mm256_slli_epi16(cell, 3); /* bit 7: only the low bits of the other byte cross over */
        __m256i turned = _mm256_blendv_epi8(_mm256_shuffle_epi8(open, particles),
                                            _mm256_shuffle_epi8(wall, particles), is_wall);
        _mm256_storeu_si256((__m256i *)(out + x), turned);
    }
    out[-1] = out[width - 1];
    out[width] = out[0];
}

int main(void) {
    int width, height, steps, density, walls;
    if (scanf("%d %d %d %d %d %u", &width, &height, &steps, &density, &walls, &state) != 6)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE)
        return 1;
    int size = width * height, stride = (width + 31) / 32 * 32 + 64;
    uint8_t *cells = calloc((size_t)(stride * height), 1), *turned = calloc((size_t)(stride * height) + 64, 1);
    if (cells == NULL || turned == NULL)
        return 1;
    turned += 32;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            unsigned cell = 0;
            for (int direction = 0; direction < 5; direction++)
                cell |= (unsigned)((int)(next_random() % 256) < (direction < 4 ? density : walls)) << direction;
            cells[y * stride + x] = (uint8_t)cell;
        }
    }

    const __m256i north = _mm256_set1_epi8(NORTH), east = _mm256_set1_epi8(EAST), south = _mm256_set1_epi8(SOUTH);
    const __m256i west = _mm256_set1_epi8(WEST), wall = _mm256_set1_epi8(WALL);
    uint64_t flow = 0;
    for (int t = 0; t < steps; t++) {
        for (int y = 0; y < height; y++)
            collide_row(turned + y * stride, cells + y * stride, width);
        for (int y = 0; y < height; y++) {
            const uint8_t *above = turned + (y == 0 ? height - 1 : y - 1) * stride;
            const uint8_t *row = turned + y * stride;
            const uint8_t *below = turned + (y + 1 == height ? 0 : y + 1) * stride;
            for (int x = 0; x < width; x += 32) {
                __m256i a = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(below + x)), north);
                __m256i b = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(row + x - 1)), east);
                __m256i c = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(above + x)), south);
                __m256i d = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(row + x + 1)), west);
                __m256i e = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(row + x)), wall);
                __m256i sum = _mm256_or_si256(_mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d)), e);
                _mm256_storeu_si256((__m256i *)(cells + y * stride + x), sum);
            }
        }
        int cell = (int)((size_t)t * 7 % (size_t)size);
        flow = flow * 31 + cells[cell / width * stride + cell % width];
    }

    int counts[32] = {0};
    int64_t moment = 0, i = 0;
    uint64_t hash = 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++, i++) {
            uint8_t cell = cells[y * stride + x];
            counts[cell]++;
            moment += i * (cell & (WALL - 1));
            hash = (hash ^ cell) * 0x100000001B3u;
        }
    }
    printf("counts");
    for (int k = 0; k < 32; k++)
        printf(" %d", counts[k]);
    printf("\nflow %016lx\n", flow);
    printf("moment %ld hash %016lx\n", moment, hash);
    free(cells);
    free(turned - 32);
    return 0;
}
