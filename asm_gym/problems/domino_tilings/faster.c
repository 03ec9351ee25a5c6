/* Counts by profile: all searches that reach a cell with the same cells covered ahead are carried on as one. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SIDE = 8, MAX_CELLS = MAX_SIDE * MAX_SIDE, MAX_BOARDS = 40, COUNTS = MAX_CELLS / 2 + 1 };

/* ways[now][profile][across]; bit i of the profile says that a domino covers the cell i places ahead. */
static int64_t ways[2][1 << MAX_SIDE][COUNTS + 1];

static void move(int64_t *restrict to, const int64_t *restrict from) {
    for (int i = 0; i < COUNTS; i++)
        to[i] += from[i];
}

int main(void) {
    int boards;
    if (scanf("%d", &boards) != 1 || boards < 0 || boards > MAX_BOARDS)
        return 1;
    int64_t total = 0;
    for (int n = 0; n < boards; n++) {
        int rows, columns;
        uint64_t holes;
        if (scanf("%d %d %lx", &rows, &columns, &holes) != 3)
            return 1;
        if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE)
            return 1;
        int cells = rows * columns, now = 0;
        unsigned profiles = 1u << columns;
        int64_t dead_ends[MAX_CELLS], placements = 0;
        memset(ways, 0, sizeof ways);
        ways[0][0][0] = 1;
        for (int cell = 0; cell < cells; cell++, now = !now) {
            int64_t (*old)[COUNTS + 1] = ways[now], (*new)[COUNTS + 1] = ways[!now];
            memset(new, 0, profiles * sizeof *new);
            int across = (cell + 1) % columns != 0 && !(holes >> (cell + 1) & 1);
            int down = cell + columns < cells && !(holes >> (cell + columns) & 1);
            dead_ends[cell] = 0;
            for (unsigned profile = 0; profile < profiles; profile++) {
                if (profile & 1 || holes >> cell & 1) {
                    move(new[profile >> 1], old[profile]);
                    continue;
                }
                int64_t all = 0;
                for (int i = 0; i < COUNTS; i++)
                    all += old[profile][i];
                if (all == 0)
                    continue;
                int right = across && !(profile & 2);
                if (right) {
                    placements += all;
                    move(new[profile >> 1 | 1] + 1, old[profile]);
                }
                if (down) {
                    placements += all;
                    move(new[profile >> 1 | profiles >> 1], old[profile]);
                }
                if (!right && !down)
                    dead_ends[cell] += all;
            }
        }

        int64_t all = 0, dead = 0;
        uint64_t by_across = 0, by_cell = 0;
        for (int i = 0; i < COUNTS; i++) {
            all += ways[now][0][i];
            by_across = by_across * 0x9E3779B97F4A7C15u + (uint64_t)ways[now][0][i];
        }
        for (int i = 0; i < cells; i++) {
            dead += dead_ends[i];
            by_cell = by_cell * 0x9E3779B97F4A7C15u + (uint64_t)dead_ends[i];
        }
        total += placements;
        printf("%ld tilings, %ld of %ld stuck, %016lx %016lx\n", all, dead, placements, by_across, by_cell);
    }
    printf("placements %ld\n", total);
    return 0;
}
