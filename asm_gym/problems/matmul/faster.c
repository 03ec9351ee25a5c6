/* Product of two square matrices of doubles: 4 by 8 tiles of it stay in registers. */
#include <immintrin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned int state;

/* A multiple of 1/4 in [-range / 4, range / 4]. */
static double next_entry(unsigned int range)
{
    state = state * 1664525u + 1013904223u;
    int value = (int)((state >> 8) % (2u * range + 1u)) - (int)range;
    return value / 4.0;
}

#define TILE_ROWS 4
#define TILE_COLUMNS 8

/* The tile of c from row i and the columns of panel, which holds eight columns of b in order. */
static void multiply_tile(int n, const double *a, const double *panel, double *c, int pitch)
{
    __m256d left[TILE_ROWS], right[TILE_ROWS];
    for (int r = 0; r < TILE_ROWS; r++)
        left[r] = right[r] = _mm256_setzero_pd();
    for (int k = 0; k < n; k++) {
        __m256d b_left = _mm256_load_pd(panel + k * TILE_COLUMNS);
        __m256d b_right = _mm256_load_pd(panel + k * TILE_COLUMNS + 4);
        for (int r = 0; r < TILE_ROWS; r++) {
            __m256d entry = _mm256_broadcast_sd(a + r * n + k);
            left[r] = _mm256_fmadd_pd(entry, b_left, left[r]);
            right[r] = _mm256_fmadd_pd(entry, b_right, right[r]);
        }
    }
    for (int r = 0; r < TILE_ROWS; r++) {
        _mm256_storeu_pd(c + r * pitch, left[r]);
        _mm256_storeu_pd(c + r * pitch + 4, right[r]);
    }
}

/* Sums of multiples of 1/16 are exact, so neither their order nor fused products matter. */
static void multiply(int n, const double *a, const double *b, double *c)
{
    static _Alignas(32) double panel[512 * TILE_COLUMNS];
    double tile[TILE_ROWS * TILE_COLUMNS], rows[TILE_ROWS * 512];
    for (int j = 0; j < n; j += TILE_COLUMNS) {
        int columns = n - j < TILE_COLUMNS ? n - j : TILE_COLUMNS;
        for (int k = 0; k < n; k++)
            for (int s = 0; s < TILE_COLUMNS; s++)
                panel[k * TILE_COLUMNS + s] = s < columns ? b[k * n + j + s] : 0.0;
        int i = 0;
        for (; columns == TILE_COLUMNS && i + TILE_ROWS <= n; i += TILE_ROWS)
            multiply_tile(n, a + i * n, panel, c + i * n + j, n);
        /* A tile that reaches over the edge is computed aside. */
        for (; i < n; i += TILE_ROWS) {
            int here = n - i < TILE_ROWS ? n - i : TILE_ROWS;
            memset(rows, 0, sizeof rows);
            memcpy(rows, a + i * n, (size_t)(here * n) * sizeof *rows);
            multiply_tile(n, rows, panel, tile, TILE_COLUMNS);
            for (int r = 0; r < here; r++)
                memcpy(c + (i + r) * n + j, tile + r * TILE_COLUMNS, (size_t)columns * sizeof *c);
        }
    }
}

int main(void)
{
    int n;
    unsigned int range;
    if (scanf("%d %u %u", &n, &range, &state) != 3)
        return 1;
    if (n < 1 || n > 512 || range < 1 || range > 1000)
        return 1;
    size_t cells = (size_t)n * (size_t)n;
    double *a = malloc(cells * sizeof *a);
    double *b = malloc(cells * sizeof *b);
    double *c = calloc(cells, sizeof *c);
    if (a == NULL || b == NULL || c == NULL)
        return 1;
    for (size_t i = 0; i < cells; i++)
        a[i] = next_entry(range);
    for (size_t i = 0; i < cells; i++)
        b[i] = next_entry(range);

    multiply(n, a, b, c);

    double trace = 0.0, largest = c[0];
    for (int i = 0; i < n; i++)
        trace += c[i * n + i];
    for (size_t i = 0; i < cells; i++)
        if (c[i] > largest)
            largest = c[i];
    printf("corners %.4f %.4f\n", c[0], c[cells - 1]);
    printf("trace %.4f\n", trace);
    printf("largest %.4f\n", largest);

    /* Every entry is a multiple of 1/16, so the hash is exact. */
    unsigned int hash = 2166136261u;
    for (size_t i = 0; i < cells; i++)
        hash = (hash ^ (unsigned int)(long long)(c[i] * 16.0)) * 16777619u;
    printf("hash %u\n", hash);
    free(a);
    free(b);
    free(c);
    return 0;
}
