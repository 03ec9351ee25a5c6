/* Removes specks from an image: each pixel becomes the median of the 3 x 3 pixels around it. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 800

static uint8_t first[MAX_SIDE * MAX_SIDE], second[MAX_SIDE * MAX_SIDE];

/* Sorts v[1] to v[9] by insertion; v[0] is a zero that ends the search for a place. */
static uint8_t median_of_9(uint8_t v[10]) {
    for (int i = 2; i <= 9; i++) {
        uint8_t value = v[i];
        int k = i;
        while (v[k - 1] > value) {
            v[k] = v[k - 1];
            k--;
        }
        v[k] = value;
    }
    return v[5];
}

/* Filters the whole image; returns the number of pixels that changed. */
static unsigned filter(const uint8_t *in, uint8_t *out, int width, int height) {
    unsigned changed = 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint8_t window[10] = {0};
            int n = 1;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int row = y + dy, col = x + dx;
                    if (row < 0 || row >= height) /* the border repeats itself */
                        row = y;
                    if (col < 0 || col >= width)
                        col = x;
                    window[n++] = in[row * width + col];
                }
            }
            uint8_t median = median_of_9(window);
            out[y * width + x] = median;
            if (median != in[y * width + x])
                changed++;
        }
    }
    return changed;
}

int main(void) {
    int width, height, rounds;
    unsigned specks, seed;
    if (scanf("%d %d %d %u %u", &width, &height, &rounds, &specks, &seed) != 5)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || rounds < 0 || rounds > 12)
        return 1;

    /* A soft slope with noise; about specks of 256 pixels are black or white. */
    uint64_t state = seed;
    for (int i = 0; i < width * height; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        uint32_t r = (uint32_t)(state >> 32);
        unsigned slope = (unsigned)(i % width + i / width) / 4 + (r >> 27);
        first[i] = (uint8_t)(slope & 0xFF);
        if ((r & 0xFF) < specks)
            first[i] = r & 0x100 ? 255 : 0;
    }

    uint8_t *now = first, *next = second;
    for (int round = 1; round <= rounds; round++) {
        unsigned changed = filter(now, next, width, height);
        uint8_t *swap = now;
        now = next;
        next = swap;
        printf("round %d: %u changed, centre %d\n", round, changed, now[height / 2 * width + width / 2]);
    }
    unsigned sum = 0, hash = 5381;
    for (int i = 0; i < width * height; i++) {
        sum += now[i];
        hash = hash * 33 + now[i];
    }
    printf("corners %d %d, sum %u, hash %08x\n", now[0], now[width * height - 1], sum, hash);
    return 0;
}
