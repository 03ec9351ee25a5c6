/* Nearest neighbours from a grid of cells with about two points each; a radix sort of packed points gives the order. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_POINTS 65536

struct point {
    int32_t x, y;
};

static struct point points[MAX_POINTS];

/* Points as x and y in one word, whose order is that of the points. */
static uint64_t packed[MAX_POINTS], spare[MAX_POINTS];

/* Radix sort, 11 bits at a time; digits that lie above both coordinates are the same everywhere. */
static void sort(int n, int32_t width, int32_t height) {
    uint64_t *from = packed, *to = spare;
    for (int i = 0; i < n; i++)
        packed[i] = (uint64_t)(uint32_t)points[i].x << 32 | (uint32_t)points[i].y;
    for (int shift = 0; shift < 64; shift += 11) {
        int32_t start[2049] = {0};
        int below_x = shift + 11 <= 32;
        if ((below_x && height >> shift == 0) || (shift > 32 && width >> (shift - 32) == 0))
            continue;
        for (int i = 0; i < n; i++)
            start[(from[i] >> shift & 2047) + 1]++;
        for (int d = 0; d < 2048; d++)
            start[d + 1] += start[d];
        for (int i = 0; i < n; i++)
            to[start[from[i] >> shift & 2047]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    for (int i = 0; i < n; i++)
        points[i] = (struct point){(int32_t)(from[i] >> 32), (int32_t)(uint32_t)from[i]};
}

static int64_t squared_distance(struct point a, struct point b) {
    int64_t dx = a.x - b.x, dy = a.y - b.y;
    return dx * dx + dy * dy;
}

/* Points of the same cell are neighbours in grouped; those of cell c start at first[c]. */
static int rows, columns, cell_width, cell_height, first[MAX_POINTS + 2], members[MAX_POINTS];
static struct point grouped[MAX_POINTS];

static void build_grid(int n, int width, int height) {
    static int cell_of[MAX_POINTS];
    columns = rows = 1;
    while (columns * columns < n / 2)
        columns++;
    if (width < columns)
        columns = width;
    while (rows * columns < n / 2 && rows < height)
        rows++;
    cell_width = width / columns + 1;
    cell_height = height / rows + 1;
    for (int i = 0; i < n; i++) {
        cell_of[i] = points[i].y / cell_height * columns + points[i].x / cell_width;
        first[cell_of[i] + 1]++;
    }
    for (int c = 0; c < rows * columns; c++)
        first[c + 1] += first[c];
    static int next[MAX_POINTS + 2];
    memcpy(next, first, sizeof next);
    for (int i = 0; i < n; i++) {
        int place = next[cell_of[i]]++;
        members[place] = i;
        grouped[place] = points[i];
    }
}

static int64_t best;
static int found;

/* Compares a point with those of a run of cells. */
static inline void look(int i, int from_cell, int to_cell) {
    struct point p = points[i];
    int64_t near = best;
    int at = found;
    for (int m = first[from_cell]; m < first[to_cell + 1]; m++) {
        int64_t d = squared_distance(p, grouped[m]);
        int k = members[m];
        if (d <= near && k != i && (d < near || k < at)) {
            near = d;
            at = k;
        }
    }
    best = near;
    found = at;
}

/* Looks at rings of cells around the point until the rest is farther away than the best so far. */
static int nearest(int i) {
    struct point p = points[i];
    int cx = p.x / cell_width, cy = p.y / cell_height;
    best = INT64_MAX;
    found = -1;
    for (int r = 0;; r++) {
        int left = cx - r, right = cx + r, top = cy - r, bottom = cy + r, open = 0;
        int l = left < 0 ? 0 : left, e = right >= columns ? columns - 1 : right;
        int64_t margin = INT64_MAX;
        for (int y = top < 0 ? 0 : top; y <= bottom && y < rows; y++) {
            if (y == top || y == bottom) {
                look(i, y * columns + l, y * columns + e);
                continue;
            }
            if (left >= 0)
                look(i, y * columns + left, y * columns + left);
            if (right < columns)
                look(i, y * columns + right, y * columns + right);
        }
        if (left > 0 && ++open && p.x - (int64_t)left * cell_width + 1 < margin)
            margin = p.x - (int64_t)left * cell_width + 1;
        if (right < columns - 1 && ++open && (int64_t)(right + 1) * cell_width - p.x < margin)
            margin = (int64_t)(right + 1) * cell_width - p.x;
        if (top > 0 && ++open && p.y - (int64_t)top * cell_height + 1 < margin)
            margin = p.y - (int64_t)top * cell_height + 1;
        if (bottom < rows - 1 && ++open && (int64_t)(bottom + 1) * cell_height - p.y < margin)
            margin = (int64_t)(bottom + 1) * cell_height - p.y;
        if (open == 0 || margin * margin > best)
            return found;
    }
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
    sort(n, width, height);
    build_grid(n, width, height);

    int64_t closest = INT64_MAX, loneliest = -1;
    int ties = 0, pair = 0, lonely = 0;
    uint64_t total = 0, hash = 0;
    for (int i = 0; i < n; i++) {
        int k = nearest(i);
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
