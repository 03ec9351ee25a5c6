/* Find the shift at which a pattern is closest to a signal: least sum of absolute differences. */
#include <stdio.h>

#define MAX_SIGNAL 32768
#define MAX_PATTERN 8192

static int signal_values[MAX_SIGNAL], pattern[MAX_PATTERN];

static int read_values(int *values, int count)
{
    for (int i = 0; i < count; i++)
        if (scanf("%d", &values[i]) != 1 || values[i] < -10000 || values[i] > 10000)
            return 0;
    return 1;
}

int main(void)
{
    int n, m;
    if (scanf("%d %d", &n, &m) != 2 || m < 1 || m > MAX_PATTERN || n < m || n > MAX_SIGNAL)
        return 1;
    if (!read_values(signal_values, n) || !read_values(pattern, m))
        return 1;

    int best_shift = 0, best_distance = -1;
    for (int shift = 0; shift + m <= n; shift++) {
        int distance = 0;
        for (int i = 0; i < m; i++) {
            int difference = signal_values[shift + i] - pattern[i];
            distance += difference < 0 ? -difference : difference;
        }
        if (best_distance < 0 || distance < best_distance) {
            best_distance = distance;
            best_shift = shift;
        }
    }
    printf("shift %d distance %d\n", best_shift, best_distance);
    return 0;
}
