/* Repeated box blur of a grey image: every pass blurs all rows, then all columns. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 1024
#define MAX_RADIUS 60

static uint8_t image[MAX_SIDE * MAX_SIDE], blurred[MAX_SIDE * MAX_SIDE];

/* Replaces each pixel of a line by the rounded mean of the pixels at most radius away from it. */
static void blur_line(const uint8_t *in, uint8_t *out, int length, int stride, int radius) {
    int sum = 0, count = 0;
    for (int i = -radius; i < length; i++) {
        int enters = i + radius, leaves = i - radius - 1;
        if (enters < length) {
            sum += in[enters * stride];
            count++;
        }
        if (leaves >= 0) {
            sum -= in[leaves * stride];
            count--;
        }
        if (i >= 0)
            out[i * stride] = (uint8_t)((sum + count / 2) / count);
    }
}

static void fill(int pixels, unsigned dots, uint32_t seed) {
    uint64_t x = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < pixels; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        if (dots == 0) /* noise */
            image[i] = (uint8_t)(x >> 40);
        else /* white dots on black */
            image[i] = x >> 56 < dots ? 255 : 0;
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
            blur_line(image + y * width, blurred + y * width, width, 1, radius);
        for (int x = 0; x < width; x++)
            blur_line(blurred + x, image + x, height, width, radius);
        printf("pass %d: corner %d centre %d\n", pass, image[0], image[height / 2 * width + width / 2]);
    }

    unsigned total = 0, darkest = 255, brightest = 0, hash = 2166136261u;
    for (int i = 0; i < width * height; i++) {
        total += image[i];
        if (image[i] < darkest)
            darkest = image[i];
        if (image[i] > brightest)
            brightest = image[i];
        hash = (hash ^ image[i]) * 16777619u;
    }
    printf("total %u range %u to %u\n", total, darkest, brightest);
    printf("hash %08x\n", hash);
    return 0;
}
