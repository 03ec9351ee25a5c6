/* Levenshtein distance of two lines of text. */
#include <stdio.h>
#include <string.h>

#define MAX_LENGTH 8192

static char first[MAX_LENGTH + 2];
static char second[MAX_LENGTH + 2];
static int previous[MAX_LENGTH + 1];
static int current[MAX_LENGTH + 1];

static int read_line(char *line)
{
    if (fgets(line, MAX_LENGTH + 2, stdin) == NULL)
        return -1;
    int length = (int)strlen(line);
    if (length > 0 && line[length - 1] == '\n')
        line[--length] = '\0';
    return length > MAX_LENGTH ? -1 : length;
}

int main(void)
{
    int n = read_line(first);
    int m = read_line(second);
    if (n < 0 || m < 0)
        return 1;

    int report = n / 4 + 1;
    for (int j = 0; j <= m; j++)
        previous[j] = j;
    for (int i = 1; i <= n; i++) {
        current[0] = i;
        for (int j = 1; j <= m; j++) {
            int best = previous[j - 1];
            if (first[i - 1] != second[j - 1])
                best++;
            if (previous[j] + 1 < best)
                best = previous[j] + 1;
            if (current[j - 1] + 1 < best)
                best = current[j - 1] + 1;
            current[j] = best;
        }
        memcpy(previous, current, ((size_t)m + 1) * sizeof previous[0]);
        if (i % report == 0)
            printf("prefix %d distance %d\n", i, previous[m]);
    }

    int closest = 0;
    for (int j = 1; j <= m; j++)
        if (previous[j] < previous[closest])
            closest = j;
    unsigned int hash = 2166136261u;
    for (int j = 0; j <= m; j++)
        hash = (hash ^ (unsigned int)previous[j]) * 16777619u;
    printf("distance %d\n", previous[m]);
    printf("closest prefix %d distance %d\n", closest, previous[closest]);
    printf("hash %u\n", hash);
    return 0;
}
