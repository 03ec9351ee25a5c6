/* Count the one bits of many 64-bit words, with one popcnt instruction each. */
#include <immintrin.h>
#include <stdio.h>

#define MAX_N 4096

static unsigned long long words[MAX_N];

int main(void)
{
    int n, rounds;
    if (scanf("%d %d", &n, &rounds) != 2 || n < 0 || n > MAX_N)
        return 1;
    for (int i = 0; i < n; i++)
        if (scanf("%llu", &words[i]) != 1)
            return 1;

    unsigned long long total = 0, weighted = 0;
    unsigned long long key = 0;
    int odd = 0, lowest = 64, highest = 0;
    for (int r = 1; r <= rounds; r++) {
        key += 0x9E3779B97F4A7C15ULL;
        for (int i = 0; i < n; i++) {
            int bits = (int)_mm_popcnt_u64(words[i] ^ key);
            total += (unsigned long long)bits;
            weighted += (unsigned long long)bits * (unsigned long long)(i + r);
            odd += bits & 1;
            lowest = bits < lowest ? bits : lowest;
            highest = bits > highest ? bits : highest;
        }
    }
    printf("total %llu\n", total);
    printf("odd %d\n", odd);
    printf("range %d %d\n", lowest, highest);
    printf("weighted %llu\n", weighted);
    return 0;
}
