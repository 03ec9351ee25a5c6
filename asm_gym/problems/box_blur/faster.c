/* Box blur almost without divisions: rows from prefix sums, columns summed row by row, all of them at once. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIDE 1024
#define MAX_RADIUS 60

static uint8_t image[MAX_SIDE * MAX_SIDE], blurred[MAX_SIDE * MAX_SIDE];

static int min(int a, int b) { return a < b ? a : b; }

static int max(int a, int b) { return a > b ? a : b; }

/* Rounded means are whole numbers plus at least half of 1 / count, far more than floats are off. */
static inline uint8_t mean(int sum, int count, float scale) {
    return (uint8_t)(int)(((float)(sum + count / 2) + 0.5f) * scale);
}

static void blur_row(const uint8_t *restrict in, uint8_t *restrict out, int width, int radius) {
    int before[MAX_SIDE + 1], sum = 0, full = 2 * radius + 1;
    for (int i = 0; i < width; i++) {
        before[i] = sum;
        sum += in[i];
    }
    before[width] = sum;
    float scale = 1.0f / (float)full;
    for (int i = radius; i < width - radius; i++)
        out[i] = mean(before[i + radius + 1] - before[i - radius], full, scale);
    for (int i = 0; i < width; i++) {
        if (i == radius && i < width - radius)
            i = width - radius;
        if (i == width)
            break;
        int from = max(i - radius, 0), to = min(i + radius + 1, width), count = to - from;
        out[i] = (uint8_t)((before[to] - before[from] + count / 2) / count);
    }
}

static void blur_columns(const uint8_t *restrict in, uint8_t *restrict out, int width, int height, int radius) {
    static uint16_t sum[MAX_SIDE];
    memset(sum, 0, sizeof sum);
    for (int y = -radius; y < height; y++) {
        int enters = y + radius, leaves = y - radius - 1;
        int count = min(enters, height - 1) - max(leaves, -1);
        if (enters < height)
            for (int x = 0; x < width; x++)
                sum[x] = (uint16_t)(sum[x] + in[enters * width + x]);
        if (leaves >= 0)
            for (int x = 0; x < width; x++)
                sum[x] = (uint16_t)(sum[x] - in[leaves * width + x]);
        if (y >= 0) {
            float scale = 1.0f / (float)count;
            for (int x = 0; x < width; x++)
                out[y * width + x] = mean(sum[x], count, scale);
        }
    }
}

static void fill(int pixels, unsigned dots, uint32_t seed) {
    uint64_t x = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < pixels; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        image[i] = (uint8_t)(dots == 0 ? x >> 40 : x >> 56 < dots ? 255 : 0);
    }
}

int main(void) {
    int width, height, radius, passes;
    unsigned dots, seed;
    if (scanf("%d %d %d %d %u %u", &width, &height, &radius, &passes, &dots, &seed) != 6)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE)
        return 1;
    if (radius < 0 || radius > MAX_RADIUS || passes < 0 || passes > 16)
        return 1;

    fill(width * height, dots, seed);
    for (int pass = 1; pass <= passes; pass++) {
        for (int y = 0; y < height; y++)
            blur_row(image + y * width, blurred + y * width, width, radius);
        blur_columns(blurred, image, width, height, radius);
        printf("pass %d: corner %d centre %d\n", pass, image[0], image[height / 2 * width + width / 2]);
    }

    unsigned total = 0, darkest = 255, brightest = 0, hash = 2166136261u;
    for (int i = 0; i < width * height; i++) {
        total += image[i];
        darkest = image[i] < darkest ? image[i] : darkest;
        brightest = image[i] > brightest ? image[i] : brightest;
        hash = (hash ^ image[i]) * 16777619u;
    }
    printf("total %u range %u to %u\n", total, darkest, brightest);
    printf("hash %08x\n", hash);
    return 0;
}
