/* Levenshtein distance of two lines of text, 64 cells of a row at a time. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_LENGTH 8192
#define WORDS (MAX_LENGTH / 64 + 1)

static char first[MAX_LENGTH + 2];
static char second[MAX_LENGTH + 2];
static uint64_t equal[256][WORDS]; /* Bit j of equal[c]: character j of second is c. */
static uint64_t rises[WORDS];      /* Bit j: cell j + 1 of the row is one more than cell j. */
static uint64_t falls[WORDS];      /* Bit j: it is one less. */

static int read_line(char *line)
{
    if (fgets(line, MAX_LENGTH + 2, stdin) == NULL)
        return -1;
    int length = (int)strlen(line);
    if (length > 0 && line[length - 1] == '\n')
        line[--length] = '\0';
    return length > MAX_LENGTH ? -1 : length;
}

/*
 * Goes from one row of the table to the next. The differences between the two rows run through
 * the words from left to right; at the left edge the new row is one more.
 */
static void next_row(const uint64_t *same, int words)
{
    uint64_t up = 1, down = 0;
    for (int w = 0; w < words; w++) {
        uint64_t rise = rises[w], fall = falls[w];
        uint64_t keep = same[w] | fall;
        uint64_t match = same[w] | down;
        uint64_t diagonal = (((match & rise) + rise) ^ rise) | match;
        uint64_t more = fall | ~(diagonal | rise);
        uint64_t less = rise & diagonal;
        uint64_t next_up = more >> 63, next_down = less >> 63;
        more = more << 1 | up;
        less = less << 1 | down;
        rises[w] = less | ~(keep | more);
        falls[w] = more & keep;
        up = next_up;
        down = next_down;
    }
}

/* The last cell of row i, which starts with i. */
static int last_cell(int i, int m)
{
    int value = i;
    for (int j = 0; j < m; j += 64) {
        uint64_t mask = m - j >= 64 ? ~0ULL : (1ULL << (m - j)) - 1;
        value += (int)_mm_popcnt_u64(rises[j / 64] & mask);
        value -= (int)_mm_popcnt_u64(falls[j / 64] & mask);
    }
    return value;
}

int main(void)
{
    int n = read_line(first);
    int m = read_line(second);
    if (n < 0 || m < 0)
        return 1;

    int report = n / 4 + 1, words = (m + 63) / 64;
    for (int j = 0; j < m; j++)
        equal[(unsigned char)second[j]][j / 64] |= 1ULL << (j % 64);
    for (int w = 0; w < words; w++)
        rises[w] = ~0ULL;
    for (int i = 1; i <= n; i++) {
        next_row(equal[(unsigned char)first[i - 1]], words);
        if (i % report == 0)
            printf("prefix %d distance %d\n", i, last_cell(i, m));
    }

    int closest = 0, value = n, smallest = n;
    unsigned int hash = (2166136261u ^ (unsigned int)n) * 16777619u;
    for (int j = 1; j <= m; j++) {
        int bit = (j - 1) % 64;
        value += (int)(rises[(j - 1) / 64] >> bit & 1) - (int)(falls[(j - 1) / 64] >> bit & 1);
        if (value < smallest) {
            smallest = value;
            closest = j;
        }
        hash = (hash ^ (unsigned int)value) * 16777619u;
    }
    printf("distance %d\n", value);
    printf("closest prefix %d distance %d\n", closest, smallest);
    printf("hash %u\n", hash);
    return 0;
}
