/* Longest strictly increasing subsequence, quadratic table. */
#include <stdio.h>

#define MAX_N 20000

static int values[MAX_N];
static int length_at[MAX_N];

static int longest_ending_at(int i)
{
    int best = 0;
    for (int j = 0; j < i; j++)
        if (values[j] < values[i] && length_at[j] > best)
            best = length_at[j];
    return best + 1;
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
        length_at[i] = longest_ending_at(i);
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
