/* Closest pairs: the nearest neighbour of every point of a plane set, by a search in both directions of the x order. */
#include <stdint.h>
#include <stdio.h>

#define MAX_POINTS 65536

struct point {
    int32_t x, y;
};

static struct point points[MAX_POINTS];

static int before(struct point a, struct point b) { return a.x < b.x || (a.x == b.x && a.y < b.y); }

static void shell_sort(struct point *p, int n) {
    for (int gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11) {
        for (int i = gap; i < n; i++) {
            struct point moved = p[i];
            int k = i;
            while (k >= gap && before(moved, p[k - gap])) {
                p[k] = p[k - gap];
                k -= gap;
            }
            p[k] = moved;
        }
    }
}

static int64_t squared_distance(struct point a, struct point b) {
    int64_t dx = a.x - b.x, dy = a.y - b.y;
    return dx * dx + dy * dy;
}

/* The nearest other point; of several the first in sorted order. */
static int nearest(int i, int n) {
    int found = -1;
    int64_t best = INT64_MAX;
    for (int k = i - 1; k >= 0; k--) {
        int64_t dx = points[i].x - points[k].x;
        if (dx * dx > best)
            break;
        int64_t d = squared_distance(points[i], points[k]);
        if (d <= best) {
            best = d;
            found = k;
        }
    }
    for (int k = i + 1; k < n; k++) {
        int64_t dx = points[k].x - points[i].x;
        if (dx * dx >= best)
            break;
        int64_t d = squared_distance(points[i], points[k]);
        if (d < best) {
            best = d;
            found = k;
        }
    }
    return found;
}

int main(void) {
    int n, width, height;
    unsigned seed;
    if (scanf("%d %d %d %u", &n, &width, &height, &seed) != 4)
        return 1;
    if (n < 2 || n > MAX_POINTS || width < 1 || width > 1 << 30 || height < 1 || height > 1 << 30)
        return 1;

    uint64_t s = seed;
    for (int i = 0; i < n; i++) {
        s = s * 6364136223846793005ULL + 1442695040888963407ULL;
        uint32_t r = (uint32_t)(s >> 32) ^ (uint32_t)(s >> 47);
        points[i].x = (int32_t)((uint64_t)r * (uint32_t)width >> 32);
        points[i].y = (int32_t)((uint64_t)(r * 2654435769u) * (uint32_t)height >> 32);
    }
    shell_sort(points, n);

    int64_t closest = INT64_MAX, loneliest = -1;
    int ties = 0, pair = 0, lonely = 0;
    uint64_t total = 0, hash = 0;
    for (int i = 0; i < n; i++) {
        int k = nearest(i, n);
        int64_t d = squared_distance(points[i], points[k]);
        if (d < closest) {
            closest = d;
            pair = i;
            ties = 0;
        }
        if (d == closest)
            ties++;
        if (d > loneliest) {
            loneliest = d;
            lonely = i;
        }
        total += (uint64_t)d;
        hash = (hash ^ (uint32_t)points[k].x ^ (uint64_t)(uint32_t)points[k].y << 32) * 0x100000001B3ULL + (uint64_t)d;
    }
    printf("closest %lld, first at %d %d, of %d\n", (long long)closest, points[pair].x, points[pair].y, ties);
    printf("loneliest %lld at %d %d\n", (long long)loneliest, points[lonely].x, points[lonely].y);
    printf("total %llu hash %016llx\n", (unsigned long long)total, (unsigned long long)hash);
    return 0;
}
