/* All-pairs shortest paths in a directed graph. */
#include <stdio.h>

#define MAX_N 320
#define FAR 1000000000

static int dist[MAX_N][MAX_N];

static void shortest_paths(int n)
{
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (dist[i][k] + dist[k][j] < dist[i][j])
                    dist[i][j] = dist[i][k] + dist[k][j];
}

int main(void)
{
    int n, edges;
    if (scanf("%d %d", &n, &edges) != 2 || n < 1 || n > MAX_N)
        return 1;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            dist[i][j] = i == j ? 0 : FAR;
    for (int e = 0; e < edges; e++) {
        int from, to, length;
        if (scanf("%d %d %d", &from, &to, &length) != 3)
            return 1;
        if (from < 0 || from >= n || to < 0 || to >= n || length < 0 || length > 1000000)
            return 1;
        if (length < dist[from][to])
            dist[from][to] = length;
    }

    shortest_paths(n);

    int reached = 0, longest = 0, from = 0, to = 0;
    unsigned long long sum = 0;
    unsigned int hash = 2166136261u + (unsigned int)edges;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            hash = (hash ^ (unsigned int)dist[i][j]) * 16777619u;
            if (i == j || dist[i][j] >= FAR)
                continue;
            reached++;
            sum += (unsigned long long)dist[i][j];
            if (dist[i][j] > longest) {
                longest = dist[i][j];
                from = i;
                to = j;
            }
        }
    }
    printf("reached %d of %d\n", reached, n * (n - 1));
    printf("longest %d from %d to %d\n", longest, from, to);
    printf("sum %llu\n", sum);
    printf("hash %u\n", hash);
    return 0;
}
