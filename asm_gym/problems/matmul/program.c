/* Product of two square matrices of doubles. */
#include <stdio.h>
#include <stdlib.h>

static unsigned int state;

/* A multiple of 1/4 in [-range / 4, range / 4]. */
static double next_entry(unsigned int range)
{
    state = state * 1664525u + 1013904223u;
    int value = (int)((state >> 8) % (2u * range + 1u)) - (int)range;
    return value / 4.0;
}

static void multiply(int n, const double *a, const double *b, double *c)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double sum = 0.0;
            for (int k = 0; k < n; k++)
                sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
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
