/* Paths of a knight over free squares, from every start, each with a budget of moves. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SIDE = 8, MAX_BOARDS = 20 };

static const int step_x[8] = {-1, 1, -2, 2, -2, 2, -1, 1};
static const int step_y[8] = {-2, -2, -1, -1, 1, 1, 2, 2};

static int width, height, length, deepest;
static int taken[MAX_SIDE][MAX_SIDE];
static int64_t budget, moves, paths, closed, dead_ends, ends[MAX_SIDE][MAX_SIDE];

static int is_free(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height && !taken[y][x];
}

static int is_knight_move(int dx, int dy) {
    return dx * dx + dy * dy == 5;
}

static void visit(int x, int y, int depth, int start_x, int start_y) {
    if (depth > deepest)
        deepest = depth;
    if (depth == length) {
        paths++;
        ends[y][x]++;
        if (is_knight_move(x - start_x, y - start_y))
            closed++;
        return;
    }
    int ways = 0;
    taken[y][x] = 1;
    for (int i = 0; i < 8; i++) {
        int next_x = x + step_x[i], next_y = y + step_y[i];
        if (!is_free(next_x, next_y))
            continue;
        ways++;
        if (moves == budget)
            break;
        moves++;
        visit(next_x, next_y, depth + 1, start_x, start_y);
    }
    taken[y][x] = 0;
    if (ways == 0)
        dead_ends++;
}

int main(void) {
    int boards;
    if (scanf("%d", &boards) != 1 || boards < 0 || boards > MAX_BOARDS)
        return 1;
    for (int n = 0; n < boards; n++) {
        uint64_t blocked;
        if (scanf("%d %d %d %ld %lx", &width, &height, &length, &budget, &blocked) != 5)
            return 1;
        if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || length < 1 || budget < 0)
            return 1;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                taken[y][x] = blocked >> (y * MAX_SIDE + x) & 1;

        int64_t all_moves = 0;
        uint64_t check = 0, hash = 0;
        deepest = 0;
        paths = closed = dead_ends = 0;
        memset(ends, 0, sizeof ends);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (taken[y][x])
                    continue;
                moves = 0;
                visit(x, y, 1, x, y);
                all_moves += moves;
                check = check * 0x5851F42D4C957F2Du + (uint64_t)(paths + closed);
            }
        }
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                hash = hash * 0x100000001B3u + (uint64_t)ends[y][x];
        printf("%ld moves, %ld paths, %ld closed, %ld dead ends, ", all_moves, paths, closed, dead_ends);
        printf("longest %d, ends %016lx, check %016lx\n", deepest, hash, check);
    }
    return 0;
}
