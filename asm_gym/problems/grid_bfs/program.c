/* Breadth-first search in a seeded maze: distances from several starts to all free cells. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIDE = 1000, MAX_SEARCHES = 40, WALL = 1 };

static unsigned char maze[MAX_SIDE * MAX_SIDE];
static int distance[MAX_SIDE * MAX_SIDE], queue[MAX_SIDE * MAX_SIDE];

static uint64_t random_state;

static unsigned random_below(unsigned bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(((random_state >> 32) * bound) >> 32);
}

/* Fills the table of distances, -1 where no path leads; returns the number of cells reached. */
static int search(int rows, int cols, int start) {
    static const int row_step[4] = {-1, 0, 0, 1}, col_step[4] = {0, -1, 1, 0};
    for (int i = 0; i < rows * cols; i++)
        distance[i] = -1;
    int head = 0, tail = 0;
    distance[start] = 0;
    queue[tail++] = start;
    while (head < tail) {
        int cell = queue[head++];
        int row = cell / cols, col = cell % cols;
        for (int way = 0; way < 4; way++) {
            int r = row + row_step[way], c = col + col_step[way];
            if (r < 0 || r >= rows || c < 0 || c >= cols)
                continue;
            int next = r * cols + c;
            if (maze[next] != WALL && distance[next] < 0) {
                distance[next] = distance[cell] + 1;
                queue[tail++] = next;
            }
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
    for (int i = 0; i < cells; i++) {
        if (random_below(1000) < walls)
            maze[i] = WALL;
        else
            free_cells++;
    }
    printf("free %d of %d\n", free_cells, cells);

    for (unsigned s = 0; s < searches && free_cells > 0; s++) {
        int start = (int)random_below((unsigned)cells), target = (int)random_below((unsigned)cells);
        while (maze[start] == WALL)
            start = (start + 1) % cells;
        int reached = search((int)rows, (int)cols, start);
        int farthest = start;
        uint32_t hash = 2166136261u;
        for (int i = 0; i < cells; i++) {
            hash = (hash ^ (uint32_t)distance[i]) * 16777619u;
            if (distance[i] > distance[farthest])
                farthest = i;
        }
        printf("%d: reached %d, ", start, reached);
        printf("farthest %d at %d, ", farthest, distance[farthest]);
        printf("to %d: %d, hash %08x\n", target, distance[target], (unsigned)hash);
    }
    return 0;
}
