/* Longest common subsequence of one query line with each of several candidate lines. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_LENGTH = 2000, MAX_CANDIDATES = 64, SHOWN = 48 };
enum { END_OF_INPUT = -1, TOO_LONG = -2 };

static unsigned char query[MAX_LENGTH], candidate[MAX_LENGTH];

/* Where the bytes of the common subsequence lie. */
static uint32_t query_at[MAX_LENGTH], candidate_at[MAX_LENGTH];

/* length[i][j]: longest common subsequence of the first i bytes of the query and j of the candidate. */
static uint16_t length[MAX_LENGTH + 1][MAX_LENGTH + 1];

/* Reads up to the next newline; a last line without newline counts, too. */
static int read_line(unsigned char *line) {
    int c, n = 0;
    while ((c = getchar()) != EOF && c != '\n') {
        if (n == MAX_LENGTH)
            return TOO_LONG;
        line[n++] = (unsigned char)c;
    }
    return c == EOF && n == 0 ? END_OF_INPUT : n;
}

static void fill_table(int n, int m) {
    for (int i = 1; i <= n; i++) {
        for (int j = 1; j <= m; j++) {
            if (query[i - 1] == candidate[j - 1])
                length[i][j] = length[i - 1][j - 1] + 1;
            else if (length[i - 1][j] >= length[i][j - 1])
                length[i][j] = length[i - 1][j];
            else
                length[i][j] = length[i][j - 1];
        }
    }
}

/* Walks back from the end of both lines and collects where they share bytes; returns how many. */
static int trace_back(int n, int m) {
    int size = length[n][m], left = size;
    while (left > 0) {
        if (query[n - 1] == candidate[m - 1]) {
            query_at[--left] = (uint32_t)--n;
            candidate_at[left] = (uint32_t)--m;
        } else if (length[n - 1][m] >= length[n][m - 1]) {
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
        fill_table(n, m);
        int size = trace_back(n, m);

        uint32_t hash = 2166136261u;
        for (int i = 0; i < size; i++)
            hash = (hash ^ query_at[i] ^ candidate_at[i] << 16) * 16777619u;
        for (int j = 1; j <= m; j++)
            row_hash = (row_hash ^ length[n][j]) * 16777619u;
        for (int i = 1; i <= n; i++)
            row_hash = (row_hash ^ length[i][m]) * 16777619u;
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
    for (int i = 0; i < shown; i++)
        putchar(start[i]);
    printf("\"\nrows %08x\n", (unsigned)row_hash);
    return 0;
}
