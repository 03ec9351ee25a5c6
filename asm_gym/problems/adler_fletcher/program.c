/* Adler-32, Fletcher-16 and Fletcher-32 of the blocks of a generated buffer. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_LENGTH 8000000

static uint32_t adler32(const uint8_t *data, size_t length)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < length; i++) {
        a = (a + data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static uint32_t fletcher16(const uint8_t *data, size_t length)
{
    uint32_t a = 0, b = 0;
    for (size_t i = 0; i < length; i++) {
        a = (a + data[i]) % 255;
        b = (b + a) % 255;
    }
    return b << 8 | a;
}

/* Works on little-endian 16-bit words; the length is even. */
static uint32_t fletcher32(const uint8_t *data, size_t length)
{
    uint32_t a = 0, b = 0;
    for (size_t i = 0; i < length; i += 2) {
        uint32_t word = data[i] | (uint32_t)data[i + 1] << 8;
        a = (a + word) % 65535;
        b = (b + a) % 65535;
    }
    return b << 16 | a;
}

int main(void)
{
    size_t length, block;
    unsigned low, high, seed;
    if (scanf("%zu %zu %u %u %u", &length, &block, &low, &high, &seed) != 5)
        return 1;
    if (length > MAX_LENGTH || block < 1 || block > MAX_LENGTH || low > high || high > 255)
        return 1;
    if (length % 2 != 0 || block % 2 != 0)
        return 1;
    uint8_t *data = malloc(length + 1);
    if (data == NULL)
        return 1;
    uint64_t state = seed;
    for (size_t i = 0; i < length; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        data[i] = (uint8_t)(low + (((state >> 48) * (high - low + 1)) >> 16));
    }

    size_t blocks = 0, odd_sums = 0;
    uint32_t adler = 0, short_sum = 0, long_sum = 0;
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t start = 0; start < length; start += block) {
        size_t size = length - start < block ? length - start : block;
        adler = adler32(data + start, size);
        short_sum = fletcher16(data + start, size);
        long_sum = fletcher32(data + start, size);
        hash = (hash ^ adler) * 0x100000001B3u;
        hash = (hash ^ short_sum) * 0x100000001B3u;
        hash = (hash ^ long_sum) * 0x100000001B3u;
        odd_sums += (adler ^ short_sum ^ long_sum) & 1;
        blocks++;
    }
    printf("blocks %zu odd %zu\n", blocks, odd_sums);
    printf("last %08" PRIx32 " %04" PRIx32 " %08" PRIx32 "\n", adler, short_sum, long_sum);
    printf("hash %016" PRIx64 "\n", hash);
    free(data);
    return 0;
}
