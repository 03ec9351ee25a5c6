/* Hamming distances between all pairs of Gray-coded numbers. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_WORDS = 1280 };

static uint64_t codes[MAX_WORDS];

static uint64_t to_gray(uint64_t number)
{
    return number ^ (number >> 1);
}

/* Each bit becomes the parity of itself and all higher ones. */
static uint64_t from_gray(uint64_t code)
{
    code ^= code >> 1;
    code ^= code >> 2;
    code ^= code >> 4;
    code ^= code >> 8;
    code ^= code >> 16;
    code ^= code >> 32;
    return code;
}

static int distance(uint64_t a, uint64_t b)
{
    return (int)_mm_popcnt_u64(a ^ b);
}

int main(void)
{
    int words;
    unsigned int unused, seed; /* the words have 64 bits, of which the upper ones may be unused */
    if (scanf("%d %u %u", &words, &unused, &seed) != 3)
        return 1;
    if (words < 2 || words > MAX_WORDS || unused > 63)
        return 1;
    int width = 64 - (int)unused;

    uint64_t state = seed + 88172645463325252u;
    for (int i = 0; i < words; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        codes[i] = to_gray(state >> unused);
    }

    int pairs[65] = {0}, nearest = 65, from = 0, to = 0;
    uint64_t between = 0;
    for (int i = 0; i < words; i++)
        for (int j = 0; j < i; j++) {
            int apart = distance(codes[i], codes[j]);
            pairs[apart]++;
            if (apart < nearest) {
                nearest = apart;
                from = j;
                to = i;
            }
            if (apart == 1 || apart > width / 2) /* the numbers where the two codes differ */
                between += from_gray(codes[i] ^ codes[j]);
        }

    int commonest = 0;
    uint64_t hash = 14695981039346656037u;
    for (int apart = 0; apart <= 64; apart++) {
        if (pairs[apart] > pairs[commonest])
            commonest = apart;
        hash = (hash ^ (uint64_t)pairs[apart]) * 1099511628211u;
    }
    printf("nearest %d: %d and %d\n", nearest, from, to);
    printf("commonest %d: %d pairs\n", commonest, pairs[commonest]);
    printf("between %016llx\n", (unsigned long long)between);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
