#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIDE 2048

static long births, deaths;

/* One generation on a torus. */
static void evolve(const unsigned char *cell, unsigned char *next, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
        const unsigned char *up = cell + (r == 0 ? rows - 1 : r - 1) * cols;
        const unsigned char *row = cell + r * cols;
        const unsigned char *down = cell + (r == rows - 1 ? 0 : r + 1) * cols;
        for (int c = 0; c < cols; c++) {
            int left = c == 0 ? cols - 1 : c - 1;
            int right = c == cols - 1 ? 0 : c + 1;
            int n = up[left] + up[c] + up[right] + row[left] + row[right] + down[left] + down[c] +
                    down[right];
            if (row[c]) {
                next[r * cols + c] = n == 2 || n == 3;
                if (n < 2 || n > 3)
                    deaths++;
            } else {
                next[r * cols + c] = n == 3;
                if (n == 3)
                    births++;
            }
        }
    }
}

static long population(const unsigned char *cell, int rows, int cols) {
    long alive = 0;
    for (int i = 0; i < rows * cols; i++)
        alive += cell[i];
    return alive;
}

int main(void) {
    int rows, cols, generations, density;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &rows, &cols, &generations, &density, &seed) != 5)
        return 1;
    if (rows < 1 || rows > MAX_SIDE || cols < 1 || cols > MAX_SIDE)
        return 1;
    unsigned char *cell = malloc((size_t)rows * cols), *next = malloc((size_t)rows * cols);
    if (cell == NULL || next == NULL)
        return 1;
    uint32_t x = seed * 2654435761u | 1u;
    for (int i = 0; i < rows * cols; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        cell[i] = (int)(x >> 8) % 100 < density;
    }

    printf("0 %ld\n", population(cell, rows, cols));
    for (int g = 1; g <= generations; g++) {
        evolve(cell, next, rows, cols);
        unsigned char *swap = cell;
        cell = next;
        next = swap;
        if (g % 16 == 0 || g == generations)
            printf("%d %ld\n", g, population(cell, rows, cols));
    }
    printf("births %ld deaths %ld\n", births, deaths);

    uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
    int busiest = 0, best = -1;
    for (int r = 0; r < rows; r++) {
        int alive = 0;
        for (int c = 0; c < cols; c++) {
            alive += cell[r * cols + c];
            hash = (hash ^ cell[r * cols + c]) * 0x100000001B3ULL;
        }
        if (alive > best) {
            best = alive;
            busiest = r;
        }
    }
    printf("row %d %d hash %016llx\n", busiest, best, (unsigned long long)hash);
    free(cell);
    free(next);
    return 0;
}
