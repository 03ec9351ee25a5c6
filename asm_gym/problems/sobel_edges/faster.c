/* Edge detection with every decision turned into 16-bit arithmetic, which the compiler can vectorise. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIDE 1024

enum direction { HORIZONTAL, FALLING, VERTICAL, RISING };

static uint8_t image[MAX_SIDE][MAX_SIDE], direction[MAX_SIDE][MAX_SIDE];
static uint16_t strength[MAX_SIDE][MAX_SIDE];

static void find_gradients(int width, int height, unsigned counts[4]) {
    for (int y = 1; y < height - 1; y++) {
        const uint8_t *restrict up = image[y - 1], *restrict row = image[y], *restrict down = image[y + 1];
        uint8_t *restrict d_out = direction[y];
        uint16_t *restrict s_out = strength[y];
        int of_kind[4] = {0};
        for (int x = 1; x < width - 1; x++) {
            int16_t gx = (int16_t)(up[x + 1] + 2 * row[x + 1] + down[x + 1] - up[x - 1] - 2 * row[x - 1] - down[x - 1]);
            int16_t gy = (int16_t)(down[x - 1] + 2 * down[x] + down[x + 1] - up[x - 1] - 2 * up[x] - up[x + 1]);
            int16_t ax = (int16_t)(gx < 0 ? -gx : gx), ay = (int16_t)(gy < 0 ? -gy : gy);
            int16_t flat = -((int16_t)(2 * ax) > (int16_t)(5 * ay)), steep = -((int16_t)(5 * ax) < (int16_t)(2 * ay));
            int16_t diagonal = (int16_t)(FALLING + (((uint16_t)(gx ^ gy) >> 15) << 1));
            s_out[x] = (uint16_t)(ax + ay);
            d_out[x] = (uint8_t)(~flat & ((steep & VERTICAL) | (~steep & diagonal)));
        }
        for (int x = 1; x < width - 1; x++)
            for (int d = 0; d < 4; d++)
                of_kind[d] += d_out[x] == d;
        for (int d = 0; d < 4; d++)
            counts[d] += (unsigned)of_kind[d];
    }
}

int main(void) {
    int width, height, low, high;
    unsigned seed, block;
    if (scanf("%d %d %d %d %u %u", &width, &height, &low, &high, &block, &seed) != 6)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || block < 1 || low > high)
        return 1;

    uint32_t x32 = seed * 2654435761u + 12345;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            /* tiles of different grey, and noise of up to 31 on top */
            uint32_t tile = ((uint32_t)x / block * 40503u) ^ ((uint32_t)y / block * 30011u) ^ seed;
            x32 = x32 * 1664525u + 1013904223u;
            image[y][x] = (uint8_t)((tile * 2246822519u >> 24) % 225 + (x32 >> 27));
        }
    }

    unsigned directions[4] = {0}, weak = 0, strong = 0, total = 0, hash = 0;
    find_gradients(width, height, directions);
    uint16_t floor = (uint16_t)(low < 0 ? 0 : low > 2041 ? 2041 : low);
    uint16_t bright = (uint16_t)(high < 0 ? 0 : high > 2041 ? 2041 : high);
    for (int y = 1; y < height - 1; y++) {
        const uint16_t *up = strength[y - 1], *row = strength[y], *down = strength[y + 1];
        const uint8_t *kind = direction[y];
        uint16_t kept[MAX_SIDE];
        for (int x = 1; x < width - 1; x++) {
            uint16_t s = row[x], d = kind[x];
            uint16_t is0 = -(d == 0), is1 = -(d == 1), is2 = -(d == 2), is3 = -(d == 3);
            uint16_t before = (is0 & row[x - 1]) | (is1 & up[x - 1]) | (is2 & up[x]) | (is3 & down[x - 1]);
            uint16_t after = (is0 & row[x + 1]) | (is1 & down[x + 1]) | (is2 & down[x]) | (is3 & up[x + 1]);
            uint16_t keep = (uint16_t)-(s >= before) & (uint16_t)-(s > after) & (uint16_t)-(s >= floor);
            kept[x] = s & keep;
        }
        unsigned sum = 0, some = 0, many = 0, row_hash = 0;
        for (int x = 1; x < width - 1; x++) {
            sum += row[x];
            some += kept[x] != 0;
            many += (kept[x] != 0) & (kept[x] >= bright);
            row_hash += (unsigned)kept[x] * (uint32_t)(y * MAX_SIDE + x + 1);
        }
        total += sum;
        strong += many;
        weak += some - many;
        hash += row_hash;
    }
    printf("directions %u %u %u %u\n", directions[0], directions[1], directions[2], directions[3]);
    printf("total strength %u\n", total);
    printf("edge pixels %u weak, %u strong\n", weak, strong);
    printf("hash %08x\n", hash);
    return 0;
}
