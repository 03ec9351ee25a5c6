/* The free squares are a 64-bit mask; moves come from a table of masks and bit scans. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SIDE = 8, MAX_BOARDS = 20 };

static const int step_x[8] = {-1, 1, -2, 2, -2, 2, -1, 1};
static const int step_y[8] = {-2, -2, -1, -1, 1, 1, 2, 2};

static int length, deepest;
static int64_t left, paths, closed, dead_ends, ends[64];
static uint64_t moves_from[64], closing;

/* The square itself is not among the free ones any more, and depth is less than length. */
static void visit(int square, int depth, uint64_t free) {
    if (depth > deepest)
        deepest = depth;
    uint64_t next = moves_from[square] & free;
    dead_ends += next == 0;
    if (depth + 1 == length) {
        if (next == 0 || left == 0)
            return;
        deepest = length;
        for (; next != 0 && left > 0; next &= next - 1) {
            left--;
            ends[_tzcnt_u64(next)]++;
            paths++;
            closed += (int64_t)(closing >> _tzcnt_u64(next) & 1);
        }
        return;
    }
    for (; next != 0 && left > 0; next &= next - 1) {
        left--;
        int to = (int)_tzcnt_u64(next);
        visit(to, depth + 1, free & ~((uint64_t)1 << to));
    }
}

int main(void) {
    for (int square = 0; square < 64; square++) {
        for (int i = 0; i < 8; i++) {
            int x = square % 8 + step_x[i], y = square / 8 + step_y[i];
            if (x >= 0 && x < 8 && y >= 0 && y < 8)
                moves_from[square] |= (uint64_t)1 << (y * 8 + x);
        }
    }
    int boards;
    if (scanf("%d", &boards) != 1 || boards < 0 || boards > MAX_BOARDS)
        return 1;
    for (int n = 0; n < boards; n++) {
        int width, height;
        uint64_t blocked, free = 0;
        int64_t budget;
        if (scanf("%d %d %d %ld %lx", &width, &height, &length, &budget, &blocked) != 5)
            return 1;
        if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || length < 1 || budget < 0)
            return 1;
        for (int y = 0; y < height; y++)
            free |= (0xFFull >> (8 - width)) << (y * 8);
        free &= ~blocked;

        int64_t all_moves = 0;
        uint64_t check = 0, hash = 0;
        deepest = 0;
        paths = closed = dead_ends = 0;
        memset(ends, 0, sizeof ends);
        for (uint64_t starts = free; starts != 0; starts &= starts - 1) {
            int start = (int)_tzcnt_u64(starts);
            left = budget;
            closing = moves_from[start];
            if (length == 1) {
                deepest = 1;
                paths++;
                ends[start]++;
            } else {
                visit(start, 1, free & ~((uint64_t)1 << start));
            }
            all_moves += budget - left;
            check = check * 0x5851F42D4C957F2Du + (uint64_t)(paths + closed);
        }
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                hash = hash * 0x100000001B3u + (uint64_t)ends[y * 8 + x];
        printf("%ld moves, %ld paths, %ld closed, %ld dead ends, ", all_moves, paths, closed, dead_ends);
        printf("longest %d, ends %016lx, check %016lx\n", deepest, hash, check);
    }
    return 0;
}
