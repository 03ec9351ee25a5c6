/* Sieve of Eratosthenes with prime counting queries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int count_up_to(const unsigned char *composite, int limit)
{
    int count = 0;
    for (int i = 2; i <= limit; i++)
        if (!composite[i])
            count++;
    return count;
}

int main(void)
{
    int limit, queries;
    if (scanf("%d %d", &limit, &queries) != 2 || limit < 0 || limit > 10000000)
        return 1;
    unsigned char *composite = malloc((size_t)limit + 1);
    if (composite == NULL)
        return 1;
    memset(composite, 0, (size_t)limit + 1);

    for (int i = 2; i <= limit / i; i++)
        if (!composite[i])
            for (int j = i * i; j <= limit; j += i)
                composite[j] = 1;

    for (int q = 0; q < queries; q++) {
        int x;
        if (scanf("%d", &x) != 1 || x < 0 || x > limit)
            return 1;
        printf("pi(%d) = %d\n", x, count_up_to(composite, x));
    }

    int previous = 0, twins = 0, widest = 0;
    unsigned long long sum = 0;
    unsigned int hash = 2166136261u ^ (unsigned int)limit;
    for (int i = 2; i <= limit; i++) {
        if (composite[i])
            continue;
        sum += (unsigned long long)i;
        hash = hash * 16777619u + (unsigned int)i;
        if (previous > 0) {
            if (i - previous == 2)
                twins++;
            if (i - previous > widest)
                widest = i - previous;
        }
        previous = i;
    }
    printf("last %d sum %llu\n", previous, sum);
    printf("twins %d gap %d\n", twins, widest);
    printf("hash %u\n", hash);
    free(composite);
    return 0;
}
