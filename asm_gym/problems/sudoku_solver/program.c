/* Sudoku: all solutions of each puzzle by backtracking from cell to cell, within a budget of placements. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CELLS = 81, MAX_PUZZLES = 40 };

static int grid[CELLS], first_solution[CELLS];
static int64_t budget, placements, solutions;
static int deepest, exhausted;
static uint64_t check;

static int fits(int cell, int digit) {
    int row = cell / 9, column = cell % 9;
    for (int i = 0; i < 9; i++) {
        if (grid[row * 9 + i] == digit || grid[i * 9 + column] == digit)
            return 0;
    }
    int top = row / 3 * 3, left = column / 3 * 3;
    for (int y = top; y < top + 3; y++)
        for (int x = left; x < left + 3; x++)
            if (grid[y * 9 + x] == digit)
                return 0;
    return 1;
}

static void found(void) {
    if (solutions++ == 0)
        memcpy(first_solution, grid, sizeof grid);
    uint64_t last_row = 0;
    for (int i = 72; i < CELLS; i++)
        last_row = last_row * 10 + (uint64_t)grid[i];
    check = check * 0x5851F42D4C957F2Du + last_row;
}

static void solve(int cell) {
    while (cell < CELLS && grid[cell] != 0)
        cell++;
    if (cell > deepest)
        deepest = cell;
    if (cell == CELLS) {
        found();
        return;
    }
    for (int digit = 1; digit <= 9; digit++) {
        if (!fits(cell, digit))
            continue;
        if (placements == budget) {
            exhausted = 1;
            return;
        }
        placements++;
        grid[cell] = digit;
        solve(cell + 1);
        grid[cell] = 0;
    }
}

/* Returns 0 for text that is no puzzle, -1 if two givens contradict each other and 1 otherwise. */
static int read_puzzle(const char *text) {
    if (strlen(text) != CELLS)
        return 0;
    for (int i = 0; i < CELLS; i++) {
        if (text[i] != '.' && (text[i] < '1' || text[i] > '9'))
            return 0;
        grid[i] = text[i] == '.' ? 0 : text[i] - '0';
    }
    for (int i = 0; i < CELLS; i++) {
        int digit = grid[i];
        grid[i] = 0;
        if (digit != 0 && !fits(i, digit))
            return -1;
        grid[i] = digit;
    }
    return 1;
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
        placements = solutions = 0;
        deepest = exhausted = 0;
        check = 0;
        solve(0);
        total += placements;
        uint64_t sum = 0;
        for (int i = 0; i < CELLS && solutions > 0; i++)
            sum = sum * 11 + (uint64_t)first_solution[i];
        printf("%ld%s in %ld to %d, %016lx %016lx\n", solutions, exhausted ? "+" : "", placements, deepest, check, sum);
    }
    printf("total %ld\n", total);
    return 0;
}
