/* Floyd-Steinberg dithering of a grey image to a few evenly spaced levels. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_WIDTH 2048
#define MAX_HEIGHT 2048
#define MAX_LEVELS 16

/* Errors, in sixteenths, that fall on the row in work and on the one below; one spare cell on both sides. */
static int errors[MAX_WIDTH + 2], errors_below[MAX_WIDTH + 2];
static uint8_t image[MAX_WIDTH], dithered[MAX_WIDTH];

static void dither_row(int width, int levels) {
    memset(errors_below, 0, sizeof errors_below);
    for (int x = 0; x < width; x++) {
        int wanted = image[x] + errors[x + 1] / 16;
        if (wanted < 0)
            wanted = 0;
        if (wanted > 255)
            wanted = 255;
        int level = (wanted * (levels - 1) + 127) / 255;
        int error = wanted - level * 255 / (levels - 1);
        dithered[x] = (uint8_t)level;
        errors[x + 2] += 7 * error;
        errors_below[x] += 3 * error;
        errors_below[x + 1] += 5 * error;
        errors_below[x + 2] += error;
    }
    memcpy(errors, errors_below, sizeof errors);
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

    unsigned counts[MAX_LEVELS] = {0}, runs = 0, column_sum = 0;
    uint64_t hash = 0xCBF29CE484222325ULL, x64 = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) { /* a diagonal ramp with noise */
            x64 ^= x64 << 13;
            x64 ^= x64 >> 7;
            x64 ^= x64 << 17;
            unsigned ramp = (unsigned)(x + y + (int)(seed & 255)) / 2;
            image[x] = (uint8_t)(ramp + ((x64 >> 56) * (unsigned)noise >> 8));
        }
        dither_row(width, levels);
        for (int x = 0; x < width; x++) {
            counts[dithered[x]]++;
            if (x > 0 && dithered[x] != dithered[x - 1])
                runs++;
            hash = (hash ^ dithered[x]) * 0x100000001B3ULL;
        }
        column_sum += dithered[width / 2];
    }
    printf("pixels of each level:");
    for (int i = 0; i < levels; i++)
        printf(" %u", counts[i]);
    printf("\nchanges %u, middle column %u\n", runs, column_sum);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
