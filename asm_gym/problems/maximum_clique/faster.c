/* Candidates are bit sets of 128 vertices, and a greedy colouring bounds the size of a clique among them. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_VERTICES = 128, MAX_GRAPHS = 30 };

typedef struct {
    uint64_t low, high;
} Set;

static Set adjacent[MAX_VERTICES], first;
static uint64_t weight[MAX_VERTICES];
static int largest, number;
static uint64_t state, check;

static uint64_t next_random(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int is_empty(Set s) { return (s.low | s.high) == 0; }

static int lowest(Set s) { return (int)(s.low != 0 ? _tzcnt_u64(s.low) : 64 + _tzcnt_u64(s.high)); }

static Set single(int v) { return v < 64 ? (Set){1ull << v, 0} : (Set){0, 1ull << (v - 64)}; }

static Set both(Set a, Set b) { return (Set){a.low & b.low, a.high & b.high}; }

static Set without(Set a, Set b) { return (Set){a.low & ~b.low, a.high & ~b.high}; }

/* Of two sets of equal size, the first in order has the lowest vertex in which they differ. */
static int comes_before(Set a, Set b) {
    Set difference = {a.low ^ b.low, a.high ^ b.high};
    return !is_empty(difference) && !is_empty(both(a, single(lowest(difference))));
}

static void record(Set clique, int size, uint64_t sum) {
    if (size < largest)
        return;
    if (size > largest) {
        largest = size;
        number = 0;
        check = 0;
        first = clique;
    } else if (comes_before(clique, first)) {
        first = clique;
    }
    number++;
    check += sum * (sum >> 32);
}

static void extend(Set clique, int size, uint64_t sum, Set candidates) {
    /* Vertices of one colour are not adjacent, so a clique takes one of them at most. Those with colours
       that cannot lead to a largest clique are not listed. */
    uint8_t order[MAX_VERTICES], colour[MAX_VERTICES];
    int count = 0, needed = largest - size;
    Set rest = candidates;
    for (int c = 1; !is_empty(rest); c++) {
        for (Set free = rest; !is_empty(free);) {
            int v = lowest(free);
            Set own = single(v);
            rest = without(rest, own);
            free = without(without(free, own), adjacent[v]);
            order[count] = (uint8_t)v;
            colour[count] = (uint8_t)c;
            count += c >= needed;
        }
    }
    while (count-- > 0) {
        if (size + colour[count] < largest)
            return;
        int v = order[count];
        Set own = single(v), next = both(candidates, adjacent[v]);
        Set longer = {clique.low | own.low, clique.high | own.high};
        candidates = without(candidates, own);
        if (is_empty(next))
            record(longer, size + 1, sum + weight[v]);
        else
            extend(longer, size + 1, sum + weight[v], next);
    }
}

int main(void) {
    int graphs;
    if (scanf("%d %lu", &graphs, &state) != 2 || graphs < 0 || graphs > MAX_GRAPHS)
        return 1;
    for (int n = 0; n < graphs; n++) {
        int vertices, edges = 0;
        unsigned density;
        if (scanf("%d %u", &vertices, &density) != 2 || vertices < 0 || vertices > MAX_VERTICES || density > 256)
            return 1;
        Set all = {0, 0};
        memset(adjacent, 0, sizeof adjacent);
        for (int a = 0; a < vertices; a++) {
            Set own = single(a);
            all = (Set){all.low | own.low, all.high | own.high};
            weight[a] = next_random();
            for (int b = 0; b < a; b++) {
                if (next_random() % 256 >= density)
                    continue;
                Set other = single(b);
                adjacent[a] = (Set){adjacent[a].low | other.low, adjacent[a].high | other.high};
                adjacent[b] = (Set){adjacent[b].low | own.low, adjacent[b].high | own.high};
                edges++;
            }
        }
        largest = number = 0;
        check = 0;
        first = (Set){0, 0};
        if (vertices == 0)
            record(first, 0, 1);
        else
            extend((Set){0, 0}, 0, 1, all);

        uint64_t hash = 0;
        for (Set s = first; !is_empty(s); s = without(s, single(lowest(s))))
            hash = hash * 131 + (uint64_t)lowest(s) + 1;
        printf("%d edges, %d cliques of %d, first %016lx, check %016lx\n", edges, number, largest, hash, check);
    }
    return 0;
}
