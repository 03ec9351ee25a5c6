/* The median as a network of minima and maxima over whole rows, which vectorises to 32 pixels at a time. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 800

static uint8_t first[MAX_SIDE * MAX_SIDE], second[MAX_SIDE * MAX_SIDE];

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

static uint8_t middle(uint8_t a, uint8_t b, uint8_t c) {
    uint8_t low = MIN(a, b), high = MAX(a, b), upper = MIN(high, c);
    return MAX(low, upper);
}

/* Sorts each column of three; the median is the middle of the largest low, the middle mid and the smallest high. */
static unsigned filter(const uint8_t *in, uint8_t *restrict out, int width, int height) {
    static uint8_t low[MAX_SIDE + 2], mid[MAX_SIDE + 2], high[MAX_SIDE + 2];
    unsigned changed = 0;
    for (int y = 0; y < height; y++) {
        const uint8_t *row = in + y * width;
        const uint8_t *up = y > 0 ? row - width : row, *down = y < height - 1 ? row + width : row;
        for (int x = 0; x < width; x++) {
            uint8_t a = MIN(up[x], row[x]), b = MAX(up[x], row[x]), c = down[x], d = MIN(b, c);
            high[x + 1] = MAX(b, c);
            low[x + 1] = MIN(a, d);
            mid[x + 1] = MAX(a, d);
        }
        low[0] = low[1], mid[0] = mid[1], high[0] = high[1];
        low[width + 1] = low[width], mid[width + 1] = mid[width], high[width + 1] = high[width];
        unsigned here = 0;
        for (int x = 0; x < width; x++) {
            uint8_t low2 = MAX(low[x], low[x + 1]), lows = MAX(low2, low[x + 2]);
            uint8_t high2 = MIN(high[x], high[x + 1]), highs = MIN(high2, high[x + 2]);
            uint8_t median = middle(lows, middle(mid[x], mid[x + 1], mid[x + 2]), highs);
            out[y * width + x] = median;
            here += median != row[x];
        }
        changed += here;
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
