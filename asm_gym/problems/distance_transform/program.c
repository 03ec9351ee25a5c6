/* Distance of every cell from the nearest obstacle, by the 3-4 chamfer transform in two sweeps. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 1024
#define STRAIGHT 3
#define DIAGONAL 4
#define FAR 10000 /* above every distance that can occur */

/* Row 0, column 0 and those behind the last stay FAR. */
static uint16_t distance[MAX_SIDE + 2][MAX_SIDE + 2];
static uint8_t height_map[MAX_SIDE][MAX_SIDE];

static void improve(int *best, int candidate) {
    if (candidate < *best)
        *best = candidate;
}

static void sweep_down(int width, int height) {
    for (int y = 1; y <= height; y++) {
        for (int x = 1; x <= width; x++) {
            int best = distance[y][x];
            improve(&best, distance[y - 1][x - 1] + DIAGONAL);
            improve(&best, distance[y - 1][x] + STRAIGHT);
            improve(&best, distance[y - 1][x + 1] + DIAGONAL);
            improve(&best, distance[y][x - 1] + STRAIGHT);
            distance[y][x] = (uint16_t)best;
        }
    }
}

static void sweep_up(int width, int height) {
    for (int y = height; y >= 1; y--) {
        for (int x = width; x >= 1; x--) {
            int best = distance[y][x];
            improve(&best, distance[y + 1][x + 1] + DIAGONAL);
            improve(&best, distance[y + 1][x] + STRAIGHT);
            improve(&best, distance[y + 1][x - 1] + DIAGONAL);
            improve(&best, distance[y][x + 1] + STRAIGHT);
            distance[y][x] = (uint16_t)best;
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
        for (int x = 0; x <= width + 1; x++)
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
