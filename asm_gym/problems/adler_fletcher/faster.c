/* Adler-32, Fletcher-16 and Fletcher-32 of blocks: vectorised, with one remainder per block. */
#include <immintrin.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_LENGTH 8000000

struct sums {
    uint32_t adler32, fletcher16, fletcher32;
};

static uint64_t add_lanes(__m256i x)
{
    uint64_t lanes[4];
    _mm256_storeu_si256((__m256i *)lanes, x);
    return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}

/* Sums of pairs of 32-bit lanes, as 64-bit lanes. */
static __m256i widen(__m256i x)
{
    return _mm256_add_epi64(_mm256_and_si256(x, _mm256_set1_epi64x(0xFFFFFFFF)), _mm256_srli_epi64(x, 32));
}

/*
 * All checksums are remainders of two sums: that of the numbers, and that of the sums so far. In a block of 16 words
 * the k-th word counts 16 - k times in the second one, so that sums of the even and of the odd bytes, plain and
 * weighted, give the exact 64-bit sums of bytes and of words.
 */
static struct sums checksums(const uint8_t *data, size_t length)
{
    const __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1), even = _mm256_set1_epi16(0xFF);
    const __m256i even_weights = _mm256_setr_epi8(16, 0, 15, 0, 14, 0, 13, 0, 12, 0, 11, 0, 10, 0, 9, 0, //
                                                  8, 0, 7, 0, 6, 0, 5, 0, 4, 0, 3, 0, 2, 0, 1, 0);
    const __m256i odd_weights = _mm256_slli_epi16(even_weights, 8);
    __m256i even_sum = zero, odd_sum = zero, even_before = zero, odd_before = zero;
    __m256i even_weighted = zero, odd_weighted = zero;
    size_t i = 0;
    for (; i + 32 <= length; i += 32) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(data + i));
        even_before = _mm256_add_epi64(even_before, even_sum);
        odd_before = _mm256_add_epi64(odd_before, odd_sum);
        even_sum = _mm256_add_epi64(even_sum, _mm256_sad_epu8(_mm256_and_si256(x, even), zero));
        odd_sum = _mm256_add_epi64(odd_sum, _mm256_sad_epu8(_mm256_srli_epi16(x, 8), zero));
        __m256i weighted = _mm256_madd_epi16(_mm256_maddubs_epi16(x, even_weights), ones);
        even_weighted = _mm256_add_epi64(even_weighted, widen(weighted));
        weighted = _mm256_madd_epi16(_mm256_maddubs_epi16(x, odd_weights), ones);
        odd_weighted = _mm256_add_epi64(odd_weighted, widen(weighted));
    }
    uint64_t evens = add_lanes(even_sum), odds = add_lanes(odd_sum), e = add_lanes(even_weighted);
    uint64_t o = add_lanes(odd_weighted), e_before = add_lanes(even_before), o_before = add_lanes(odd_before);
    uint64_t a = evens + odds, b = 32 * (e_before + o_before) + 2 * (e + o) - odds;
    uint64_t word_a = evens + 256 * odds, word_b = 16 * (e_before + 256 * o_before) + e + 256 * o;
    for (size_t k = i; k < length; k++) {
        a += data[k];
        b += a;
    }
    for (size_t k = i; k < length; k += 2) {
        word_a += data[k] + 256u * data[k + 1];
        word_b += word_a;
    }
    return (struct sums){(uint32_t)((length + b) % 65521 << 16 | (a + 1) % 65521),
                         (uint32_t)(b % 255 << 8 | a % 255), (uint32_t)(word_b % 65535 << 16 | word_a % 65535)};
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
        struct sums sums = checksums(data + start, size);
        adler = sums.adler32;
        short_sum = sums.fletcher16;
        long_sum = sums.fletcher32;
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
