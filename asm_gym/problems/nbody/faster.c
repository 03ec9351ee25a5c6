/* Softened gravitational n-body simulation around a fixed central mass, four bodies at a time. */
#include <immintrin.h>
#include <math.h>
#include <stdio.h>

#define MAX_N 256
#define SOFTENING 0.5
#define CENTRAL_MASS 3.0
#define STEP 0.005

_Alignas(32) static double px[MAX_N], py[MAX_N], pz[MAX_N];
_Alignas(32) static double vx[MAX_N], vy[MAX_N], vz[MAX_N];
static double mass[MAX_N];

static __m256d squared_length(__m256d x, __m256d y, __m256d z)
{
    __m256d sum = _mm256_add_pd(_mm256_mul_pd(x, x), _mm256_mul_pd(y, y));
    sum = _mm256_add_pd(sum, _mm256_mul_pd(z, z));
    return _mm256_add_pd(sum, _mm256_set1_pd(SOFTENING));
}

static void push(double *speed, __m256d acceleration)
{
    __m256d change = _mm256_mul_pd(_mm256_set1_pd(STEP), acceleration);
    _mm256_store_pd(speed, _mm256_add_pd(_mm256_load_pd(speed), change));
}

/*
 * Each lane is one body and adds up the others in their order. A body does not pull itself: its
 * distance to itself is zero. Lanes beyond the last body hold bodies without mass.
 */
static void advance(int n)
{
    for (int i = 0; i < n; i += 4) {
        __m256d x = _mm256_load_pd(px + i), y = _mm256_load_pd(py + i), z = _mm256_load_pd(pz + i);
        __m256d d2 = squared_length(x, y, z);
        __m256d pull = _mm256_div_pd(_mm256_set1_pd(-CENTRAL_MASS),
                                     _mm256_mul_pd(d2, _mm256_sqrt_pd(d2)));
        __m256d ax = _mm256_mul_pd(pull, x), ay = _mm256_mul_pd(pull, y), az = _mm256_mul_pd(pull, z);
        for (int j = 0; j < n; j++) {
            __m256d dx = _mm256_sub_pd(_mm256_broadcast_sd(px + j), x);
            __m256d dy = _mm256_sub_pd(_mm256_broadcast_sd(py + j), y);
            __m256d dz = _mm256_sub_pd(_mm256_broadcast_sd(pz + j), z);
            d2 = squared_length(dx, dy, dz);
            __m256d f = _mm256_div_pd(_mm256_broadcast_sd(mass + j),
                                      _mm256_mul_pd(d2, _mm256_sqrt_pd(d2)));
            ax = _mm256_add_pd(ax, _mm256_mul_pd(f, dx));
            ay = _mm256_add_pd(ay, _mm256_mul_pd(f, dy));
            az = _mm256_add_pd(az, _mm256_mul_pd(f, dz));
        }
        push(vx + i, ax);
        push(vy + i, ay);
        push(vz + i, az);
    }
    for (int i = 0; i < n; i++) {
        px[i] += STEP * vx[i];
        py[i] += STEP * vy[i];
        pz[i] += STEP * vz[i];
    }
}

static double rounded(double x)
{
    return fabs(x) < 0.00005 ? 0.0 : x;
}

int main(void)
{
    int n, steps;
    if (scanf("%d %d", &n, &steps) != 2 || n < 1 || n > MAX_N)
        return 1;
    for (int i = 0; i < n; i++) {
        int m, x, y, z, u, v, w;
        if (scanf("%d %d %d %d %d %d %d", &m, &x, &y, &z, &u, &v, &w) != 7)
            return 1;
        mass[i] = m / 1000.0;
        px[i] = x / 1000.0;
        py[i] = y / 1000.0;
        pz[i] = z / 1000.0;
        vx[i] = u / 1000.0;
        vy[i] = v / 1000.0;
        vz[i] = w / 1000.0;
    }

    for (int s = 0; s < steps; s++)
        advance(n);

    double kinetic = 0.0, potential = 0.0, spread = 0.0, check = 1.0;
    for (int i = 0; i < n; i++) {
        double r2 = px[i] * px[i] + py[i] * py[i] + pz[i] * pz[i];
        kinetic += 0.5 * mass[i] * (vx[i] * vx[i] + vy[i] * vy[i] + vz[i] * vz[i]);
        potential += CENTRAL_MASS * mass[i] / sqrt(r2 + SOFTENING);
        spread += sqrt(r2 + 1.0 / 3.0);
        check += (i % 5 + 1) * (px[i] + 2.0 * vy[i] / 3.0 + sqrt(pz[i] * pz[i] + 0.1));
    }
    printf("kinetic %.4f potential %.4f\n", rounded(kinetic), rounded(-potential));
    printf("first %.4f %.4f %.4f\n", rounded(px[0]), rounded(py[0]), rounded(pz[0]));
    printf("last %.4f %.4f %.4f\n", rounded(vx[n - 1]), rounded(vy[n - 1]), rounded(vz[n - 1]));
    printf("spread %.4f\n", rounded(spread));
    printf("check %.4f\n", rounded(check));
    return 0;
}
