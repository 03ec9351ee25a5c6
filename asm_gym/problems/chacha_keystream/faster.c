/* ChaCha keystream with a 64-bit block counter, and checksums of it: eight blocks side by side. */
#include <immintrin.h>
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

#define LANES 8

static inline __m256i rotate_lanes(__m256i x, int distance)
{
    return _mm256_or_si256(_mm256_slli_epi32(x, distance), _mm256_srli_epi32(x, 32 - distance));
}

static inline __m256i rotate_16(__m256i x)
{
    return _mm256_shuffle_epi8(x, _mm256_setr_epi8(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13, //
                                                   2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
}

static inline __m256i rotate_8(__m256i x)
{
    return _mm256_shuffle_epi8(x, _mm256_setr_epi8(3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14, //
                                                   3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14));
}

static inline void quarter_rounds(__m256i *a, __m256i *b, __m256i *c, __m256i *d)
{
    *a = _mm256_add_epi32(*a, *b);
    *d = rotate_16(_mm256_xor_si256(*d, *a));
    *c = _mm256_add_epi32(*c, *d);
    *b = rotate_lanes(_mm256_xor_si256(*b, *c), 12);
    *a = _mm256_add_epi32(*a, *b);
    *d = rotate_8(_mm256_xor_si256(*d, *a));
    *c = _mm256_add_epi32(*c, *d);
    *b = rotate_lanes(_mm256_xor_si256(*b, *c), 7);
}

/* Eight consecutive blocks, one in each lane: adds to the sums, stores the digests and the last block. */
static void make_blocks(const uint32_t *input, uint64_t counter, int rounds, __m256i *sums, uint32_t *digests,
                        uint32_t *last)
{
    __m256i start[16], x[16];
    uint32_t low[LANES], high[LANES];
    for (int k = 0; k < LANES; k++) {
        low[k] = (uint32_t)(counter + (uint64_t)k);
        high[k] = (uint32_t)((counter + (uint64_t)k) >> 32);
    }
    for (int i = 0; i < 16; i++)
        start[i] = _mm256_set1_epi32((int)input[i]);
    start[12] = _mm256_loadu_si256((__m256i *)low);
    start[13] = _mm256_loadu_si256((__m256i *)high);
    for (int i = 0; i < 16; i++)
        x[i] = start[i];
    for (int round = 0; round < rounds; round += 2) {
        quarter_rounds(&x[0], &x[4], &x[8], &x[12]);
        quarter_rounds(&x[1], &x[5], &x[9], &x[13]);
        quarter_rounds(&x[2], &x[6], &x[10], &x[14]);
        quarter_rounds(&x[3], &x[7], &x[11], &x[15]);
        quarter_rounds(&x[0], &x[5], &x[10], &x[15]);
        quarter_rounds(&x[1], &x[6], &x[11], &x[12]);
        quarter_rounds(&x[2], &x[7], &x[8], &x[13]);
        quarter_rounds(&x[3], &x[4], &x[9], &x[14]);
    }
    __m256i digest = _mm256_setzero_si256();
    for (int i = 0; i < 16; i++) {
        x[i] = _mm256_add_epi32(x[i], start[i]);
        sums[i] = _mm256_add_epi32(sums[i], x[i]);
        digest = _mm256_add_epi32(_mm256_sub_epi32(_mm256_slli_epi32(digest, 5), digest), x[i]);
        last[i] = (uint32_t)_mm256_extract_epi32(x[i], LANES - 1);
    }
    _mm256_storeu_si256((__m256i *)digests, digest);
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
    uint32_t b = 0;
    __m256i lane_sums[16];
    for (int i = 0; i < 16; i++)
        lane_sums[i] = _mm256_setzero_si256();
    for (; blocks - b >= LANES; b += LANES) {
        uint32_t digests[LANES];
        make_blocks(input, counter, rounds, lane_sums, digests, output);
        counter += LANES;
        for (int k = 0; k < LANES; k++)
            hash = (hash ^ digests[k]) * 0x100000001B3u;
    }
    for (int i = 0; i < 16; i++) {
        uint32_t lanes[LANES];
        _mm256_storeu_si256((__m256i *)lanes, lane_sums[i]);
        for (int k = 0; k < LANES; k++)
            sums[i] += lanes[k];
    }
    for (; b < blocks; b++) {
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
