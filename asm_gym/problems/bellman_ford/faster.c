/* Bellman-Ford with a queue: only edges of vertices whose distance changed are relaxed, from an edge list by vertex. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_VERTICES = 20000, MAX_EDGES = 200000 };

struct edge { int from, to, length; };

static struct edge edges[MAX_EDGES];
static int potential[MAX_VERTICES];
static int64_t distance[MAX_VERTICES]; /* INT64_MAX: no path known */

/* Edges of vertex v: leaving[first[v]] up to leaving[first[v + 1] - 1]. */
static struct { int to, length; } leaving[MAX_EDGES];
static int first[MAX_VERTICES + 2];

static int queue[MAX_VERTICES], waiting[MAX_VERTICES], hops[MAX_VERTICES];

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

static void sort_by_vertex(int n, int count) {
    for (int i = 0; i < count; i++)
        first[edges[i].from + 2]++;
    for (int v = 2; v <= n; v++)
        first[v] += first[v - 1];
    for (int i = 0; i < count; i++) {
        int at = first[edges[i].from + 1]++;
        leaving[at].to = edges[i].to;
        leaving[at].length = edges[i].length;
    }
}

/* Relaxes until nothing waits; returns 0 if a shortest path has as many edges as there are vertices. */
static int relax_all(int n, int count) {
    sort_by_vertex(n, count);
    int head = 0, tail = 0, queued = 1;
    queue[tail++] = 0;
    tail %= n;
    waiting[0] = 1;
    while (queued > 0) {
        int from = queue[head];
        head = head + 1 == n ? 0 : head + 1;
        queued--;
        waiting[from] = 0;
        int64_t base = distance[from];
        for (int i = first[from]; i < first[from + 1]; i++) {
            int to = leaving[i].to;
            if (base + leaving[i].length >= distance[to])
                continue;
            distance[to] = base + leaving[i].length;
            hops[to] = hops[from] + 1;
            if (hops[to] >= n)
                return 0;
            if (!waiting[to]) {
                waiting[to] = 1;
                queue[tail] = to;
                tail = tail + 1 == n ? 0 : tail + 1;
                queued++;
            }
        }
    }
    return 1;
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
