/* Triangles of a graph: rows of an adjacency bit matrix, and a population count of the bits two rows share. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_VERTICES = 1500, WORDS = (MAX_VERTICES + 63) / 64 };

static int degree[MAX_VERTICES];

/* Bit v of row[u] is set where u and v are joined. */
static uint64_t row[MAX_VERTICES][WORDS];
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
    unsigned group_u = 0;
    for (int u = 0; u < n; u++) {
        unsigned group_v = 0;
        for (int v = 0; v < u; v++) {
            unsigned share = group_u == group_v ? dense : sparse;
            group_v = group_v + 1 == groups ? 0 : group_v + 1;
            if (random_below(1000) < share) {
                row[u][v / 64] |= 1ULL << (v % 64);
                row[v][u / 64] |= 1ULL << (u % 64);
                degree[u]++;
                degree[v]++;
                edges++;
            }
        }
        group_u = group_u + 1 == groups ? 0 : group_u + 1;
    }
    return edges;
}

static int common_neighbours(int u, int v, int words) {
    long long common = 0;
    for (int w = 0; w < words; w++)
        common += _mm_popcnt_u64(row[u][w] & row[v][w]);
    return (int)common;
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
        for (int w = 0; w <= u / 64; w++) {
            uint64_t rest = row[u][w];
            if (w == u / 64)
                rest &= (1ULL << (u % 64)) - 1; /* neighbours below u */
            for (; rest != 0; rest &= rest - 1) {
                int v = 64 * w + (int)_tzcnt_u64(rest);
                int common = common_neighbours(u, v, (n + 63) / 64);
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
