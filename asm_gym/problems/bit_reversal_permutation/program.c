/* Bit-reversal permutations of all blocks of a power-of-two array, for every block size from large to small. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_BITS = 18 };

static uint32_t data[1 << MAX_BITS];

static uint32_t reverse(uint32_t index, int bits)
{
    uint32_t reversed = 0;
    for (int i = 0; i < bits; i++) {
        reversed = reversed << 1 | (index & 1);
        index >>= 1;
    }
    return reversed;
}

/* Returns the number of swaps. */
static uint32_t permute(uint32_t *block, int bits)
{
    uint32_t size = (uint32_t)1 << bits, swaps = 0;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t j = reverse(i, bits);
        if (i < j) {
            uint32_t kept = block[i];
            block[i] = block[j];
            block[j] = kept;
            swaps++;
        }
    }
    return swaps;
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
        uint32_t swaps = 0;
        for (uint32_t start = 0; start < size; start += (uint32_t)1 << level)
            swaps += permute(data + start, level);
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
