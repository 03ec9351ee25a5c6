/* Dijkstra's shortest paths in a dense graph: one vector pass relaxes a row and finds the next vertex. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_VERTICES = 1024, MAX_SOURCES = 32, NO_EDGE = 0, NOBODY = -1 };

static uint32_t length[MAX_VERTICES][MAX_VERTICES];
static uint32_t distance[MAX_VERTICES];
static int previous[MAX_VERTICES];

/* The distance of a vertex that is still open, and UINT32_MAX of one that is done. */
static uint32_t open_distance[MAX_VERTICES];

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

/* Takes a vertex, relaxes its edges and returns the nearest open vertex, the first one of several. */
static int settle(int n, int u) {
    open_distance[u] = UINT32_MAX;
    const __m256i ones = _mm256_set1_epi32(-1), sign = _mm256_set1_epi32(INT32_MIN);
    __m256i base = _mm256_set1_epi32((int)distance[u]), from = _mm256_set1_epi32(u);
    __m256i least = ones, at = ones, index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (int v = 0; v < n; v += 8) {
        __m256i edge = _mm256_loadu_si256((const __m256i *)&length[u][v]);
        __m256i old = _mm256_loadu_si256((const __m256i *)&distance[v]);
        __m256i open = _mm256_loadu_si256((const __m256i *)&open_distance[v]);
        __m256i no_edge = _mm256_cmpeq_epi32(edge, _mm256_setzero_si256());
        __m256i way = _mm256_or_si256(_mm256_add_epi32(base, edge), no_edge);
        __m256i keep = _mm256_cmpeq_epi32(_mm256_max_epu32(way, old), way);
        if (_mm256_movemask_epi8(keep) != -1) {
            __m256i before = _mm256_loadu_si256((const __m256i *)&previous[v]);
            open = _mm256_blendv_epi8(way, open, keep);
            _mm256_storeu_si256((__m256i *)&distance[v], _mm256_min_epu32(way, old));
            _mm256_storeu_si256((__m256i *)&open_distance[v], open);
            _mm256_storeu_si256((__m256i *)&previous[v], _mm256_blendv_epi8(from, before, keep));
        }
        __m256i nearer = _mm256_cmpgt_epi32(_mm256_xor_si256(least, sign), _mm256_xor_si256(open, sign));
        least = _mm256_min_epu32(least, open);
        at = _mm256_blendv_epi8(at, index, nearer);
        index = _mm256_add_epi32(index, _mm256_set1_epi32(8));
    }
    uint32_t leasts[8];
    int ats[8], nearest = NOBODY;
    _mm256_storeu_si256((__m256i *)leasts, least);
    _mm256_storeu_si256((__m256i *)ats, at);
    uint32_t lowest = UINT32_MAX;
    for (int lane = 0; lane < 8; lane++) {
        if (leasts[lane] < lowest || (leasts[lane] == lowest && ats[lane] < nearest)) {
            lowest = leasts[lane];
            nearest = ats[lane];
        }
    }
    return nearest;
}

/* Fills distance and previous; returns the number of vertices that can be reached. */
static int shortest_paths(int n, int source) {
    for (int v = 0; v < MAX_VERTICES; v++) {
        distance[v] = open_distance[v] = UINT32_MAX;
        previous[v] = NOBODY;
    }
    distance[source] = 0;
    int reached = 0;
    for (int u = source; u != NOBODY; u = settle(n, u))
        reached++;
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
