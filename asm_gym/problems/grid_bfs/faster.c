/* Breadth-first search in a maze with a border of walls: no divisions, no bounds, no branch per neighbour. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SIDE = 1000, STRIDE = 1024, MAX_SEARCHES = 40, FREE = -1, WALL = -2 };

/* A cell (r, c) lies at place(r, c); what surrounds the maze stays a wall. */
static int maze[(MAX_SIDE + 2) * STRIDE], distance[(MAX_SIDE + 2) * STRIDE], queue[MAX_SIDE * MAX_SIDE + 4];

static int place(int row, int col) { return (row + 1) * STRIDE + col + 1; }

static uint64_t random_state;

static unsigned random_below(unsigned bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(((random_state >> 32) * bound) >> 32);
}

static int search(int rows, int start) {
    memcpy(distance, maze, (size_t)(rows + 2) * STRIDE * sizeof *maze);
    int head = 0, tail = 0;
    distance[start] = 0;
    queue[tail++] = start;
    while (head < tail) {
        int cell = queue[head++], further = distance[cell] + 1;
        const int neighbours[4] = {cell - STRIDE, cell - 1, cell + 1, cell + STRIDE};
        for (int way = 0; way < 4; way++) {
            int next = neighbours[way], old = distance[next], is_new = old == FREE;
            distance[next] = is_new ? further : old;
            queue[tail] = next;
            tail += is_new;
        }
    }
    return tail;
}

int main(void) {
    unsigned rows, cols, walls, searches, seed;
    if (scanf("%u %u %u %u %u", &rows, &cols, &walls, &searches, &seed) != 5)
        return 1;
    if (rows < 2 || rows > MAX_SIDE || cols < 2 || cols > MAX_SIDE || searches > MAX_SEARCHES)
        return 1;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    int cells = (int)(rows * cols), free_cells = 0;
    for (int i = 0; i < (int)(rows + 2) * STRIDE; i++)
        maze[i] = WALL;
    for (int row = 0; row < (int)rows; row++) {
        for (int col = 0; col < (int)cols; col++) {
            int is_free = random_below(1000) >= walls;
            maze[place(row, col)] = is_free ? FREE : WALL;
            free_cells += is_free;
        }
    }
    printf("free %d of %d\n", free_cells, cells);

    for (unsigned s = 0; s < searches && free_cells > 0; s++) {
        int start = (int)random_below((unsigned)cells), target = (int)random_below((unsigned)cells);
        int target_place = place(target / (int)cols, target % (int)cols);
        int start_place = place(start / (int)cols, start % (int)cols);
        while (maze[start_place] == WALL) {
            start = (start + 1) % cells;
            start_place = place(start / (int)cols, start % (int)cols);
        }
        int reached = search((int)rows, start_place);
        int farthest = start, longest = 0;
        uint32_t hash = 2166136261u;
        for (int row = 0, i = 0; row < (int)rows; row++) {
            const int *line = &distance[place(row, 0)];
            for (int col = 0; col < (int)cols; col++, i++) {
                hash = (hash ^ (uint32_t)(line[col] < 0 ? -1 : line[col])) * 16777619u;
                if (line[col] > longest) {
                    longest = line[col];
                    farthest = i;
                }
            }
        }
        int to_target = distance[target_place] < 0 ? -1 : distance[target_place];
        printf("%d: reached %d, ", start, reached);
        printf("farthest %d at %d, ", farthest, longest);
        printf("to %d: %d, hash %08x\n", target, to_target, (unsigned)hash);
    }
    return 0;
}
