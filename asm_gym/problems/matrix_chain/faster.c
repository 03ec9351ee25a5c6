/* Cheapest order to multiply a chain of matrices: four products of a row at once, four splits per pass. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_MATRICES = 700, SHOWN = 30 };

static uint64_t size[MAX_MATRICES + 9];

static uint64_t cost[MAX_MATRICES + 1][MAX_MATRICES + 8];
static int split[MAX_MATRICES][MAX_MATRICES];

/* Of the row in work: splits so far, and rows times columns of each product. */
static uint64_t row_split[MAX_MATRICES + 8], outer[MAX_MATRICES + 8];

enum { BLOCK = 4 };

/* Offers the product of first to last with a split after k. */
static void offer(int first, int k, int last) {
    uint64_t c = cost[first][k] + cost[k + 1][last] + outer[last] * size[k + 1];
    if (c < cost[first][last]) {
        cost[first][last] = c;
        row_split[last] = (uint64_t)k;
    }
}

/* Offers BLOCK splits from k to four products at a time; the costs left of k + BLOCK are final. */
static void offer_block(int first, int k, int n) {
    __m256i left[BLOCK], inner[BLOCK], index[BLOCK];
    for (int b = 0; b < BLOCK; b++) {
        left[b] = _mm256_set1_epi64x((long long)cost[first][k + b]);
        inner[b] = _mm256_set1_epi64x((long long)size[k + b + 1]);
        index[b] = _mm256_set1_epi64x(k + b);
    }
    for (int last = k + BLOCK; last < n; last += 4) {
        __m256i best = _mm256_loadu_si256((const __m256i *)&cost[first][last]);
        __m256i at = _mm256_loadu_si256((const __m256i *)&row_split[last]);
        __m256i around = _mm256_loadu_si256((const __m256i *)&outer[last]);
        for (int b = 0; b < BLOCK; b++) {
            __m256i right = _mm256_loadu_si256((const __m256i *)&cost[k + b + 1][last]);
            __m256i product = _mm256_mul_epu32(around, inner[b]);
            __m256i c = _mm256_add_epi64(_mm256_add_epi64(left[b], right), product);
            __m256i less = _mm256_cmpgt_epi64(best, c);
            best = _mm256_blendv_epi8(best, c, less);
            at = _mm256_blendv_epi8(at, index[b], less);
        }
        _mm256_storeu_si256((__m256i *)&cost[first][last], best);
        _mm256_storeu_si256((__m256i *)&row_split[last], at);
    }
}

/* Rows from the bottom, and within a row splits from the left: every cost is final before it is used. */
static void fill_tables(int n) {
    for (int first = n - 2; first >= 0; first--) {
        for (int last = first + 1; last < n; last++) {
            cost[first][last] = INT64_MAX;
            outer[last] = size[first] * size[last + 1];
        }
        int k = first;
        for (; k + BLOCK < n; k += BLOCK) {
            for (int last = k + 1; last < k + BLOCK; last++)
                for (int b = k; b < last; b++)
                    offer(first, b, last);
            offer_block(first, k, n);
        }
        for (; k < n; k++)
            for (int last = k + 1; last < n; last++)
                offer(first, k, last);
        for (int last = first + 1; last < n; last++)
            split[first][last] = (int)row_split[last];
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
