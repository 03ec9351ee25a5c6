/* Bit-reversal permutations of all blocks of a power-of-two array, for every block size from large to small. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_BITS = 18 };

static uint32_t data[1 << MAX_BITS];

/* Reverses of the numbers of `bits` bits. */
static void fill_table(uint32_t *reversed, int bits)
{
    reversed[0] = 0;
    for (uint32_t i = 1; i < (uint32_t)1 << bits; i++)
        reversed[i] = reversed[i >> 1] >> 1 | (i & 1) << (bits - 1);
}

/* An index is a high half, a middle bit if the size is odd, and a low half. Its partner has the halves swapped and
   reversed, so that the pairs high > low are exactly the swaps and no comparison is needed. */
static uint32_t permute(uint32_t *block, int bits, const uint32_t *reversed)
{
    uint32_t half = (uint32_t)1 << bits / 2, middles = 1 + bits % 2;
    int shift = bits - bits / 2;
    for (uint32_t a = 1; a < half; a++) {
        for (uint32_t middle = 0; middle < middles; middle++) {
            uint32_t *to = block + (a << shift | middle * half), *from = block + (middle * half | reversed[a]);
            for (uint32_t b = 0; b < a; b++) {
                uint32_t *p = to + reversed[b], *q = from + (b << shift), kept = *p;
                *p = *q;
                *q = kept;
            }
        }
    }
    return middles * (half * (half - 1) / 2);
}

int main(void)
{
    int bits;
    unsigned int seed;
    if (scanf("%d %u", &bits, &seed) != 2 || bits < 1 || bits > MAX_BITS)
        return 1;
    uint32_t size = (uint32_t)1 << bits;
    uint64_t state = seed;
    for (uint32_t i = 0; i < size; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        data[i] = (uint32_t)(state >> 32);
    }

    uint32_t check = 0;
    for (int level = bits; level > 0; level--) {
        uint32_t swaps = 0, reversed[1 << MAX_BITS / 2];
        fill_table(reversed, level / 2);
        for (uint32_t start = 0; start < size; start += (uint32_t)1 << level)
            swaps += permute(data + start, level, reversed);
        check = check * 31 + data[size / 3] + swaps;
        if (level % 4 == 1)
            printf("blocks of %d bits: %u swaps, check %08x\n", level, swaps, check);
    }

    uint64_t hash = 14695981039346656037u;
    for (uint32_t i = 0; i < size; i++)
        hash = (hash ^ data[i]) * 1099511628211u;
    printf("ends %08x %08x\n", data[0], data[size - 1]);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
