/* Dijkstra's shortest paths from several sources in a dense seeded graph with a matrix of lengths. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_VERTICES = 1024, MAX_SOURCES = 32, NO_EDGE = 0, NOBODY = -1 };

static uint32_t length[MAX_VERTICES][MAX_VERTICES];
static uint32_t distance[MAX_VERTICES];
static int previous[MAX_VERTICES], done[MAX_VERTICES];

static uint64_t random_state;

static uint32_t random_below(uint32_t bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(((random_state >> 32) * bound) >> 32);
}

static void make_graph(int n, uint32_t longest, uint32_t percent) {
    for (int u = 0; u < n; u++)
        for (int v = 0; v < n; v++)
            length[u][v] = random_below(100) < percent && u != v ? 1 + random_below(longest) : NO_EDGE;
}

static int nearest_open(int n) {
    int nearest = NOBODY;
    uint32_t least = UINT32_MAX;
    for (int v = 0; v < n; v++) {
        if (!done[v] && distance[v] < least) {
            least = distance[v];
            nearest = v;
        }
    }
    return nearest;
}

/* Fills distance and previous; returns the number of vertices that can be reached. */
static int shortest_paths(int n, int source) {
    for (int v = 0; v < n; v++) {
        distance[v] = UINT32_MAX;
        previous[v] = NOBODY;
        done[v] = 0;
    }
    distance[source] = 0;
    int reached = 0;
    for (int u = source; u != NOBODY; u = nearest_open(n)) {
        done[u] = 1;
        reached++;
        for (int v = 0; v < n; v++) {
            if (length[u][v] != NO_EDGE && distance[u] + length[u][v] < distance[v]) {
                distance[v] = distance[u] + length[u][v];
                previous[v] = u;
            }
        }
    }
    return reached;
}

int main(void) {
    unsigned vertices, sources, longest, percent, seed;
    if (scanf("%u %u %u %u %u", &vertices, &sources, &longest, &percent, &seed) != 5)
        return 1;
    if (vertices > MAX_VERTICES || sources > MAX_SOURCES || sources > vertices || longest > 1u << 22)
        return 1;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    int n = (int)vertices;
    make_graph(n, longest, percent);

    for (int source = 0; source < (int)sources; source++) {
        int reached = shortest_paths(n, source);
        uint64_t sum = 0;
        uint32_t farthest = 0, hash = 2166136261u;
        for (int v = 0; v < n; v++) {
            hash = (hash ^ distance[v]) * 16777619u;
            hash = (hash ^ (uint32_t)previous[v]) * 16777619u;
            if (distance[v] != UINT32_MAX) {
                sum += distance[v];
                if (distance[v] > farthest)
                    farthest = distance[v];
            }
        }
        printf("from %d: reached %d, farthest %u, ", source, reached, (unsigned)farthest);
        printf("sum %llu, hash %08x\n", (unsigned long long)sum, (unsigned)hash);
    }
    return 0;
}
