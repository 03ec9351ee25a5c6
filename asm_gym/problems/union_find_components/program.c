/* Connected components of a seeded image at several thresholds with a union-find forest. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_CELLS = 1 << 18, MAX_LEVELS = 20 };

static unsigned char image[MAX_CELLS];
static uint32_t parent[MAX_CELLS], size[MAX_CELLS], label[MAX_CELLS];

static void make_image(uint32_t cells, uint32_t seed) {
    uint64_t x = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    for (uint32_t i = 0; i < cells; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        image[i] = (unsigned char)(x >> 56);
    }
}

static uint32_t find_root(uint32_t cell) {
    while (parent[cell] != cell) {
        parent[cell] = parent[parent[cell]];
        cell = parent[cell];
    }
    return cell;
}

/* Returns 1 if the two were in one component already. */
static int unite(uint32_t a, uint32_t b) {
    a = find_root(a);
    b = find_root(b);
    if (a == b)
        return 1;
    if (size[a] < size[b]) {
        parent[a] = b;
        size[b] += size[a];
    } else {
        parent[b] = a;
        size[a] += size[b];
    }
    return 0;
}

/* Joins each bright cell with its bright neighbours to the left and above; returns the number of circuits closed. */
static uint32_t join_bright(uint32_t rows, uint32_t cols, unsigned threshold) {
    uint32_t circuits = 0;
    for (uint32_t cell = 0; cell < rows * cols; cell++) {
        parent[cell] = cell;
        size[cell] = 1;
    }
    for (uint32_t row = 0; row < rows; row++) {
        for (uint32_t col = 0; col < cols; col++) {
            uint32_t cell = row * cols + col;
            if (image[cell] < threshold)
                continue;
            if (col > 0 && image[cell - 1] >= threshold)
                circuits += (uint32_t)unite(cell, cell - 1);
            if (row > 0 && image[cell - cols] >= threshold)
                circuits += (uint32_t)unite(cell, cell - cols);
        }
    }
    return circuits;
}

int main(void) {
    unsigned rows, cols, levels, seed;
    if (scanf("%u %u %u %u", &rows, &cols, &levels, &seed) != 4)
        return 1;
    uint64_t area = (uint64_t)rows * cols;
    if (area < 1 || area > MAX_CELLS || levels > MAX_LEVELS)
        return 1;
    uint32_t cells = (uint32_t)area;
    make_image(cells, seed);

    for (unsigned level = 1; level <= levels; level++) {
        unsigned threshold = 256 * level / (levels + 1);
        uint32_t circuits = join_bright(rows, cols, threshold);
        uint32_t components = 0, largest = 0;
        uint64_t squares = 0, hash = 0xCBF29CE484222325ULL;
        for (uint32_t cell = 0; cell < cells; cell++)
            label[cell] = UINT32_MAX;
        for (uint32_t cell = 0; cell < cells; cell++) {
            if (image[cell] < threshold)
                continue;
            uint32_t root = find_root(cell);
            if (label[root] == UINT32_MAX) { /* a component is named after its first cell */
                label[root] = cell;
                components++;
                squares += (uint64_t)size[root] * size[root];
                if (size[root] > largest)
                    largest = size[root];
            }
            hash = (hash ^ label[root]) * 0x100000001B3ULL;
        }
        printf("from %u: components %u largest %u ", threshold, (unsigned)components, (unsigned)largest);
        printf("squares %llu circuits %u ", (unsigned long long)squares, (unsigned)circuits);
        printf("labels %016llx\n", (unsigned long long)hash);
    }
    return 0;
}
