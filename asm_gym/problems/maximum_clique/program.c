/* All largest cliques of random graphs, by extending cliques with later neighbours of all their vertices. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_VERTICES = 128, MAX_GRAPHS = 30 };

static uint8_t adjacent[MAX_VERTICES][MAX_VERTICES];
static uint64_t weight[MAX_VERTICES];
static int clique[MAX_VERTICES], first[MAX_VERTICES];
static int largest, number;
static uint64_t state, check;

static uint64_t next_random(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static void record(int size) {
    if (size > largest) {
        largest = size;
        number = 0;
        check = 0;
        for (int i = 0; i < size; i++)
            first[i] = clique[i];
    }
    number++;
    uint64_t sum = 1;
    for (int i = 0; i < size; i++)
        sum += weight[clique[i]];
    check += sum * (sum >> 32);
}

/* The candidates are the vertices behind the last one of the clique that are adjacent to all of it. */
static void extend(int size, const int *candidates, int count) {
    if (count == 0 && size >= largest)
        record(size);
    int next[MAX_VERTICES];
    for (int i = 0; i < count; i++) {
        if (size + count - i < largest)
            return;
        int vertex = candidates[i], kept = 0;
        for (int j = i + 1; j < count; j++)
            if (adjacent[vertex][candidates[j]])
                next[kept++] = candidates[j];
        clique[size] = vertex;
        extend(size + 1, next, kept);
    }
}

int main(void) {
    int graphs;
    if (scanf("%d %lu", &graphs, &state) != 2 || graphs < 0 || graphs > MAX_GRAPHS)
        return 1;
    for (int n = 0; n < graphs; n++) {
        int vertices, edges = 0, candidates[MAX_VERTICES];
        unsigned density;
        if (scanf("%d %u", &vertices, &density) != 2 || vertices < 0 || vertices > MAX_VERTICES || density > 256)
            return 1;
        for (int a = 0; a < vertices; a++) {
            candidates[a] = a;
            weight[a] = next_random();
            for (int b = 0; b < a; b++) {
                adjacent[a][b] = adjacent[b][a] = next_random() % 256 < density;
                edges += adjacent[a][b];
            }
        }
        largest = number = 0;
        check = 0;
        extend(0, candidates, vertices);

        uint64_t hash = 0;
        for (int i = 0; i < largest; i++)
            hash = hash * 131 + (uint64_t)first[i] + 1;
        printf("%d edges, %d cliques of %d, first %016lx, check %016lx\n", edges, number, largest, hash, check);
    }
    return 0;
}
