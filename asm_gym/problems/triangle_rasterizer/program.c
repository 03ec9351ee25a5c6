/* Draws random triangles into a frame buffer with a depth test. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 640

struct vertex {
    int x, y, z;
};

static uint16_t depth[MAX_SIDE][MAX_SIDE];
static uint32_t colour[MAX_SIDE][MAX_SIDE];
static int width, height;
static uint64_t random_state;

/* From 0 to limit - 1. */
static int random_below(int limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int)((random_state >> 32) * (uint32_t)limit >> 32);
}

/* Twice the signed area of a triangle; also tells on which side of the line from a to b the point (x, y) lies. */
static int edge(struct vertex a, struct vertex b, int x, int y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/* Pixels on a top or left edge belong to the triangle, those on other edges to its neighbour. */
static int owns_edge(struct vertex a, struct vertex b) { return b.y < a.y || (b.y == a.y && b.x > a.x); }

static int min3(int a, int b, int c) { return a < b ? (a < c ? a : c) : (b < c ? b : c); }

static int max3(int a, int b, int c) { return a > b ? (a > c ? a : c) : (b > c ? b : c); }

/* Returns how many pixels the triangle set; *hidden counts those behind others. */
static unsigned draw(struct vertex a, struct vertex b, struct vertex c, uint32_t paint, unsigned *hidden) {
    int area = edge(a, b, c.x, c.y);
    if (area < 0) {
        struct vertex swap = b;
        b = c;
        c = swap;
        area = -area;
    }
    if (area == 0)
        return 0;
    int left = min3(a.x, b.x, c.x), right = max3(a.x, b.x, c.x);
    int top = min3(a.y, b.y, c.y), bottom = max3(a.y, b.y, c.y);
    if (left < 0)
        left = 0;
    if (top < 0)
        top = 0;
    if (right > width - 1)
        right = width - 1;
    if (bottom > height - 1)
        bottom = height - 1;

    unsigned drawn = 0;
    for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
            int wa = edge(b, c, x, y), wb = edge(c, a, x, y), wc = edge(a, b, x, y);
            if (wa < 0 || wb < 0 || wc < 0)
                continue;
            if ((wa == 0 && !owns_edge(b, c)) || (wb == 0 && !owns_edge(c, a)) || (wc == 0 && !owns_edge(a, b)))
                continue;
            int64_t z = ((int64_t)wa * a.z + (int64_t)wb * b.z + (int64_t)wc * c.z) / area;
            if (z < depth[y][x]) {
                depth[y][x] = (uint16_t)z;
                colour[y][x] = paint;
                drawn++;
            } else {
                ++*hidden;
            }
        }
    }
    return drawn;
}

int main(void) {
    int triangles, size;
    unsigned seed;
    if (scanf("%d %d %d %d %u", &width, &height, &triangles, &size, &seed) != 5)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE)
        return 1;
    if (triangles < 0 || size < 1 || size > 4096)
        return 1;

    random_state = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            depth[y][x] = UINT16_MAX;
    unsigned drawn = 0, hidden = 0, empty = 0;
    for (int i = 0; i < triangles; i++) {
        struct vertex corner[3];
        int x = random_below(width + size) - size, y = random_below(height + size) - size;
        for (int k = 0; k < 3; k++) {
            corner[k].x = x + random_below(size);
            corner[k].y = y + random_below(size);
            corner[k].z = random_below(65536);
        }
        unsigned pixels = draw(corner[0], corner[1], corner[2], (uint32_t)random_state, &hidden);
        drawn += pixels;
        empty += pixels == 0;
    }

    uint64_t depths = 0, hash = seed;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            depths += depth[y][x];
            hash = (hash ^ colour[y][x]) * 0x100000001B3ULL + depth[y][x];
        }
    }
    printf("drawn %u hidden %u\n", drawn, hidden);
    printf("triangles without a visible pixel %u\n", empty);
    printf("depths %llu\n", (unsigned long long)depths);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
