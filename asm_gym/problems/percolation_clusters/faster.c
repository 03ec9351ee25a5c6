/* Rows become bit masks, and union-find works on the runs of ones in them. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 2000, BINS = 12, WORDS = MAX_SIDE / 64 + 2 };

typedef struct {
    int from, to; /* the columns [from, to) */
} Run;

static uint64_t state;

static uint32_t next_random(void) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * 0x2545F4914F6CDD1Du) >> 32);
}

static int find(int *parent, int run) {
    while (parent[run] != run) {
        parent[run] = parent[parent[run]];
        run = parent[run];
    }
    return run;
}

int main(void) {
    int width, height;
    unsigned density;
    if (scanf("%d %d %u %lu", &width, &height, &density, &state) != 4 || state == 0)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || density > 65536)
        return 1;

    /* Runs are numbered in reading order, so the first run of a cluster holds its first site. */
    size_t most = (size_t)((width + 1) / 2) * (size_t)height;
    Run *runs = malloc((most + 1) * sizeof *runs);
    int *parent = malloc(most * sizeof *parent), *size = malloc(most * sizeof *size);
    int *site = malloc(most * sizeof *site);
    if (runs == NULL || parent == NULL || size == NULL || site == NULL)
        return 1;
    int total = 0, above = 0, open = 0, first_row_end = 0, last_row = 0;
    for (int y = 0; y < height; y++) {
        uint64_t row[WORDS] = {0};
        for (int x = 0; x < width; x++)
            row[x / 64] |= (uint64_t)(next_random() >> 16 < density) << x % 64;

        /* A run starts and ends where a bit differs from the one before. */
        int begin = total, words = width / 64 + 1, *edge = (int *)(runs + total);
        uint64_t carry = 0;
        for (int w = 0; w < words; w++) {
            uint64_t change = row[w] ^ (row[w] << 1 | carry);
            carry = row[w] >> 63;
            for (; change != 0; change &= change - 1)
                *edge++ = w * 64 + (int)_tzcnt_u64(change);
        }
        total = (int)((Run *)edge - runs);
        int upper = above;
        for (int r = begin; r < total; r++) {
            parent[r] = r;
            size[r] = runs[r].to - runs[r].from;
            site[r] = y * width + runs[r].from;
            open += size[r];
            int root = r;
            while (upper < begin && runs[upper].to <= runs[r].from)
                upper++;
            for (int u = upper; u < begin && runs[u].from < runs[r].to; u++) {
                int other = find(parent, u);
                int low = other < root ? other : root, high = other < root ? root : other;
                parent[high] = low;
                root = low;
            }
        }
        above = begin;
        last_row = begin;
        if (y == 0)
            first_row_end = total;
    }

    /* A parent comes before its children: from the back, sizes add up at the roots. */
    for (int r = total - 1; r >= 0; r--)
        if (parent[r] != r)
            size[parent[r]] += size[r];
    int clusters = 0, largest = 0, first = -1, spanning = 0;
    int bins[BINS] = {0};
    uint64_t squares = 0, hash = 0;
    for (int r = 0; r < total; r++) {
        if (parent[r] != r)
            continue;
        clusters++;
        if (size[r] > largest) {
            largest = size[r];
            first = site[r];
        }
        squares += (uint64_t)size[r] * (uint64_t)size[r];
        hash = (hash + (uint64_t)site[r]) * 0x9E3779B97F4A7C15u ^ (uint64_t)size[r];
        int bin = 31 - (int)_lzcnt_u32((unsigned)size[r]);
        bins[bin < BINS ? bin : BINS - 1]++;
    }
    for (int r = last_row; r < total; r++)
        if (find(parent, r) < first_row_end)
            spanning += runs[r].to - runs[r].from;
    printf("open %d clusters %d largest %d at %d\n", open, clusters, largest, first);
    printf("squares %lu hash %016lx\n", squares, hash);
    printf("spanning sites %d\nsizes", spanning);
    for (int i = 0; i < BINS; i++)
        printf(" %d", bins[i]);
    printf("\n");
    free(runs);
    free(parent);
    free(size);
    free(site);
    return 0;
}
