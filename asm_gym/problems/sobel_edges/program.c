/* Edge detection: Sobel gradients, thinning across the edge and two thresholds. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIDE 1024

enum direction { HORIZONTAL, FALLING, VERTICAL, RISING };

static uint8_t image[MAX_SIDE][MAX_SIDE], direction[MAX_SIDE][MAX_SIDE];
static uint16_t strength[MAX_SIDE][MAX_SIDE];

static void find_gradients(int width, int height, unsigned counts[4]) {
    for (int y = 1; y < height - 1; y++) {
        for (int x = 1; x < width - 1; x++) {
            int gx = image[y - 1][x + 1] + 2 * image[y][x + 1] + image[y + 1][x + 1] - image[y - 1][x - 1] -
                     2 * image[y][x - 1] - image[y + 1][x - 1];
            int gy = image[y + 1][x - 1] + 2 * image[y + 1][x] + image[y + 1][x + 1] - image[y - 1][x - 1] -
                     2 * image[y - 1][x] - image[y - 1][x + 1];
            enum direction d;
            if (2 * abs(gx) > 5 * abs(gy)) /* less than about 22 degrees from the x axis */
                d = HORIZONTAL;
            else if (5 * abs(gx) < 2 * abs(gy))
                d = VERTICAL;
            else if ((gx < 0) == (gy < 0))
                d = FALLING;
            else
                d = RISING;
            direction[y][x] = (uint8_t)d;
            strength[y][x] = (uint16_t)(abs(gx) + abs(gy));
            counts[d]++;
        }
    }
}

/* A pixel survives if neither neighbour along its gradient is stronger. */
static int is_ridge(int y, int x) {
    static const int dx[4] = {1, 1, 0, 1}, dy[4] = {0, 1, 1, -1};
    int d = direction[y][x];
    return strength[y][x] >= strength[y - dy[d]][x - dx[d]] && strength[y][x] > strength[y + dy[d]][x + dx[d]];
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
    for (int y = 1; y < height - 1; y++) {
        for (int x = 1; x < width - 1; x++) {
            int s = strength[y][x];
            total += (unsigned)s;
            if (s >= low && is_ridge(y, x)) {
                if (s >= high)
                    strong++;
                else
                    weak++;
                hash += (unsigned)s * (uint32_t)(y * MAX_SIDE + x + 1);
            }
        }
    }
    printf("directions %u %u %u %u\n", directions[0], directions[1], directions[2], directions[3]);
    printf("total strength %u\n", total);
    printf("edge pixels %u weak, %u strong\n", weak, strong);
    printf("hash %08x\n", hash);
    return 0;
}
