/* Averaged power spectrum of many signals: vector butterflies, twiddle factors in order. */
#include <immintrin.h>
#include <math.h>
#include <stdio.h>

#define MAX_N 16384
#define BANDS 8

_Alignas(32) static double re[MAX_N], im[MAX_N], power[MAX_N];
static double wave_re[MAX_N / 2 + 1], wave_im[MAX_N / 2 + 1];
/* The factors of the stage with half-length h lie from index h on. */
_Alignas(32) static double stage_re[MAX_N], stage_im[MAX_N];
static int reversed[MAX_N];

static void prepare(int n)
{
    for (int i = 1, j = 0; i < n; i++) {
        int bit = n >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        reversed[i] = j;
    }
    for (int half = 1; half < n; half *= 2) {
        for (int k = 0; k < half; k++) {
            stage_re[half + k] = wave_re[k * (n / 2 / half)];
            stage_im[half + k] = wave_im[k * (n / 2 / half)];
        }
    }
}

/* One stage of butterflies, one at a time. */
static void short_stage(int n, int half)
{
    for (int start = 0; start < n; start += 2 * half) {
        for (int k = 0; k < half; k++) {
            int a = start + k, b = a + half;
            double wr = stage_re[half + k], wi = stage_im[half + k];
            double tr = re[b] * wr - im[b] * wi;
            double ti = re[b] * wi + im[b] * wr;
            re[b] = re[a] - tr;
            im[b] = im[a] - ti;
            re[a] += tr;
            im[a] += ti;
        }
    }
}

/* The first two stages on a real signal: their factors are 1 and -i. */
static void first_stages(int n)
{
    for (int a = 0; a < n; a += 4) {
        double sum = re[a] + re[a + 1], difference = re[a] - re[a + 1];
        double other_sum = re[a + 2] + re[a + 3], other_difference = re[a + 2] - re[a + 3];
        re[a] = sum + other_sum;
        re[a + 1] = difference;
        re[a + 2] = sum - other_sum;
        re[a + 3] = difference;
        im[a] = 0.0;
        im[a + 1] = -other_difference;
        im[a + 2] = 0.0;
        im[a + 3] = other_difference;
    }
}

struct complex_vector {
    __m256d re, im;
};

static struct complex_vector load(int i)
{
    return (struct complex_vector){_mm256_load_pd(re + i), _mm256_load_pd(im + i)};
}

static void store(int i, struct complex_vector v)
{
    _mm256_store_pd(re + i, v.re);
    _mm256_store_pd(im + i, v.im);
}

/* The butterfly (a + w b, a - w b), the factors w from index i on. */
static void butterfly(struct complex_vector *a, struct complex_vector *b, int i)
{
    __m256d wr = _mm256_load_pd(stage_re + i), wi = _mm256_load_pd(stage_im + i);
    __m256d tr = _mm256_fmsub_pd(b->re, wr, _mm256_mul_pd(b->im, wi));
    __m256d ti = _mm256_fmadd_pd(b->re, wi, _mm256_mul_pd(b->im, wr));
    b->re = _mm256_sub_pd(a->re, tr);
    b->im = _mm256_sub_pd(a->im, ti);
    a->re = _mm256_add_pd(a->re, tr);
    a->im = _mm256_add_pd(a->im, ti);
}

static void one_stage(int n, int half)
{
    for (int start = 0; start < n; start += 2 * half) {
        for (int k = 0; k < half; k += 4) {
            struct complex_vector a = load(start + k), b = load(start + half + k);
            butterfly(&a, &b, half + k);
            store(start + k, a);
            store(start + half + k, b);
        }
    }
}

/* The stages of half-length half and 2 * half in one pass over the data. */
static void two_stages(int n, int half)
{
    for (int start = 0; start < n; start += 4 * half) {
        for (int k = 0; k < half; k += 4) {
            int i = start + k;
            struct complex_vector a = load(i), b = load(i + half);
            struct complex_vector c = load(i + 2 * half), d = load(i + 3 * half);
            butterfly(&a, &b, half + k);
            butterfly(&c, &d, half + k);
            butterfly(&a, &c, 2 * half + k);
            butterfly(&b, &d, 3 * half + k);
            store(i, a);
            store(i + half, b);
            store(i + 2 * half, c);
            store(i + 3 * half, d);
        }
    }
}

/* Expects the real signal in bit-reversed order. */
static void transform(int n)
{
    if (n < 8) {
        for (int half = 1; half < n; half *= 2)
            short_stage(n, half);
        return;
    }
    first_stages(n);
    int half = 4;
    for (; 4 * half <= n; half *= 4)
        two_stages(n, half);
    if (2 * half <= n)
        one_stage(n, half);
}

static double rounded(double x)
{
    return fabs(x) < 0.0005 ? 0.0 : x;
}

int main(void)
{
    int log_n, rounds, level, noise;
    unsigned int state;
    if (scanf("%d %d %d %d %u", &log_n, &rounds, &level, &noise, &state) != 5)
        return 1;
    if (log_n < 0 || log_n > 14 || rounds < 1)
        return 1;
    int n = 1 << log_n;
    for (int k = 0; k < n / 2; k++) {
        double angle = -2.0 * 3.14159265358979323846 * k / n;
        wave_re[k] = cos(angle);
        wave_im[k] = sin(angle);
    }

    prepare(n);

    double mixed = 0.0;
    for (int r = 0; r < rounds; r++) {
        for (int i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            double u = (double)(int)(state >> 12) / 1048576.0 - 0.5;
            re[reversed[i]] = (level + noise * u) / 1024.0;
            im[i] = 0.0;
        }
        transform(n);
        for (int k = 0; k < n; k++)
            power[k] += re[k] * re[k] + im[k] * im[k];
        for (int k = 0; k < n; k += 3)
            mixed += re[k] * (k % 5 + 1) + im[k] * (k % 7 - 3);
    }

    printf("samples %d\n", n * rounds);
    for (int b = 0; b < BANDS; b++) {
        double total = 0.0;
        for (int k = b * n / BANDS; k < (b + 1) * n / BANDS; k++)
            total += power[k];
        printf("band %d %.3f\n", b, rounded(total / n / rounds));
    }
    printf("mixed %.3f\n", rounded(mixed));
    return 0;
}
