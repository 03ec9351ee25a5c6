/* A one-dimensional cellular automaton on a ring, one byte per cell. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_WIDTH = 100000 };

static uint64_t state;

static uint64_t next_random(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static unsigned population(const uint8_t *cells, unsigned width) {
    unsigned alive = 0;
    for (unsigned i = 0; i < width; i++)
        alive += cells[i];
    return alive;
}

/* Bit 4 * left + 2 * middle + right of the rule is the next state of the middle cell. */
static void step(uint8_t *next, const uint8_t *cells, unsigned width, const uint8_t rule[8]) {
    for (unsigned i = 0; i < width; i++) {
        unsigned left = cells[i == 0 ? width - 1 : i - 1];
        unsigned right = cells[i + 1 == width ? 0 : i + 1];
        next[i] = rule[4 * left + 2u * cells[i] + right];
    }
}

int main(void) {
    unsigned number, width, steps, density;
    if (scanf("%u %u %u %u %lu", &number, &width, &steps, &density, &state) != 5)
        return 1;
    if (width < 1 || width > MAX_WIDTH)
        return 1;
    uint8_t rule[8];
    for (int i = 0; i < 8; i++)
        rule[i] = number >> i & 1;

    uint8_t *cells = malloc(width), *next = malloc(width);
    if (cells == NULL || next == NULL)
        return 1;
    unsigned alive = 0;
    for (unsigned i = 0; i < width; i++) {
        cells[i] = next_random() % 64 < density;
        alive += cells[i];
    }

    unsigned fewest = alive, most = alive;
    uint64_t history = alive, column = cells[width / 2];
    printf("start %u\n", alive);
    for (unsigned t = 0; t < steps; t++) {
        step(next, cells, width, rule);
        uint8_t *swap = cells;
        cells = next;
        next = swap;
        alive = population(cells, width);
        if (alive < fewest)
            fewest = alive;
        if (alive > most)
            most = alive;
        history = history * 0x100000001B3u + alive;
        column = (column << 1 | column >> 63) ^ cells[width / 2];
    }

    uint64_t hash = 0;
    for (unsigned i = 0; i < width; i++)
        hash = hash * 0x5851F42D4C957F2Du + cells[i] + 1;
    printf("end %u fewest %u most %u\n", alive, fewest, most);
    printf("history %016lx column %016lx\n", history, column);
    printf("row %016lx\n", hash);
    free(cells);
    free(next);
    return 0;
}
