/* Bellman-Ford shortest paths over a seeded edge list with negative lengths. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_VERTICES = 20000, MAX_EDGES = 200000 };

struct edge { int from, to, length; };

static struct edge edges[MAX_EDGES];
static int potential[MAX_VERTICES];
static int64_t distance[MAX_VERTICES]; /* INT64_MAX: no path known */

static uint64_t random_state;

static int random_below(int bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int)(((random_state >> 32) * (uint64_t)bound) >> 32);
}

/* Edges lead up to reach vertices ahead on a ring. Potentials make lengths negative without negative circuits; those
   come from lengths below zero, of which there are some if drop is not 0. */
static void make_edges(int n, int count, int reach, int drop) {
    for (int v = 0; v < n; v++)
        potential[v] = random_below(1000000);
    for (int i = 0; i < count; i++) {
        int from = random_below(n), ahead = 1 + random_below(reach);
        edges[i].from = from;
        edges[i].to = (from + ahead) % n;
        edges[i].length = random_below(10000) * ahead - drop + potential[edges[i].to] - potential[from];
    }
}

/* Relaxes all edges until nothing changes; returns 0 if that does not end. */
static int relax_all(int n, int count) {
    for (int round = 0; round < n; round++) {
        int changed = 0;
        for (int i = 0; i < count; i++) {
            int64_t base = distance[edges[i].from];
            if (base != INT64_MAX && base + edges[i].length < distance[edges[i].to]) {
                distance[edges[i].to] = base + edges[i].length;
                changed = 1;
            }
        }
        if (!changed)
            return 1;
    }
    return 0;
}

int main(void) {
    unsigned vertices, lines, reach, drop, seed;
    if (scanf("%u %u %u %u %u", &vertices, &lines, &reach, &drop, &seed) != 5)
        return 1;
    if (vertices < 1 || vertices > MAX_VERTICES || lines > MAX_EDGES || reach > 1000 || drop > 10000)
        return 1;
    int n = (int)vertices, count = (int)lines;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    make_edges(n, count, (int)reach, (int)drop);
    for (int v = 1; v < n; v++)
        distance[v] = INT64_MAX;
    int bounded = relax_all(n, count);

    int reached = 0, nearest = 0, farthest = 0, tight = 0;
    uint64_t hash = 0xCBF29CE484222325ULL;
    for (int v = 0; v < n; v++) {
        if (distance[v] == INT64_MAX)
            continue;
        reached++;
        if (distance[v] < distance[nearest])
            nearest = v;
        if (distance[v] > distance[farthest])
            farthest = v;
        hash = (hash ^ (uint64_t)distance[v] ^ (uint64_t)v << 48) * 0x100000001B3ULL;
    }
    printf("reached %d of %d\n", reached, n);
    if (!bounded) {
        printf("negative circuit\n");
        return 0;
    }
    for (int i = 0; i < count; i++)
        if (distance[edges[i].from] != INT64_MAX)
            tight += distance[edges[i].from] + edges[i].length == distance[edges[i].to];
    printf("nearest %d at %lld\n", nearest, (long long)distance[nearest]);
    printf("farthest %d at %lld\n", farthest, (long long)distance[farthest]);
    printf("tight %d\n", tight);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
