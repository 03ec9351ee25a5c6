/* Maximum matching in a seeded bipartite graph by augmenting paths; also which left vertices may stay free, and which
   right ones may not. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SIDE = 10000, MAX_EDGES = 100000, NOBODY = -1 };

/* Left vertex u is joined with the right vertices to[first[u]] up to to[first[u + 1] - 1]. */
static int first[MAX_SIDE + 1], to[MAX_EDGES];
static int left_mate[MAX_SIDE], right_mate[MAX_SIDE];
static int reached_from[MAX_SIDE], queue[MAX_SIDE];

static uint64_t random_state;

static int random_below(int bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int)(((random_state >> 32) * (uint64_t)bound) >> 32);
}

static void make_graph(int lefts, int rights, int degree) {
    for (int u = 0; u < lefts; u++) {
        first[u + 1] = first[u];
        for (int edges = random_below(degree + 1); edges > 0; edges--)
            to[first[u + 1]++] = random_below(rights);
    }
}

/* Exchanges the edges of the path that ends in a free right vertex. */
static void flip_path(int right) {
    while (right != NOBODY) {
        int left = reached_from[right], next = left_mate[left];
        left_mate[left] = right;
        right_mate[right] = left;
        right = next;
    }
}

/* Searches a path from a free left vertex to a free right one; returns 1 and extends the matching if there is one. */
static int augment(int root, int rights) {
    for (int r = 0; r < rights; r++)
        reached_from[r] = NOBODY;
    int head = 0, tail = 0;
    queue[tail++] = root;
    while (head < tail) {
        int left = queue[head++];
        for (int e = first[left]; e < first[left + 1]; e++) {
            int right = to[e];
            if (reached_from[right] != NOBODY)
                continue;
            reached_from[right] = left;
            if (right_mate[right] == NOBODY) {
                flip_path(right);
                return 1;
            }
            queue[tail++] = right_mate[right];
        }
    }
    return 0;
}

/* Marks all left vertices on alternating paths from free left ones, and the right vertices on them in reached_from. */
static int mark_spare(int lefts, int rights, unsigned char spare[]) {
    int head = 0, tail = 0;
    for (int r = 0; r < rights; r++)
        reached_from[r] = NOBODY;
    for (int u = 0; u < lefts; u++)
        if (left_mate[u] == NOBODY)
            queue[tail++] = u;
    while (head < tail) {
        int left = queue[head++];
        spare[left] = 1;
        for (int e = first[left]; e < first[left + 1]; e++) {
            int right = to[e];
            if (reached_from[right] == NOBODY) {
                reached_from[right] = left;
                queue[tail++] = right_mate[right];
            }
        }
    }
    return tail;
}

int main(void) {
    static unsigned char spare[MAX_SIDE];
    unsigned left_count, right_count, degree, seed;
    if (scanf("%u %u %u %u", &left_count, &right_count, &degree, &seed) != 4)
        return 1;
    if (left_count > MAX_SIDE || right_count < 1 || right_count > MAX_SIDE)
        return 1;
    if ((uint64_t)left_count * degree > MAX_EDGES)
        return 1;
    int lefts = (int)left_count, rights = (int)right_count, matched = 0;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    make_graph(lefts, rights, (int)degree);
    memset(left_mate, NOBODY, sizeof left_mate);
    memset(right_mate, NOBODY, sizeof right_mate);

    uint64_t hash = 0xCBF29CE484222325ULL;
    for (int e = 0; e < first[lefts]; e++)
        hash = (hash ^ (uint64_t)to[e]) * 0x100000001B3ULL;
    for (int u = 0; u < lefts; u++) {
        int extended = augment(u, rights);
        matched += extended;
        hash = (hash ^ (uint64_t)extended) * 0x100000001B3ULL;
        if (u % (lefts / 4 + 1) == 0)
            printf("%d matched of the first %d\n", matched, u + 1);
    }
    int spare_lefts = mark_spare(lefts, rights, spare), needed_rights = 0;
    for (int u = 0; u < lefts; u++)
        hash = (hash ^ spare[u]) * 0x100000001B3ULL;
    for (int r = 0; r < rights; r++) {
        needed_rights += reached_from[r] != NOBODY;
        hash = (hash ^ (reached_from[r] != NOBODY)) * 0x100000001B3ULL;
    }
    printf("edges %d matched %d\n", first[lefts], matched);
    printf("spare lefts %d needed rights %d\n", spare_lefts, needed_rights);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
