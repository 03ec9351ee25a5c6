/* Digits used in a row, column and box are bit masks; the free cells are listed once per puzzle. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CELLS = 81, MAX_PUZZLES = 40, ALL = 0x3FE };

static int grid[CELLS], first_solution[CELLS];
static int64_t budget, left, solutions;
static int deepest, exhausted;
static uint64_t check;

static unsigned used[27]; /* rows, columns, boxes; bit d stands for digit d */
static struct { uint8_t cell, row, column, box; } holes[CELLS + 1];

static void found(void) {
    if (solutions++ == 0)
        memcpy(first_solution, grid, sizeof grid);
    uint64_t last_row = 0;
    for (int i = 72; i < CELLS; i++)
        last_row = last_row * 10 + (uint64_t)grid[i];
    check = check * 0x5851F42D4C957F2Du + last_row;
}

static void solve(int hole) {
    int cell = holes[hole].cell;
    if (cell > deepest)
        deepest = cell;
    if (cell == CELLS) {
        found();
        return;
    }
    unsigned *row = &used[holes[hole].row], *column = &used[holes[hole].column], *box = &used[holes[hole].box];
    unsigned old_row = *row, old_column = *column, old_box = *box;
    for (unsigned free = ALL & ~(old_row | old_column | old_box); free != 0; free &= free - 1) {
        if (left == 0) {
            exhausted = 1;
            break;
        }
        left--;
        unsigned bit = free & -free;
        grid[cell] = (int)_tzcnt_u32(free);
        *row = old_row | bit;
        *column = old_column | bit;
        *box = old_box | bit;
        solve(hole + 1);
    }
    *row = old_row;
    *column = old_column;
    *box = old_box;
}

static int read_puzzle(const char *text) {
    if (strlen(text) != CELLS)
        return 0;
    for (int i = 0; i < CELLS; i++)
        if (text[i] != '.' && (text[i] < '1' || text[i] > '9'))
            return 0;
    memset(used, 0, sizeof used);
    int hole = 0, valid = 1;
    for (int i = 0; i < CELLS; i++) {
        int row = i / 9, column = 9 + i % 9, box = 18 + row / 3 * 3 + i % 9 / 3;
        grid[i] = text[i] == '.' ? 0 : text[i] - '0';
        if (grid[i] == 0) {
            holes[hole].cell = (uint8_t)i;
            holes[hole].row = (uint8_t)row;
            holes[hole].column = (uint8_t)column;
            holes[hole++].box = (uint8_t)box;
            continue;
        }
        unsigned bit = 1u << grid[i];
        if ((used[row] | used[column] | used[box]) & bit)
            valid = -1;
        used[row] |= bit;
        used[column] |= bit;
        used[box] |= bit;
    }
    holes[hole].cell = CELLS;
    return valid;
}

int main(void) {
    int puzzles;
    if (scanf("%d %ld", &puzzles, &budget) != 2 || puzzles < 0 || puzzles > MAX_PUZZLES || budget < 0)
        return 1;
    int64_t total = 0;
    for (int n = 0; n < puzzles; n++) {
        char text[100];
        if (scanf("%99s", text) != 1)
            return 1;
        int valid = read_puzzle(text);
        if (valid == 0)
            return 1;
        if (valid < 0) {
            printf("contradiction\n");
            continue;
        }
        left = budget;
        solutions = 0;
        deepest = exhausted = 0;
        check = 0;
        solve(0);
        total += budget - left;
        uint64_t sum = 0;
        for (int i = 0; i < CELLS && solutions > 0; i++)
            sum = sum * 11 + (uint64_t)first_solution[i];
        printf("%ld%s in %ld to %d, %016lx %016lx\n", solutions, exhausted ? "+" : "", budget - left, deepest, check,
               sum);
    }
    printf("total %ld\n", total);
    return 0;
}
