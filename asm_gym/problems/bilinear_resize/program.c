/* Resizes a colour image with bilinear interpolation in fixed point. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 1600
#define ONE 256 /* fixed point: 8 bits after the point */

static uint8_t source[MAX_SIDE * MAX_SIDE * 3], target[MAX_SIDE * MAX_SIDE * 3];

/* The place in a source line of from pixels that corresponds to the middle of pixel i of to pixels. */
static int source_position(int i, int from, int to) {
    int position = (2 * i + 1) * from * (ONE / 2) / to - ONE / 2;
    if (position < 0)
        return 0;
    if (position > (from - 1) * ONE)
        return (from - 1) * ONE;
    return position;
}

static void resize(int from_width, int from_height, int width, int height) {
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int sx = source_position(x, from_width, width), sy = source_position(y, from_height, height);
            int left = sx / ONE, top = sy / ONE;
            int right = left + 1 < from_width ? left + 1 : left;
            int bottom = top + 1 < from_height ? top + 1 : top;
            int fx = sx % ONE, fy = sy % ONE;
            for (int c = 0; c < 3; c++) {
                int top_left = source[(top * from_width + left) * 3 + c];
                int top_right = source[(top * from_width + right) * 3 + c];
                int bottom_left = source[(bottom * from_width + left) * 3 + c];
                int bottom_right = source[(bottom * from_width + right) * 3 + c];
                int upper = top_left * (ONE - fx) + top_right * fx;
                int lower = bottom_left * (ONE - fx) + bottom_right * fx;
                int value = upper * (ONE - fy) + lower * fy;
                target[(y * width + x) * 3 + c] = (uint8_t)((value + ONE * ONE / 2) / (ONE * ONE));
            }
        }
    }
}

static int valid_side(int side) { return side >= 1 && side <= MAX_SIDE; }

int main(void) {
    int from_width, from_height, width, height;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &from_width, &from_height, &width, &height, &seed) != 5)
        return 1;
    if (!valid_side(from_width) || !valid_side(from_height) || !valid_side(width) || !valid_side(height))
        return 1;

    uint64_t state = seed;
    for (int i = 0; i < from_width * from_height * 3; i++) {
        state += 0x9E3779B97F4A7C15ULL;
        uint64_t z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9ULL;
        source[i] = (uint8_t)(z >> 56);
    }
    resize(from_width, from_height, width, height);

    unsigned sum[3] = {0};
    uint64_t hash = seed;
    for (int i = 0; i < width * height; i++) {
        const uint8_t *pixel = target + 3 * i;
        for (int c = 0; c < 3; c++)
            sum[c] += pixel[c];
        hash = hash * 1000003 + ((uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2]);
    }
    for (int k = 0; k < 4; k++) {
        const uint8_t *pixel = target + 3 * (height * k / 4 * width + width * (3 - k) / 4);
        printf("sample %d: %3d %3d %3d\n", k, pixel[0], pixel[1], pixel[2]);
    }
    printf("sums %u %u %u\n", sum[0], sum[1], sum[2]);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
