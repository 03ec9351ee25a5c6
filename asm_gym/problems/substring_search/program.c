/* Count and locate all occurrences of several patterns in one text. */
#include <stdio.h>
#include <string.h>

#define MAX_TEXT 262144
#define MAX_PATTERN 256

static char text[MAX_TEXT + 1];
static char pattern[MAX_PATTERN + 1];

static int matches_at(const char *where, const char *what, int length)
{
    for (int k = 0; k < length; k++)
        if (where[k] != what[k])
            return 0;
    return 1;
}

int main(void)
{
    int patterns;
    if (scanf("%d %262144s", &patterns, text) != 2)
        return 1;
    int n = (int)strlen(text);
    int grand_total = 0, absent = 0;
    unsigned int hash = 5381u + (unsigned int)n;

    for (int p = 0; p < patterns; p++) {
        if (scanf("%256s", pattern) != 1)
            return 1;
        int m = (int)strlen(pattern);
        int count = 0, first = -1, last = -1;
        unsigned int position_sum = 0;
        for (int i = 0; i + m <= n; i++) {
            if (matches_at(text + i, pattern, m)) {
                count++;
                if (first < 0)
                    first = i;
                last = i;
                position_sum += (unsigned int)(i + 1);
            }
        }
        printf("%d %d %d\n", count, first, last);
        grand_total += count;
        absent += count == 0;
        hash = hash * 33u + position_sum;
    }
    printf("total %d absent %d\n", grand_total, absent);
    printf("hash %u\n", hash);
    return 0;
}
