/* Softened gravitational n-body simulation around a fixed central mass. */
#include <math.h>
#include <stdio.h>

#define MAX_N 256
#define SOFTENING 0.5
#define CENTRAL_MASS 3.0
#define STEP 0.005

static double px[MAX_N], py[MAX_N], pz[MAX_N];
static double vx[MAX_N], vy[MAX_N], vz[MAX_N];
static double mass[MAX_N];

static void advance(int n)
{
    for (int i = 0; i < n; i++) {
        double r2 = px[i] * px[i] + py[i] * py[i] + pz[i] * pz[i] + SOFTENING;
        double pull = -CENTRAL_MASS / (r2 * sqrt(r2));
        double ax = pull * px[i], ay = pull * py[i], az = pull * pz[i];
        for (int j = 0; j < n; j++) {
            if (j == i)
                continue;
            double dx = px[j] - px[i], dy = py[j] - py[i], dz = pz[j] - pz[i];
            double d2 = dx * dx + dy * dy + dz * dz + SOFTENING;
            double f = mass[j] / (d2 * sqrt(d2));
            ax += f * dx;
            ay += f * dy;
            az += f * dz;
        }
        vx[i] += STEP * ax;
        vy[i] += STEP * ay;
        vz[i] += STEP * az;
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
