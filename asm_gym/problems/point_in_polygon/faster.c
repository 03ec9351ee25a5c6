/* Winding numbers, where each point meets only the edges that pass its horizontal strip of the plane. */
#include <stdint.h>
#include <stdio.h>

#define MAX_VERTICES 2000

#define STRIPS 512

struct point {
    int32_t x, y;
};

static struct point polygon[MAX_VERTICES];
static uint64_t random_state;

static uint32_t next_random(void) {
    random_state += 0x9E3779B97F4A7C15ULL;
    uint64_t z = (random_state ^ (random_state >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (uint32_t)(z >> 32);
}

/* A coordinate from -radius to radius. */
static int32_t coordinate(int32_t radius) {
    return (int32_t)((uint64_t)next_random() * (2 * (uint32_t)radius + 1) >> 32) - radius;
}

/* Scribble: independent vertices. Otherwise a star: once around a square, each vertex at a distance of its own. */
static void make_polygon(int n, int32_t radius, int scribble) {
    for (int i = 0; i < n; i++) {
        if (scribble) {
            polygon[i].x = coordinate(radius);
            polygon[i].y = coordinate(radius);
        } else {
            int64_t along = 8LL * radius * i / n, part = 64 + next_random() % 192, x, y;
            if (along < 2LL * radius)
                x = radius, y = along - radius;
            else if (along < 4LL * radius)
                x = 3LL * radius - along, y = radius;
            else if (along < 6LL * radius)
                x = -radius, y = 5LL * radius - along;
            else
                x = along - 7LL * radius, y = -radius;
            polygon[i].x = (int32_t)(x * part / 256);
            polygon[i].y = (int32_t)(y * part / 256);
        }
    }
}

/* Positive if p lies to the left of the way from a to b, zero if on the line. */
static int64_t side(struct point a, struct point b, struct point p) {
    return (int64_t)(b.x - a.x) * (p.y - a.y) - (int64_t)(b.y - a.y) * (p.x - a.x);
}

static int between(int32_t a, int32_t b, int32_t v) { return a < b ? a <= v && v <= b : b <= v && v <= a; }

static struct edge {
    struct point a, b;
} strips[STRIPS][MAX_VERTICES];
static int members[STRIPS], strip_height, offset;

static int strip_of(int32_t y) { return (y + offset) / strip_height; }

static void fill_strips(int n, int32_t radius) {
    offset = radius;
    strip_height = 2 * radius / STRIPS + 1;
    for (int i = 0; i < n; i++) {
        struct point a = polygon[i], b = polygon[i + 1 < n ? i + 1 : 0];
        int low = strip_of(a.y < b.y ? a.y : b.y), high = strip_of(a.y < b.y ? b.y : a.y);
        for (int k = low; k <= high; k++)
            strips[k][members[k]++] = (struct edge){a, b};
    }
}

static int locate(struct point p, int *winding) {
    int strip = strip_of(p.y), on_border = 0, around = 0;
    for (int i = 0; i < members[strip]; i++) {
        struct point a = strips[strip][i].a, b = strips[strip][i].b;
        int64_t s = side(a, b, p);
        if (s == 0)
            on_border |= between(a.x, b.x, p.x) && between(a.y, b.y, p.y);
        int from_below = a.y <= p.y, to_above = b.y > p.y;
        around += (from_below & to_above & (s > 0)) - ((from_below | to_above | (s >= 0)) ^ 1);
    }
    *winding = around;
    return on_border;
}

int main(void) {
    int n, queries, radius, scribble;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &n, &queries, &radius, &scribble, &seed) != 5)
        return 1;
    if (n < 1 || n > MAX_VERTICES || queries < 1 || radius < 1 || radius > 500000000)
        return 1;
    random_state = seed;
    make_polygon(n, radius, scribble);
    fill_strips(n, radius);

    int inside = 0, outside = 0, border = 0, lowest = 0, highest = 0;
    uint64_t hash = seed;
    for (int q = 0; q < queries; q++) {
        struct point p = {coordinate(radius), coordinate(radius)};
        int winding, on_border = locate(p, &winding);
        if (on_border)
            border++;
        else if (winding != 0)
            inside++;
        else
            outside++;
        lowest = winding < lowest ? winding : lowest;
        highest = winding > highest ? winding : highest;
        hash = hash * 0x100000001B3ULL + (uint64_t)(2 * winding + on_border);
    }
    printf("inside %d outside %d border %d\n", inside, outside, border);
    printf("winding from %d to %d\n", lowest, highest);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
