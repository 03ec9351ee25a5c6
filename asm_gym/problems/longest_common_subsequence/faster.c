/* Longest common subsequence, bit-parallel: one bit per column, 64 cells per word and step. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_LENGTH = 2000, MAX_CANDIDATES = 64, SHOWN = 48, WORDS = (MAX_LENGTH + 63) / 64 };
enum { END_OF_INPUT = -1, TOO_LONG = -2 };

static unsigned char query[MAX_LENGTH], candidate[MAX_LENGTH];

/* Where the bytes of the common subsequence lie. */
static uint32_t query_at[MAX_LENGTH], candidate_at[MAX_LENGTH];

/* Bit j of row[i] is set where length[i][j + 1] == length[i][j]; cleared where it rises by one. */
static unsigned long long row[MAX_LENGTH + 1][WORDS], match[256][WORDS];

static int read_line(unsigned char *line) {
    int c, n = 0;
    while ((c = getchar_unlocked()) != EOF && c != '\n') {
        if (n == MAX_LENGTH)
            return TOO_LONG;
        line[n++] = (unsigned char)c;
    }
    return c == EOF && n == 0 ? END_OF_INPUT : n;
}

static void fill_rows(int n, int m) {
    int words = (m + 63) / 64;
    memset(match, 0, sizeof match);
    for (int j = 0; j < m; j++)
        match[candidate[j]][j / 64] |= 1ull << (j % 64);
    memset(row[0], 0xFF, sizeof row[0]);
    for (int i = 0; i < n; i++) {
        const unsigned long long *hits = match[query[i]];
        unsigned char carry = 0;
        for (int w = 0; w < words; w++) {
            unsigned long long old = row[i][w], sum;
            carry = _addcarry_u64(carry, old, old & hits[w], &sum);
            row[i + 1][w] = sum | (old & ~hits[w]);
        }
    }
}

static int rises(int i, int j) { return !(row[i][j / 64] >> (j % 64) & 1); }

/* length[i][j]: the number of rises in the first j columns. */
static int length_at(int i, int j) {
    int count = 0, w = 0;
    for (; w < j / 64; w++)
        count += (int)_mm_popcnt_u64(~row[i][w]);
    if (j % 64)
        count += (int)_mm_popcnt_u64(~row[i][w] << (64 - j % 64));
    return count;
}

static int trace_back(int n, int m) {
    int size = length_at(n, m), left = size;
    while (left > 0) {
        if (query[n - 1] == candidate[m - 1]) {
            query_at[--left] = (uint32_t)--n;
            candidate_at[left] = (uint32_t)--m;
        } else if (rises(n, m - 1) || length_at(n - 1, m) == left) {
            n--;
        } else {
            m--;
        }
    }
    return size;
}

int main(void) {
    int n = read_line(query);
    if (n < 1)
        return 1;
    int candidates = 0, best = 0, best_size = -1, shown = 0;
    unsigned char start[SHOWN];
    uint32_t row_hash = 2166136261u;
    for (;;) {
        int m = read_line(candidate);
        if (m == END_OF_INPUT)
            break;
        if (m == TOO_LONG || candidates == MAX_CANDIDATES)
            return 1;
        candidates++;
        fill_rows(n, m);
        int size = trace_back(n, m);

        uint32_t hash = 2166136261u;
        for (int i = 0; i < size; i++)
            hash = (hash ^ query_at[i] ^ candidate_at[i] << 16) * 16777619u;
        for (int j = 0, length = 0; j < m; j++) {
            length += rises(n, j);
            row_hash = (row_hash ^ (uint32_t)length) * 16777619u;
        }
        for (int i = 1; i <= n; i++)
            row_hash = (row_hash ^ (uint32_t)length_at(i, m)) * 16777619u;
        printf("%d of %d: %08x\n", size, m, (unsigned)hash);
        if (size > best_size) {
            best = candidates;
            best_size = size;
            shown = size < SHOWN ? size : SHOWN;
            for (int i = 0; i < shown; i++)
                start[i] = query[query_at[i]];
        }
    }
    printf("candidates %d best %d\n", candidates, best);
    printf("starts with \"");
    fwrite(start, 1, (size_t)shown, stdout);
    printf("\"\nrows %08x\n", (unsigned)row_hash);
    return 0;
}
