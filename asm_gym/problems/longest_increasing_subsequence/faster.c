/* Longest strictly increasing subsequence by binary search over the smallest tails. */
#include <stdio.h>

#define MAX_N 20000

static int values[MAX_N];
static int length_at[MAX_N];

static int tail[MAX_N]; /* tail[k]: smallest end of an increasing subsequence of k + 1 values. */

/* The number of tails below value; the comparison selects a base address instead of a branch. */
static int tails_below(int tails, int value)
{
    const int *base = tail;
    int n = tails;
    while (n > 1) {
        int half = n / 2;
        base = base[half - 1] < value ? base + half : base;
        n -= half;
    }
    return (int)(base - tail) + (n == 1 && *base < value);
}

int main(void)
{
    int n;
    if (scanf("%d", &n) != 1 || n < 0 || n > MAX_N)
        return 1;
    for (int i = 0; i < n; i++)
        if (scanf("%d", &values[i]) != 1)
            return 1;

    int longest = 0, records = 0;
    for (int i = 0; i < n; i++) {
        int below_me = tails_below(longest, values[i]);
        tail[below_me] = values[i];
        length_at[i] = below_me + 1;
        if (length_at[i] > longest) {
            longest = length_at[i];
            records++;
        }
    }

    /* Walk back from the last end of a longest subsequence. */
    int wanted = longest, below = 0, chain_first = 0, chain_last = 0;
    unsigned int chain = 5381u;
    for (int i = n - 1; i >= 0 && wanted > 0; i--) {
        if (length_at[i] == wanted && (wanted == longest || values[i] < below)) {
            if (wanted == longest)
                chain_last = values[i];
            below = values[i];
            chain_first = values[i];
            chain = chain * 33u + (unsigned int)values[i];
            wanted--;
        }
    }

    unsigned long long sum = 0;
    unsigned int hash = 2166136261u;
    for (int i = 0; i < n; i++) {
        sum += (unsigned long long)length_at[i];
        hash = (hash ^ (unsigned int)length_at[i]) * 16777619u;
    }
    printf("longest %d records %d\n", longest, records);
    printf("from %d to %d\n", chain_first, chain_last);
    printf("sum %llu\n", sum);
    printf("hash %u %u\n", chain, hash);
    return 0;
}
