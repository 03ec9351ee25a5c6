/* Draws triangles by spans: the ends of each row are computed, and depths inside are a vectorised linear function. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 640

struct vertex {
    int x, y, z;
};

static uint16_t depth[MAX_SIDE + 1][MAX_SIDE];
static uint32_t colour[MAX_SIDE + 1][MAX_SIDE];
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

    /* Weights change by these steps along a row; a pixel on an edge of others counts as outside. */
    struct vertex from[3] = {b, c, a}, to[3] = {c, a, b};
    int step[3], bias[3];
    for (int k = 0; k < 3; k++) {
        step[k] = from[k].y - to[k].y;
        bias[k] = owns_edge(from[k], to[k]) ? 0 : 1;
    }
    double inverse = 1.0 / area;
    double slope = (double)((int64_t)step[0] * a.z + (int64_t)step[1] * b.z + (int64_t)step[2] * c.z);
    __m256d per_pixel = _mm256_set1_pd(slope * inverse);
    unsigned drawn = 0;
    for (int y = top; y <= bottom; y++) {
        int first = left, last = right, weight[3];
        for (int k = 0; k < 3; k++) {
            int w = edge(from[k], to[k], left, y) - bias[k];
            weight[k] = w + bias[k];
            if (step[k] > 0) { /* inside from here on */
                int start = w >= 0 ? left : left + (-w + step[k] - 1) / step[k];
                first = start > first ? start : first;
            } else if (step[k] < 0) {
                int end = w < 0 ? left - 1 : left + w / -step[k];
                last = end < last ? end : last;
            } else if (w < 0) {
                last = left - 1;
            }
        }
        if (first > last)
            continue;
        /* The half keeps the product with the inverse from falling below a whole number. */
        double value = (double)((int64_t)weight[0] * a.z + (int64_t)weight[1] * b.z + (int64_t)weight[2] * c.z) +
                       slope * (first - left) + 0.5;
        uint16_t *z_row = &depth[y][first];
        uint32_t *colour_row = &colour[y][first];
        int count = last - first + 1, set = 0;
        __m256d values = _mm256_mul_pd(_mm256_setr_pd(0, 1, 2, 3), per_pixel);
        values = _mm256_add_pd(_mm256_set1_pd(value * inverse), values);
        for (int i = 0; i < count; i += 4) {
            __m128i z = _mm256_cvttpd_epi32(values), old = _mm_cvtepu16_epi32(_mm_loadu_si64(z_row + i));
            __m128i within = _mm_cmpgt_epi32(_mm_set1_epi32(count - i), _mm_setr_epi32(0, 1, 2, 3));
            __m128i visible = _mm_and_si128(_mm_cmplt_epi32(z, old), within);
            __m128i new_z = _mm_blendv_epi8(old, z, visible);
            _mm_storeu_si64(z_row + i, _mm_packus_epi32(new_z, new_z));
            _mm_maskstore_epi32((int *)colour_row + i, visible, _mm_set1_epi32((int)paint));
            set += _mm_popcnt_u32((unsigned)_mm_movemask_ps(_mm_castsi128_ps(visible)));
            values = _mm256_add_pd(values, _mm256_mul_pd(_mm256_set1_pd(4), per_pixel));
        }
        drawn += (unsigned)set;
        *hidden += (unsigned)(count - set);
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
