/* Cheapest order to multiply a chain of matrices. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_MATRICES = 700, SHOWN = 30 };

/* Matrix i has size[i] rows and size[i + 1] columns. */
static uint64_t size[MAX_MATRICES + 1];
static uint64_t cost[MAX_MATRICES][MAX_MATRICES];
static int split[MAX_MATRICES][MAX_MATRICES];

static void fill_tables(int n) {
    for (int length = 2; length <= n; length++) {
        for (int first = 0; first + length <= n; first++) {
            int last = first + length - 1;
            uint64_t best = UINT64_MAX;
            for (int k = first; k < last; k++) {
                uint64_t c = cost[first][k] + cost[k + 1][last] + size[first] * size[k + 1] * size[last + 1];
                if (c < best) {
                    best = c;
                    split[first][last] = k;
                }
            }
            cost[first][last] = best;
        }
    }
}

/* Prints the first splits in preorder; returns how deep the parentheses nest. */
static int print_splits(int n) {
    struct { int first, last, depth; } stack[MAX_MATRICES];
    int top = 1, printed = 0, deepest = 0;
    stack[0].first = 0;
    stack[0].last = n - 1;
    stack[0].depth = 0;
    printf("splits");
    while (top > 0) {
        top--;
        int first = stack[top].first, last = stack[top].last, depth = stack[top].depth;
        if (depth > deepest)
            deepest = depth;
        if (first == last)
            continue;
        int k = split[first][last];
        if (printed < SHOWN) {
            printf(" %d", k);
            printed++;
        }
        stack[top].first = k + 1;
        stack[top].last = last;
        stack[top++].depth = depth + 1;
        stack[top].first = first;
        stack[top].last = k;
        stack[top++].depth = depth + 1;
    }
    printf("\n");
    return deepest;
}

int main(void) {
    int n;
    if (scanf("%d", &n) != 1 || n < 1 || n > MAX_MATRICES)
        return 1;
    for (int i = 0; i <= n; i++) {
        unsigned s;
        if (scanf("%u", &s) != 1 || s < 1 || s > 65535)
            return 1;
        size[i] = s;
    }

    fill_tables(n);

    uint64_t in_order = 0, hash = 0xCBF29CE484222325ULL;
    for (int k = 1; k < n; k++)
        in_order += size[0] * size[k] * size[k + 1];
    for (int first = 0; first < n; first++)
        for (int last = first + 1; last < n; last++)
            hash = (hash ^ cost[first][last] ^ (uint64_t)split[first][last] << 48) * 0x100000001B3ULL;
    printf("best %llu\n", (unsigned long long)cost[0][n - 1]);
    printf("in order %llu\n", (unsigned long long)in_order);
    printf("depth %d\n", print_splits(n));
    printf("tables %016llx\n", (unsigned long long)hash);
    return 0;
}
