/* A stack of unstable cells instead of sweeps; the order of topplings is irrelevant for the result. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 256, MAX_DROP = 10000, STRIDE = MAX_SIDE + 2, BORDER = 1 << 30 };

static uint32_t state;

static uint32_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

/* Cells outside the table start far below zero, so that they never become unstable. */
static int grains[STRIDE * STRIDE], toppled[STRIDE * STRIDE], stack[STRIDE * STRIDE];

int main(void) {
    int side, depth, drop, drops;
    if (scanf("%d %d %d %d %u", &side, &depth, &drops, &drop, &state) != 5)
        return 1;
    if (side < 1 || side > MAX_SIDE || depth < 1 || depth > 4 || drops < 0 || drops > 1000)
        return 1;
    if (drop < 0 || drop > MAX_DROP || state == 0)
        return 1;

    for (int i = 0; i < STRIDE * STRIDE; i++)
        grains[i] = -BORDER;
    for (int y = 1; y <= side; y++)
        for (int x = 1; x <= side; x++)
            grains[y * STRIDE + x] = (int)(next_random() >> 8) % depth;

    static const int beside[4] = {-STRIDE, STRIDE, -1, 1};
    int64_t topplings = 0;
    uint64_t history = 0;
    for (int i = 0; i < drops; i++) {
        int y = 1 + (int)(next_random() >> 8) % side;
        int x = 1 + (int)(next_random() >> 8) % side;
        int cell = y * STRIDE + x, top = 0;
        grains[cell] += drop;
        if (grains[cell] >= 4)
            stack[top++] = cell;
        int64_t avalanche = 0;
        while (top > 0) {
            cell = stack[--top];
            int spill = grains[cell] >> 2;
            grains[cell] &= 3;
            toppled[cell] += spill;
            avalanche += spill;
            for (int k = 0; k < 4; k++) {
                int other = cell + beside[k], before = grains[other], after = before + spill;
                grains[other] = after;
                stack[top] = other;
                top += (before < 4) & (after >= 4);
            }
        }
        topplings += avalanche;
        history = (history ^ (uint64_t)avalanche) * 0x100000001B3u;
    }

    int lost[4] = {0}, heights[4] = {0}, most = 0;
    for (int i = 1; i <= side; i++) {
        lost[0] += grains[i] + BORDER;
        lost[1] += grains[(side + 1) * STRIDE + i] + BORDER;
        lost[2] += grains[i * STRIDE] + BORDER;
        lost[3] += grains[i * STRIDE + side + 1] + BORDER;
    }
    uint64_t hash = 0;
    for (int y = 1; y <= side; y++) {
        for (int x = 1; x <= side; x++) {
            int cell = y * STRIDE + x;
            heights[grains[cell]]++;
            if (toppled[cell] > most)
                most = toppled[cell];
            hash = (hash + (uint64_t)grains[cell]) * 0x9E3779B97F4A7C15u + (uint64_t)toppled[cell];
        }
    }
    printf("topplings %ld most %d history %016lx\n", topplings, most, history);
    printf("lost %d %d %d %d\n", lost[0], lost[1], lost[2], lost[3]);
    printf("heights %d %d %d %d\n", heights[0], heights[1], heights[2], heights[3]);
    printf("hash %016lx\n", hash);
    return 0;
}
