/* 64 cells per word; the rule is evaluated for all of them at once. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

static uint64_t next_random(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline uint64_t choose(uint64_t mask, uint64_t one, uint64_t zero) {
    return zero ^ (mask & (one ^ zero));
}

int main(void) {
    unsigned number, width, steps, density;
    if (scanf("%u %u %u %u %lu", &number, &width, &steps, &density, &state) != 5)
        return 1;
    if (width < 1 || width > 100000)
        return 1;
    uint64_t rule[8];
    for (int i = 0; i < 8; i++)
        rule[i] = -(uint64_t)(number >> i & 1);

    /* Cell i is bit i % 64 of word i / 64, counted from word 1; the words beside hold the wrapped neighbours. */
    unsigned words = (width + 63) / 64, last = (width - 1) % 64;
    uint64_t *cells = calloc(words + 2, 8), *next = calloc(words + 2, 8);
    if (cells == NULL || next == NULL)
        return 1;
    unsigned alive = 0;
    for (unsigned i = 0; i < width; i++) {
        uint64_t cell = next_random() % 64 < density;
        cells[1 + i / 64] |= cell << i % 64;
        alive += (unsigned)cell;
    }

    unsigned fewest = alive, most = alive, middle = width / 2;
    uint64_t history = alive, column = cells[1 + middle / 64] >> middle % 64 & 1;
    printf("start %u\n", alive);
    for (unsigned t = 0; t < steps; t++) {
        cells[0] = cells[words] << (63 - last);
        if (last < 63)
            cells[words] |= (cells[1] & 1) << (last + 1);
        cells[words + 1] = cells[1] & 1;
        alive = 0;
        for (unsigned i = 1; i <= words; i++) {
            uint64_t middle = cells[i];
            uint64_t left = middle << 1 | cells[i - 1] >> 63, right = middle >> 1 | cells[i + 1] << 63;
            uint64_t high = choose(middle, choose(right, rule[7], rule[6]), choose(right, rule[5], rule[4]));
            uint64_t low = choose(middle, choose(right, rule[3], rule[2]), choose(right, rule[1], rule[0]));
            next[i] = choose(left, high, low);
        }
        next[words] &= ~0ull >> (63 - last);
        for (unsigned i = 1; i <= words; i++)
            alive += (unsigned)_mm_popcnt_u64(next[i]);
        uint64_t *swap = cells;
        cells = next;
        next = swap;
        fewest = alive < fewest ? alive : fewest;
        most = alive > most ? alive : most;
        history = history * 0x100000001B3u + alive;
        column = (column << 1 | column >> 63) ^ (cells[1 + middle / 64] >> middle % 64 & 1);
    }

    uint64_t hash = 0;
    for (unsigned i = 0; i < width; i++)
        hash = hash * 0x5851F42D4C957F2Du + (cells[1 + i / 64] >> i % 64 & 1) + 1;
    printf("end %u fewest %u most %u\n", alive, fewest, most);
    printf("history %016lx column %016lx\n", history, column);
    printf("row %016lx\n", hash);
    free(cells);
    free(next);
    return 0;
}
