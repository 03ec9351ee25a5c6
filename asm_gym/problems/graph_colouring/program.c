/* Colourings of random graphs by backtracking; a new colour is only opened once, so renamed colourings count once. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_VERTICES = 64, MAX_COLOURS = 16, MAX_GRAPHS = 12 };

static uint8_t adjacent[MAX_VERTICES][MAX_VERTICES];
static uint8_t colour[MAX_VERTICES];
static int vertices, colours, exhausted;
static int64_t budget, assigned, with_colours[MAX_COLOURS + 1], at_vertex[MAX_VERTICES];
static uint64_t state, check;

static uint64_t next_random(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int is_allowed(int vertex, int candidate) {
    for (int other = 0; other < vertex; other++)
        if (adjacent[vertex][other] && colour[other] == candidate)
            return 0;
    return 1;
}

static void search(int vertex, int used, uint64_t signature) {
    if (vertex == vertices) {
        with_colours[used]++;
        check = (check ^ signature) * 0x100000001B3u;
        return;
    }
    for (int c = 0; c <= used && c < colours; c++) {
        if (!is_allowed(vertex, c))
            continue;
        if (assigned == budget) {
            exhausted = 1;
            return;
        }
        assigned++;
        at_vertex[vertex]++;
        colour[vertex] = (uint8_t)c;
        search(vertex + 1, c == used ? used + 1 : used, signature * 17 + (uint64_t)c);
    }
}

static int make_graph(unsigned density) {
    int edges = 0;
    for (int a = 0; a < vertices; a++) {
        for (int b = 0; b < a; b++) {
            adjacent[a][b] = adjacent[b][a] = next_random() % 256 < density;
            edges += adjacent[a][b];
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
        assigned = 0;
        exhausted = 0;
        search(0, 0, 1);

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
