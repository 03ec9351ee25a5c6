/* Floyd-Steinberg dithering with a table of levels; of four rows in work each is two pixels behind the one above. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_WIDTH 2048
#define MAX_HEIGHT 2048
#define MAX_LEVELS 16
#define ROWS 4

static uint8_t image[ROWS][MAX_WIDTH], dithered[ROWS][MAX_WIDTH];
/* Error of each pixel of the row above the band (0) and of its rows, with a zero on both sides. */
static int16_t errors[ROWS + 1][MAX_WIDTH + 2];

/* Level and error of each value from -128 to 383; errors never lie outside [-128, 127]. */
static struct { int16_t error, level; } rounded[512];

static inline int step(int row, int x, int left) {
    const int16_t *above = errors[row] + x;
    int sum = above[0] + 5 * above[1] + 3 * above[2] + 7 * left;
    int wanted = image[row][x] + sum / 16;
    dithered[row][x] = (uint8_t)rounded[wanted + 128].level;
    return errors[row + 1][x + 1] = rounded[wanted + 128].error;
}

static void dither_band(int width, int rows) {
    int left[ROWS] = {0};
    int t = 0, end = width + 2 * (rows - 1);
    if (rows == ROWS && width > 2 * ROWS) {
        for (; t < 2 * (ROWS - 1); t++)
            for (int k = 0; 2 * k <= t; k++)
                left[k] = step(k, t - 2 * k, left[k]);
        int a = left[0], b = left[1], c = left[2], d = left[3];
        for (; t < width; t++) {
            a = step(0, t, a);
            b = step(1, t - 2, b);
            c = step(2, t - 4, c);
            d = step(3, t - 6, d);
        }
        left[0] = a, left[1] = b, left[2] = c, left[3] = d;
    }
    for (; t < end; t++)
        for (int k = 0; k < rows; k++)
            if (t - 2 * k >= 0 && t - 2 * k < width)
                left[k] = step(k, t - 2 * k, left[k]);
    memcpy(errors[0], errors[rows], sizeof errors[0]);
}

int main(void) {
    int width, height, levels, noise;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &width, &height, &levels, &noise, &seed) != 5)
        return 1;
    if (width < 1 || width > MAX_WIDTH || height < 1 || height > MAX_HEIGHT)
        return 1;
    if (levels < 2 || levels > MAX_LEVELS || noise < 0 || noise > 256)
        return 1;

    for (int i = 0; i < 512; i++) {
        int wanted = i < 128 ? 0 : i > 383 ? 255 : i - 128;
        int level = (wanted * (levels - 1) + 127) / 255;
        rounded[i].level = (int16_t)level;
        rounded[i].error = (int16_t)(wanted - level * 255 / (levels - 1));
    }
    unsigned counts[MAX_LEVELS] = {0}, runs = 0, column_sum = 0;
    uint64_t hash = 0xCBF29CE484222325ULL, x64 = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (int top = 0; top < height; top += ROWS) {
        int rows = height - top < ROWS ? height - top : ROWS;
        for (int k = 0; k < rows; k++) {
            for (int x = 0; x < width; x++) {
                x64 ^= x64 << 13;
                x64 ^= x64 >> 7;
                x64 ^= x64 << 17;
                unsigned ramp = (unsigned)(x + top + k + (int)(seed & 255)) / 2;
                image[k][x] = (uint8_t)(ramp + ((x64 >> 56) * (unsigned)noise >> 8));
            }
        }
        dither_band(width, rows);
        for (int k = 0; k < rows; k++) {
            const uint8_t *row = dithered[k];
            unsigned changes = 0;
            for (int x = 1; x < width; x++)
                changes += row[x] != row[x - 1];
            runs += changes;
            for (int x = 0; x < width; x++) {
                counts[row[x]]++;
                hash = (hash ^ row[x]) * 0x100000001B3ULL;
            }
            column_sum += row[width / 2];
        }
    }
    printf("pixels of each level:");
    for (int i = 0; i < levels; i++)
        printf(" %u", counts[i]);
    printf("\nchanges %u, middle column %u\n", runs, column_sum);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
