#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SIDE 2048

#define FUSED 6 /* steps in one pass over the grid */

/* One row after an explicit step of the heat equation; the ends of the row stay. */
static void diffuse_row(const double *restrict up, const double *restrict row,
                        const double *restrict down, double *restrict next, int cols) {
    next[0] = row[0];
    next[cols - 1] = row[cols - 1];
    for (int j = 1; j < cols - 1; j++) {
        double around = up[j] + down[j] + row[j - 1] + row[j + 1];
        next[j] = 0.5 * row[j] + 0.125 * around;
    }
}

/*
 * Rows of the grids between the first and the last of a pass. Each step follows one row behind
 * the one before it and needs three rows of it, so four are enough.
 */
static double between[FUSED][4][MAX_SIDE];

static const double *row_of(const double *u, int rows, int cols, int level, int i) {
    if (level == 0 || i == 0 || i == rows - 1)
        return u + i * cols;
    return between[level][i & 3];
}

/* At most FUSED steps from u to next, whose border cells are the same. */
static void diffuse(const double *u, double *next, int rows, int cols, int steps) {
    for (int front = 1; front < rows - 1 + steps - 1; front++) {
        for (int level = 0; level < steps; level++) {
            int i = front - level;
            if (i < 1 || i > rows - 2)
                continue;
            double *out = level + 1 == steps ? next + i * cols : between[level + 1][i & 3];
            diffuse_row(row_of(u, rows, cols, level, i - 1), row_of(u, rows, cols, level, i),
                        row_of(u, rows, cols, level, i + 1), out, cols);
        }
    }
}

/* Advances *u by steps; *next is the spare grid. */
static void advance(double **u, double **next, int rows, int cols, int steps) {
    while (steps > 0) {
        int now = steps < FUSED ? steps : FUSED;
        diffuse(*u, *next, rows, cols, now);
        double *swap = *u;
        *u = *next;
        *next = swap;
        steps -= now;
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

    int stops[2] = {steps / 4, steps / 2}, done = 0;
    for (int k = 0; k < 2; k++) {
        if (stops[k] < 1 || (k == 1 && stops[1] == stops[0]))
            continue;
        advance(&u, &next, rows, cols, stops[k] - done);
        done = stops[k];
        printf("step %d %.4f\n", done, mean(u, cells));
    }
    /* The last step goes alone: the result compares the last two grids. */
    advance(&u, &next, rows, cols, steps - 1 - done);
    advance(&u, &next, rows, cols, steps > 0);

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
