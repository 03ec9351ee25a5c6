#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SIDE 2048

/* One explicit step of the heat equation; the border cells keep their value. */
static void diffuse(const double *u, double *next, int rows, int cols) {
    for (int i = 1; i < rows - 1; i++) {
        for (int j = 1; j < cols - 1; j++) {
            double around = u[(i - 1) * cols + j] + u[(i + 1) * cols + j] + u[i * cols + j - 1] +
                            u[i * cols + j + 1];
            next[i * cols + j] = 0.5 * u[i * cols + j] + 0.125 * around;
        }
    }
}

static double mean(const double *u, int cells) {
    double sum = 0.0;
    for (int i = 0; i < cells; i++)
        sum += u[i];
    return sum / cells;
}

int main(void) {
    int rows, cols, steps, shape;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &rows, &cols, &steps, &shape, &seed) != 5)
        return 1;
    if (rows < 1 || rows > MAX_SIDE || cols < 1 || cols > MAX_SIDE)
        return 1;
    int cells = rows * cols;
    double *u = calloc((size_t)cells, sizeof *u);
    double *next = calloc((size_t)cells, sizeof *next);
    if (u == NULL || next == NULL)
        return 1;

    uint64_t x = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < cells; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        if (shape == 0)
            u[i] = 1.0 + (double)(x >> 54);
        else if (shape == 1)
            u[i] = 1.0 + seed % 1000;
        else
            u[i] = (x >> 32) % 16 == 0 ? 1024.0 : 1.0;
    }
    memcpy(next, u, (size_t)cells * sizeof *u);
    printf("start %.4f\n", mean(u, cells));

    for (int step = 1; step <= steps; step++) {
        diffuse(u, next, rows, cols);
        double *swap = u;
        u = next;
        next = swap;
        if (step == steps / 4 || step == steps / 2)
            printf("step %d %.4f\n", step, mean(u, cells));
    }

    double change = 0.0, weighted = 0.0;
    for (int i = 0; i < cells; i++) {
        double d = fabs(u[i] - next[i]);
        if (d > change)
            change = d;
        weighted += u[i] * (1 + i % 7);
    }
    printf("end %.4f change %.5f\n", mean(u, cells), change);
    for (int k = 1; k <= 4; k++)
        printf("%.4f%c", u[(rows * k / 5) * cols + cols * k / 5], k == 4 ? '\n' : ' ');
    printf("weighted %.3f\n", weighted / cells);
    free(u);
    free(next);
    return 0;
}
