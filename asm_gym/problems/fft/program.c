/* Averaged power spectrum of many signals by an iterative radix-2 FFT. */
#include <math.h>
#include <stdio.h>

#define MAX_N 16384
#define BANDS 8

static double re[MAX_N], im[MAX_N], power[MAX_N];
static double wave_re[MAX_N / 2 + 1], wave_im[MAX_N / 2 + 1];

static void transform(int n)
{
    for (int i = 1, j = 0; i < n; i++) {
        int bit = n >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            double t = re[i];
            re[i] = re[j];
            re[j] = t;
            t = im[i];
            im[i] = im[j];
            im[j] = t;
        }
    }
    for (int length = 2; length <= n; length *= 2) {
        int half = length / 2, stride = n / length;
        for (int start = 0; start < n; start += length) {
            for (int k = 0; k < half; k++) {
                int a = start + k, b = a + half;
                double wr = wave_re[k * stride], wi = wave_im[k * stride];
                double tr = re[b] * wr - im[b] * wi;
                double ti = re[b] * wi + im[b] * wr;
                re[b] = re[a] - tr;
                im[b] = im[a] - ti;
                re[a] += tr;
                im[a] += ti;
            }
        }
    }
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

    double mixed = 0.0;
    for (int r = 0; r < rounds; r++) {
        for (int i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            double u = (double)(int)(state >> 12) / 1048576.0 - 0.5;
            re[i] = (level + noise * u) / 1024.0;
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
