/* Site percolation: the clusters of a random grid, found with union-find. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 2000, BINS = 12 };

static uint64_t state;

static uint32_t next_random(void) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * 0x2545F4914F6CDD1Du) >> 32);
}

static int find(int *parent, int site) {
    while (parent[site] != site) {
        parent[site] = parent[parent[site]];
        site = parent[site];
    }
    return site;
}

/* The smaller root wins, so the root of a cluster is its first site. */
static void join(int *parent, int a, int b) {
    a = find(parent, a);
    b = find(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
}

int main(void) {
    int width, height;
    unsigned density;
    if (scanf("%d %d %u %lu", &width, &height, &density, &state) != 4 || state == 0)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || density > 65536)
        return 1;
    int sites = width * height;
    int *parent = malloc((size_t)sites * sizeof *parent);
    int *size = calloc((size_t)sites, sizeof *size);
    if (parent == NULL || size == NULL)
        return 1;

    int open = 0;
    for (int i = 0; i < sites; i++) {
        parent[i] = -1;
        if (next_random() >> 16 < density) {
            parent[i] = i;
            open++;
        }
    }
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int site = y * width + x;
            if (parent[site] < 0)
                continue;
            if (x > 0 && parent[site - 1] >= 0)
                join(parent, site, site - 1);
            if (y > 0 && parent[site - width] >= 0)
                join(parent, site, site - width);
        }
    }

    int clusters = 0, largest = 0, first = -1, spanning = 0;
    int bins[BINS] = {0};
    uint64_t squares = 0, hash = 0;
    for (int i = 0; i < sites; i++)
        if (parent[i] >= 0)
            size[find(parent, i)]++;
    for (int i = 0; i < sites; i++) {
        if (size[i] == 0)
            continue;
        clusters++;
        if (size[i] > largest) {
            largest = size[i];
            first = i;
        }
        squares += (uint64_t)size[i] * (uint64_t)size[i];
        hash = (hash + (uint64_t)i) * 0x9E3779B97F4A7C15u ^ (uint64_t)size[i];
        int bin = 0;
        while (bin < BINS - 1 && size[i] >> (bin + 1) > 0)
            bin++;
        bins[bin]++;
    }
    for (int x = 0; x < width; x++) {
        int site = sites - width + x;
        if (parent[site] >= 0 && find(parent, site) < width)
            spanning++;
    }
    printf("open %d clusters %d largest %d at %d\n", open, clusters, largest, first);
    printf("squares %lu hash %016lx\n", squares, hash);
    printf("spanning sites %d\nsizes", spanning);
    for (int i = 0; i < BINS; i++)
        printf(" %d", bins[i]);
    printf("\n");
    free(parent);
    free(size);
    return 0;
}
