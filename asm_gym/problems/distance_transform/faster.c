/* The 3-4 chamfer transform, eight cells at a time: the step along the row is a prefix minimum. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 1024
#define STRAIGHT 3
#define DIAGONAL 4
#define FAR 10000 /* above every distance that can occur */

/* Row 0, column 0 and those behind the last stay FAR. */
static uint16_t distance[MAX_SIDE + 2][MAX_SIDE + 16];
static uint8_t height_map[MAX_SIDE][MAX_SIDE];

static __m128i load(const uint16_t *p) { return _mm_loadu_si128((const __m128i *)p); }

/* Shortest way to each of eight cells from the row before. */
static __m128i across(const uint16_t *p) {
    __m128i side = _mm_add_epi16(_mm_min_epi16(load(p - 1), load(p + 1)), _mm_set1_epi16(DIAGONAL));
    return _mm_min_epi16(side, _mm_add_epi16(load(p), _mm_set1_epi16(STRAIGHT)));
}

/* Cells behind the last column are computed too, and made FAR again. */
static void sweep_down(int width, int height) {
    const __m128i far = _mm_set1_epi16(FAR), one = _mm_set1_epi16(STRAIGHT);
    const __m128i two = _mm_set1_epi16(2 * STRAIGHT), four = _mm_set1_epi16(4 * STRAIGHT);
    const __m128i steps = _mm_setr_epi16(3, 6, 9, 12, 15, 18, 21, 24), last = _mm_set1_epi16(0x0F0E);
    for (int y = 1; y <= height; y++) {
        __m128i carry = far;
        for (int x = 1; x <= width; x += 8) {
            __m128i d = _mm_min_epi16(load(&distance[y][x]), across(&distance[y - 1][x]));
            d = _mm_min_epi16(d, _mm_add_epi16(_mm_alignr_epi8(d, far, 14), one));
            d = _mm_min_epi16(d, _mm_add_epi16(_mm_alignr_epi8(d, far, 12), two));
            d = _mm_min_epi16(d, _mm_add_epi16(_mm_alignr_epi8(d, far, 8), four));
            d = _mm_min_epi16(d, _mm_add_epi16(carry, steps));
            carry = _mm_shuffle_epi8(d, last);
            _mm_storeu_si128((__m128i *)&distance[y][x], d);
        }
        for (int x = width + 1; x < width + 9; x++)
            distance[y][x] = FAR;
    }
}

static void sweep_up(int width, int height) {
    const __m128i far = _mm_set1_epi16(FAR), one = _mm_set1_epi16(STRAIGHT);
    const __m128i two = _mm_set1_epi16(2 * STRAIGHT), four = _mm_set1_epi16(4 * STRAIGHT);
    const __m128i steps = _mm_setr_epi16(24, 21, 18, 15, 12, 9, 6, 3), first = _mm_set1_epi16(0x0100);
    for (int y = height; y >= 1; y--) {
        __m128i carry = far;
        for (int x = (width - 1) / 8 * 8 + 1; x >= 1; x -= 8) {
            __m128i d = _mm_min_epi16(load(&distance[y][x]), across(&distance[y + 1][x]));
            d = _mm_min_epi16(d, _mm_add_epi16(_mm_alignr_epi8(far, d, 2), one));
            d = _mm_min_epi16(d, _mm_add_epi16(_mm_alignr_epi8(far, d, 4), two));
            d = _mm_min_epi16(d, _mm_add_epi16(_mm_alignr_epi8(far, d, 8), four));
            d = _mm_min_epi16(d, _mm_add_epi16(carry, steps));
            if (x + 8 > width + 1) { /* the last cells lie outside: start again without them */
                uint16_t cells[8];
                _mm_storeu_si128((__m128i *)cells, load(&distance[y][x]));
                int best = FAR;
                for (int k = width - x; k >= 0; k--) {
                    const uint16_t *below = &distance[y + 1][x + k];
                    int side = (below[-1] < below[1] ? below[-1] : below[1]) + DIAGONAL, way = below[0] + STRAIGHT;
                    way = side < way ? side : way;
                    way = best + STRAIGHT < way ? best + STRAIGHT : way;
                    best = cells[k] < way ? cells[k] : way;
                    cells[k] = (uint16_t)best;
                }
                d = load(cells);
            }
            carry = _mm_shuffle_epi8(d, first);
            _mm_storeu_si128((__m128i *)&distance[y][x], d);
        }
    }
}

int main(void) {
    int width, height, levels, step;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &width, &height, &levels, &step, &seed) != 5)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || levels < 0 || levels > 20 || step < 1)
        return 1;

    for (int y = 0; y <= height + 1; y++)
        for (int x = 0; x < width + 16; x++)
            distance[y][x] = FAR;
    uint64_t s = seed;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) { /* few cells are high */
            s = s * 6364136223846793005ULL + 1442695040888963407ULL;
            uint32_t a = s >> 48 & 255, b = s >> 40 & 255, c = s >> 32 & 255;
            height_map[y][x] = (uint8_t)(a * b * c >> 16);
        }
    }

    for (int level = 1; level <= levels; level++) {
        int threshold = 255 - level * (step % 255) % 255;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                distance[y + 1][x + 1] = height_map[y][x] >= threshold ? 0 : FAR;
        sweep_down(width, height);
        sweep_up(width, height);

        unsigned largest = 0, at = 0, total = 0, hash = 0;
        for (int y = 1; y <= height; y++) {
            for (int x = 1; x <= width; x++) {
                unsigned d = distance[y][x];
                if (d > largest) {
                    largest = d;
                    at = (unsigned)(y * width + x);
                }
                total += d;
                hash = hash * 31 + d;
            }
        }
        printf("%d: largest %u at %u, total %u, hash %08x\n", threshold, largest, at, total, hash);
    }
    return 0;
}
