#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_POINTS (1u << 20)
#define MAX_RADIUS 1000000

struct point {
    int32_t x, y;
};

#define DIGIT 11
#define BUCKETS (1u << DIGIT)
#define PASSES 4

/* Orders like the point: 21 bits of x above 21 bits of y, both moved to start at 0. */
static uint64_t key_of(struct point a) {
    return (uint64_t)(uint32_t)(a.x + MAX_RADIUS) << 21 | (uint32_t)(a.y + MAX_RADIUS);
}

static struct point point_of(uint64_t key) {
    struct point a = {(int32_t)(key >> 21) - MAX_RADIUS, (int32_t)(key & 0x1FFFFF) - MAX_RADIUS};
    return a;
}

/* Radix sort of the packed points; returns 0 if there is no memory. */
static int sort_points(struct point *p, size_t n) {
    static uint32_t count[PASSES][BUCKETS];
    uint64_t *from = malloc(n * sizeof *from), *to = malloc(n * sizeof *to);
    if (from == NULL || to == NULL)
        return 0;
    for (size_t i = 0; i < n; i++) {
        from[i] = key_of(p[i]);
        for (int pass = 0; pass < PASSES; pass++)
            count[pass][from[i] >> DIGIT * pass & (BUCKETS - 1)]++;
    }
    for (int pass = 0; pass < PASSES; pass++) {
        uint32_t place = 0;
        for (unsigned b = 0; b < BUCKETS; b++) {
            uint32_t size = count[pass][b];
            count[pass][b] = place;
            place += size;
        }
        for (size_t i = 0; i < n; i++)
            to[count[pass][from[i] >> DIGIT * pass & (BUCKETS - 1)]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    for (size_t i = 0; i < n; i++)
        p[i] = point_of(from[i]);
    free(from);
    free(to);
    return 1;
}

static int64_t cross(struct point o, struct point a, struct point b) {
    return (int64_t)(a.x - o.x) * (b.y - o.y) - (int64_t)(a.y - o.y) * (b.x - o.x);
}

/* Monotone chain over sorted, distinct points; returns the number of hull vertices. */
static size_t build_hull(const struct point *p, size_t n, struct point *hull) {
    size_t k = 0;
    if (n == 1) {
        hull[0] = p[0];
        return 1;
    }
    for (size_t i = 0; i < n; i++) {
        while (k >= 2 && cross(hull[k - 2], hull[k - 1], p[i]) <= 0)
            k--;
        hull[k++] = p[i];
    }
    size_t lower = k + 1;
    for (size_t i = n - 1; i-- > 0;) {
        while (k >= lower && cross(hull[k - 2], hull[k - 1], p[i]) <= 0)
            k--;
        hull[k++] = p[i];
    }
    return k - 1;
}

static void fill(struct point *p, size_t n, int32_t radius, int shape, uint32_t seed) {
    uint64_t s = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    uint32_t side = 2 * (uint32_t)radius + 1;
    for (size_t i = 0; i < n; i++) {
        s = s * 6364136223846793005ULL + 1442695040888963407ULL;
        p[i].x = (int32_t)(((s >> 32) * side) >> 32) - radius;
        p[i].y = (int32_t)(((s & 0xFFFFFFFFu) * side) >> 32) - radius;
        if (shape == 1) /* on one line */
            p[i].y = -p[i].x;
        else if (shape == 2) /* on a parabola */
            p[i].y = (int32_t)((int64_t)p[i].x * p[i].x / (radius + 1));
        else if (shape == 3) /* all the same */
            p[i] = p[0];
    }
}

int main(void) {
    unsigned n, seed;
    int radius, shape;
    if (scanf("%u %d %d %u", &n, &radius, &shape, &seed) != 4)
        return 1;
    if (n < 1 || n > MAX_POINTS || radius < 0 || radius > MAX_RADIUS)
        return 1;
    struct point *p = malloc(n * sizeof *p), *hull = malloc((2 * (size_t)n + 1) * sizeof *p);
    if (p == NULL || hull == NULL)
        return 1;
    fill(p, n, radius, shape, seed);
    if (!sort_points(p, n))
        return 1;
    size_t m = 1;
    for (size_t i = 1; i < n; i++)
        if (p[i].x != p[m - 1].x || p[i].y != p[m - 1].y)
            p[m++] = p[i];
    size_t h = build_hull(p, m, hull);

    int64_t area = 0, widest = 0;
    double perimeter = 0.0;
    uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
    for (size_t i = 0; i < h; i++) {
        struct point a = hull[i], b = hull[(i + 1) % h];
        area += (int64_t)a.x * b.y - (int64_t)a.y * b.x;
        int64_t dx = b.x - a.x, dy = b.y - a.y;
        perimeter += sqrt((double)(dx * dx + dy * dy));
        hash = (hash ^ (uint32_t)a.x ^ (uint64_t)(uint32_t)a.y << 32) * 0x100000001B3ULL;
        for (size_t j = 0; j < i; j++) {
            int64_t ex = a.x - hull[j].x, ey = a.y - hull[j].y;
            if (ex * ex + ey * ey > widest)
                widest = ex * ex + ey * ey;
        }
    }
    printf("distinct %zu hull %zu\n", m, h);
    printf("middle %d %d\n", p[m / 2].x, p[m / 2].y);
    printf("area2 %lld perimeter %.3f\n", (long long)area, perimeter);
    printf("diameter2 %lld\n", (long long)widest);
    printf("hash %016llx\n", (unsigned long long)hash);
    free(p);
    free(hull);
    return 0;
}
