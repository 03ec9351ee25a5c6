/* A mask of vertices for each colour: a candidate conflicts if that mask meets the neighbours' mask. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_VERTICES = 64, MAX_COLOURS = 16, MAX_GRAPHS = 12 };

static uint64_t adjacent[MAX_VERTICES], members[MAX_COLOURS + 1];
static int vertices, colours, exhausted;
static int64_t budget, with_colours[MAX_COLOURS + 1], at_vertex[MAX_VERTICES];
static uint64_t state, check;

static uint64_t next_random(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Returns what is left of the budget. */
static int64_t search(int vertex, int used, uint64_t signature, int64_t left) {
    if (vertex == vertices) {
        with_colours[used]++;
        check = (check ^ signature) * 0x100000001B3u;
        return left;
    }
    uint64_t neighbours = adjacent[vertex], bit = (uint64_t)1 << vertex;
    int last = used < colours ? used : colours - 1;
    int64_t assigned = 0;
    for (int c = 0; c <= last; c++) {
        if (members[c] & neighbours)
            continue;
        if (left == 0) {
            exhausted = 1;
            break;
        }
        left--;
        assigned++;
        members[c] |= bit;
        left = search(vertex + 1, used + (c == used), signature * 17 + (uint64_t)c, left);
        members[c] ^= bit;
    }
    at_vertex[vertex] += assigned;
    return left;
}

static int make_graph(unsigned density) {
    int edges = 0;
    memset(adjacent, 0, sizeof adjacent);
    for (int a = 0; a < vertices; a++) {
        for (int b = 0; b < a; b++) {
            uint64_t edge = next_random() % 256 < density;
            adjacent[a] |= edge << b;
            adjacent[b] |= edge << a;
            edges += (int)edge;
        }
    }
    return edges;
}

int main(void) {
    int graphs;
    if (scanf("%d %lu", &graphs, &state) != 2 || graphs < 0 || graphs > MAX_GRAPHS)
        return 1;
    for (int n = 0; n < graphs; n++) {
        unsigned density;
        if (scanf("%d %u %d %ld", &vertices, &density, &colours, &budget) != 4)
            return 1;
        if (vertices < 0 || vertices > MAX_VERTICES || density > 256)
            return 1;
        if (colours < 0 || colours > MAX_COLOURS || budget < 0)
            return 1;
        int edges = make_graph(density);
        memset(with_colours, 0, sizeof with_colours);
        memset(at_vertex, 0, sizeof at_vertex);
        check = 0;
        exhausted = 0;
        int64_t assigned = budget - search(0, 0, 1, budget);

        int deepest = 0;
        uint64_t profile = 0;
        for (int v = 0; v < vertices; v++) {
            if (at_vertex[v] > 0)
                deepest = v + 1;
            profile = profile * 0x5851F42D4C957F2Du + (uint64_t)at_vertex[v];
        }
        printf("%d edges, %ld%s assigned", edges, assigned, exhausted ? "+" : "");
        printf(" to %d, profile %016lx\n", deepest, profile);
        printf("check %016lx, colourings", check);
        for (int c = 0; c <= colours; c++)
            printf(" %ld", with_colours[c]);
        printf("\n");
    }
    return 0;
}
