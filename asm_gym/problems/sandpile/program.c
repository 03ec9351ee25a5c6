/* Abelian sandpile: grains dropped on a square table topple until every cell holds fewer than four. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 256, MAX_DROP = 10000 };

static uint32_t state;

static uint32_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

/* Both grids have a border of one cell, which collects the grains that fall off. */
static int grains[MAX_SIDE + 2][MAX_SIDE + 2];
static int toppled[MAX_SIDE + 2][MAX_SIDE + 2];

/* One pass over the table; returns the number of topplings. */
static int64_t sweep(int side) {
    int64_t count = 0;
    for (int y = 1; y <= side; y++) {
        for (int x = 1; x <= side; x++) {
            if (grains[y][x] >= 4) {
                int spill = grains[y][x] / 4;
                grains[y][x] %= 4;
                grains[y - 1][x] += spill;
                grains[y + 1][x] += spill;
                grains[y][x - 1] += spill;
                grains[y][x + 1] += spill;
                toppled[y][x] += spill;
                count += spill;
            }
        }
    }
    return count;
}

int main(void) {
    int side, depth, drop, drops;
    if (scanf("%d %d %d %d %u", &side, &depth, &drops, &drop, &state) != 5)
        return 1;
    if (side < 1 || side > MAX_SIDE || depth < 1 || depth > 4 || drops < 0 || drops > 1000)
        return 1;
    if (drop < 0 || drop > MAX_DROP || state == 0)
        return 1;

    for (int y = 1; y <= side; y++)
        for (int x = 1; x <= side; x++)
            grains[y][x] = (int)(next_random() >> 8) % depth;

    int64_t topplings = 0;
    uint64_t history = 0;
    for (int i = 0; i < drops; i++) {
        int y = 1 + (int)(next_random() >> 8) % side;
        int x = 1 + (int)(next_random() >> 8) % side;
        grains[y][x] += drop;
        int64_t avalanche = 0, count;
        while ((count = sweep(side)) > 0)
            avalanche += count;
        topplings += avalanche;
        history = (history ^ (uint64_t)avalanche) * 0x100000001B3u;
    }

    int lost[4] = {0}, heights[4] = {0}, most = 0;
    for (int i = 1; i <= side; i++) {
        lost[0] += grains[0][i];
        lost[1] += grains[side + 1][i];
        lost[2] += grains[i][0];
        lost[3] += grains[i][side + 1];
    }
    uint64_t hash = 0;
    for (int y = 1; y <= side; y++) {
        for (int x = 1; x <= side; x++) {
            heights[grains[y][x]]++;
            if (toppled[y][x] > most)
                most = toppled[y][x];
            hash = (hash + (uint64_t)grains[y][x]) * 0x9E3779B97F4A7C15u + (uint64_t)toppled[y][x];
        }
    }
    printf("topplings %ld most %d history %016lx\n", topplings, most, history);
    printf("lost %d %d %d %d\n", lost[0], lost[1], lost[2], lost[3]);
    printf("heights %d %d %d %d\n", heights[0], heights[1], heights[2], heights[3]);
    printf("hash %016lx\n", hash);
    return 0;
}
