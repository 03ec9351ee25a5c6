/* Triangles of a seeded graph: the neighbours that both ends of each edge have in common. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_VERTICES = 1500 };

/* Neighbours in ascending order. */
static int neighbours[MAX_VERTICES][MAX_VERTICES], degree[MAX_VERTICES];
static uint32_t triangles_at[MAX_VERTICES];

static uint64_t random_state;

static unsigned random_below(unsigned bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(((random_state >> 32) * bound) >> 32);
}

/* Vertices of one group are joined more often. */
static int make_graph(int n, unsigned groups, unsigned dense, unsigned sparse) {
    int edges = 0;
    for (int u = 0; u < n; u++) {
        for (int v = 0; v < u; v++) {
            unsigned share = (unsigned)u % groups == (unsigned)v % groups ? dense : sparse;
            if (random_below(1000) < share) {
                neighbours[u][degree[u]++] = v;
                neighbours[v][degree[v]++] = u;
                edges++;
            }
        }
    }
    return edges;
}

static int common_neighbours(int u, int v) {
    int i = 0, j = 0, common = 0;
    while (i < degree[u] && j < degree[v]) {
        int a = neighbours[u][i], b = neighbours[v][j];
        if (a == b) {
            common++;
            i++;
            j++;
        } else if (a < b) {
            i++;
        } else {
            j++;
        }
    }
    return common;
}

int main(void) {
    unsigned vertices, groups, dense, sparse, seed;
    if (scanf("%u %u %u %u %u", &vertices, &groups, &dense, &sparse, &seed) != 5)
        return 1;
    if (vertices > MAX_VERTICES || groups < 1)
        return 1;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    int n = (int)vertices, edges = make_graph(n, groups, dense, sparse);

    int strongest = -1, strong_u = 0, strong_v = 0;
    uint64_t incidences = 0, hash = 0xCBF29CE484222325ULL;
    for (int u = 0; u < n; u++) {
        for (int i = 0; i < degree[u]; i++) {
            int v = neighbours[u][i];
            if (v > u)
                break;
            int common = common_neighbours(u, v);
            incidences += (uint64_t)common;
            triangles_at[u] += (uint32_t)common;
            triangles_at[v] += (uint32_t)common;
            if (common > strongest) {
                strongest = common;
                strong_u = u;
                strong_v = v;
            }
            hash = (hash ^ (uint64_t)common) * 0x100000001B3ULL;
        }
    }

    uint64_t wedges = 0;
    int busiest = 0;
    for (int v = 0; v < n; v++) {
        wedges += (uint64_t)(degree[v] * (degree[v] - 1) / 2);
        if (triangles_at[v] > triangles_at[busiest])
            busiest = v;
        hash = (hash ^ triangles_at[v]) * 0x100000001B3ULL;
    }
    printf("edges %d wedges %llu\n", edges, (unsigned long long)wedges);
    printf("triangles %llu\n", (unsigned long long)(incidences / 3));
    printf("busiest %d in %u\n", busiest, (unsigned)triangles_at[busiest] / 2);
    printf("strongest %d %d in %d\n", strong_u, strong_v, strongest);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
