/* ChaCha keystream with a 64-bit block counter, and checksums of it. */
#include <inttypes.h>
#include <stdio.h>

#define MAX_BLOCKS 1000000

static uint32_t rotate_left(uint32_t x, int distance)
{
    return x << distance | x >> (32 - distance);
}

static void quarter_round(uint32_t *x, int a, int b, int c, int d)
{
    x[a] += x[b];
    x[d] = rotate_left(x[d] ^ x[a], 16);
    x[c] += x[d];
    x[b] = rotate_left(x[b] ^ x[c], 12);
    x[a] += x[b];
    x[d] = rotate_left(x[d] ^ x[a], 8);
    x[c] += x[d];
    x[b] = rotate_left(x[b] ^ x[c], 7);
}

static void make_block(const uint32_t *input, int rounds, uint32_t *output)
{
    for (int i = 0; i < 16; i++)
        output[i] = input[i];
    for (int round = 0; round < rounds; round += 2) {
        for (int column = 0; column < 4; column++)
            quarter_round(output, column, 4 + column, 8 + column, 12 + column);
        for (int i = 0; i < 4; i++)
            quarter_round(output, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
    }
    for (int i = 0; i < 16; i++)
        output[i] += input[i];
}

int main(void)
{
    uint32_t blocks;
    int rounds;
    uint64_t counter, seed;
    if (scanf("%" SCNu32 " %d %" SCNu64 " %" SCNu64, &blocks, &rounds, &counter, &seed) != 4)
        return 1;
    if (blocks > MAX_BLOCKS || rounds < 2 || rounds > 20 || rounds % 2 != 0)
        return 1;

    /* The constants, eight words of key, the counter in two words and a nonce of two words. */
    uint32_t input[16] = {0x61707865, 0x3320646E, 0x79622D32, 0x6B206574};
    for (int i = 4; i < 16; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        input[i] = (uint32_t)(seed >> 32);
    }
    uint32_t output[16] = {0}, sums[16] = {0};
    uint64_t hash = 0xCBF29CE484222325u;
    for (uint32_t b = 0; b < blocks; b++) {
        input[12] = (uint32_t)counter;
        input[13] = (uint32_t)(counter >> 32);
        make_block(input, rounds, output);
        counter++;
        uint32_t digest = 0;
        for (int i = 0; i < 16; i++) {
            sums[i] += output[i];
            digest = digest * 31 + output[i];
        }
        hash = (hash ^ digest) * 0x100000001B3u;
    }
    printf("last block");
    for (int i = 0; i < 16; i++)
        printf(" %08" PRIx32, output[i]);
    printf("\nsums");
    for (int i = 0; i < 16; i++)
        printf(" %08" PRIx32, sums[i]);
    printf("\nhash %016" PRIx64 "\n", hash);
    return 0;
}
