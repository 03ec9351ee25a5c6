/* Lattice gas on a torus: four directions per cell, head-on pairs turn by a right angle, walls reflect. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { NORTH = 1, EAST = 2, SOUTH = 4, WEST = 8, WALL = 16, MAX_SIDE = 2000 };

static uint32_t state;

static uint32_t next_random(void) {
    state = state * 1664525u + 1013904223u;
    uint32_t mixed = (state ^ (state >> 16)) * 0x45D9F3Bu;
    return mixed ^ (mixed >> 16);
}

static uint8_t collide(uint8_t cell) {
    if (cell & WALL)
        return WALL | (cell << 2 & (SOUTH | WEST)) | (cell >> 2 & (NORTH | EAST));
    if (cell == (NORTH | SOUTH))
        return EAST | WEST;
    if (cell == (EAST | WEST))
        return NORTH | SOUTH;
    return cell;
}

/* Each cell gathers the particles that come from its four neighbours. */
static void step(uint8_t *next, uint8_t *cells, int width, int height) {
    for (int i = 0; i < width * height; i++)
        cells[i] = collide(cells[i]);
    for (int y = 0; y < height; y++) {
        const uint8_t *above = cells + (y + height - 1) % height * width;
        const uint8_t *row = cells + y * width;
        const uint8_t *below = cells + (y + 1) % height * width;
        for (int x = 0; x < width; x++) {
            int left = (x + width - 1) % width, right = (x + 1) % width;
            next[y * width + x] = (uint8_t)((below[x] & NORTH) | (row[left] & EAST) | (above[x] & SOUTH) |
                                            (row[right] & WEST) | (row[x] & WALL));
        }
    }
}

int main(void) {
    int width, height, steps, density, walls;
    if (scanf("%d %d %d %d %d %u", &width, &height, &steps, &density, &walls, &state) != 6)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE)
        return 1;
    int size = width * height;
    uint8_t *cells = calloc((size_t)size, 1), *next = calloc((size_t)size, 1);
    if (cells == NULL || next == NULL)
        return 1;
    for (int i = 0; i < size; i++) {
        for (int direction = NORTH; direction <= WEST; direction <<= 1)
            if ((int)(next_random() % 256) < density)
                cells[i] |= (uint8_t)direction;
        if ((int)(next_random() % 256) < walls)
            cells[i] |= WALL;
    }

    uint64_t flow = 0;
    for (int t = 0; t < steps; t++) {
        step(next, cells, width, height);
        uint8_t *swap = cells;
        cells = next;
        next = swap;
        flow = flow * 31 + cells[(size_t)t * 7 % (size_t)size];
    }

    int counts[32] = {0};
    int64_t moment = 0;
    uint64_t hash = 0;
    for (int i = 0; i < size; i++) {
        counts[cells[i]]++;
        moment += (int64_t)i * (cells[i] & (WALL - 1));
        hash = (hash ^ cells[i]) * 0x100000001B3u;
    }
    printf("counts");
    for (int i = 0; i < 32; i++)
        printf(" %d", counts[i]);
    printf("\nflow %016lx\n", flow);
    printf("moment %ld hash %016lx\n", moment, hash);
    free(cells);
    free(next);
    return 0;
}
