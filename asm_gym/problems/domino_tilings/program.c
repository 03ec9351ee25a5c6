/* Domino tilings of boards with holes: the first free cell is covered across and then down. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIDE = 8, MAX_CELLS = MAX_SIDE * MAX_SIDE, MAX_BOARDS = 40 };

static int rows, columns, cells, across;
static uint8_t covered[MAX_CELLS];
static int64_t placements, tilings[MAX_CELLS / 2 + 1], dead_ends[MAX_CELLS];

static void cover(int cell) {
    while (cell < cells && covered[cell])
        cell++;
    if (cell == cells) {
        tilings[across]++;
        return;
    }
    int row = cell / columns, column = cell % columns, stuck = 1;
    if (column + 1 < columns && !covered[cell + 1]) {
        stuck = 0;
        placements++;
        across++;
        covered[cell] = covered[cell + 1] = 1;
        cover(cell + 2);
        covered[cell] = covered[cell + 1] = 0;
        across--;
    }
    if (row + 1 < rows && !covered[cell + columns]) {
        stuck = 0;
        placements++;
        covered[cell] = covered[cell + columns] = 1;
        cover(cell + 1);
        covered[cell] = covered[cell + columns] = 0;
    }
    if (stuck)
        dead_ends[cell]++;
}

int main(void) {
    int boards;
    if (scanf("%d", &boards) != 1 || boards < 0 || boards > MAX_BOARDS)
        return 1;
    int64_t total = 0;
    for (int n = 0; n < boards; n++) {
        uint64_t holes;
        if (scanf("%d %d %lx", &rows, &columns, &holes) != 3)
            return 1;
        if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE)
            return 1;
        cells = rows * columns;
        for (int i = 0; i < cells; i++) {
            covered[i] = holes >> i & 1;
            dead_ends[i] = 0;
        }
        for (int i = 0; i <= MAX_CELLS / 2; i++)
            tilings[i] = 0;
        placements = 0;
        cover(0);

        int64_t all = 0, dead = 0;
        uint64_t by_across = 0, by_cell = 0;
        for (int i = 0; i <= MAX_CELLS / 2; i++) {
            all += tilings[i];
            by_across = by_across * 0x9E3779B97F4A7C15u + (uint64_t)tilings[i];
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
