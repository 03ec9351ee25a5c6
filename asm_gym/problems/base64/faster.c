#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES (1u << 24)

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

#define NO_SEXTET 0x80000000u

static uint16_t pair[4096];       /* The two characters of twelve bits. */
static uint32_t sextet[4][256];   /* A character's bits in each place of a group of four. */

static void make_tables(void) {
    for (unsigned i = 0; i < 4096; i++)
        pair[i] = (uint16_t)(alphabet[i >> 6] | alphabet[i & 63] << 8);
    for (unsigned place = 0; place < 4; place++) {
        for (unsigned c = 0; c < 256; c++)
            sextet[place][c] = NO_SEXTET;
        for (unsigned i = 0; i < 64; i++)
            sextet[place][(unsigned char)alphabet[i]] = (uint32_t)i << (18 - 6 * place);
    }
}

static size_t encode(const unsigned char *in, size_t n, char *out) {
    size_t k = 0, i = 0;
    for (; i + 2 < n; i += 3) {
        uint32_t bits = (uint32_t)in[i] << 16 | (uint32_t)in[i + 1] << 8 | in[i + 2];
        uint32_t group = pair[bits >> 12] | (uint32_t)pair[bits & 4095] << 16;
        memcpy(out + k, &group, sizeof group);
        k += 4;
    }
    if (i < n) {
        uint32_t bits = (uint32_t)in[i] << 16 | (i + 1 < n ? (uint32_t)in[i + 1] << 8 : 0);
        out[k++] = alphabet[bits >> 18];
        out[k++] = alphabet[bits >> 12 & 63];
        out[k++] = i + 1 < n ? alphabet[bits >> 6 & 63] : '=';
        out[k++] = '=';
    }
    return k;
}

/* Takes four characters at a time as long as all of them belong to the alphabet. */
static size_t decode(const char *in, size_t n, unsigned char *out) {
    const unsigned char *s = (const unsigned char *)in;
    size_t k = 0, i = 0;
    for (; i + 4 <= n; i += 4) {
        uint32_t bits = sextet[0][s[i]] | sextet[1][s[i + 1]] | sextet[2][s[i + 2]] | sextet[3][s[i + 3]];
        if (bits & NO_SEXTET)
            break;
        out[k] = (unsigned char)(bits >> 16);
        out[k + 1] = (unsigned char)(bits >> 8);
        out[k + 2] = (unsigned char)bits;
        k += 3;
    }
    uint32_t bits = 0;
    int count = 0;
    for (; i < n; i++) {
        uint32_t value = sextet[3][s[i]];
        if (value & NO_SEXTET)
            continue;
        bits = bits << 6 | value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out[k++] = (unsigned char)(bits >> count);
        }
    }
    return k;
}

static uint32_t lane_sum(__m256i v) {
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    return (uint32_t)_mm_cvtsi128_si32(half);
}

/*
 * In a block of 32 bytes the byte at place j adds itself to a once and to b 32 - j times, and
 * the a from before the block goes to b 32 times.
 */
static uint32_t checksum(const char *s, size_t n) {
    const __m256i weight = _mm256_setr_epi8(32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15,
                                            14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    const __m256i ones = _mm256_set1_epi16(1), zero = _mm256_setzero_si256();
    __m256i sums = zero, earlier = zero, weighted = zero;
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(s + i));
        earlier = _mm256_add_epi32(earlier, sums);
        sums = _mm256_add_epi32(sums, _mm256_sad_epu8(bytes, zero));
        __m256i products = _mm256_maddubs_epi16(bytes, weight);
        weighted = _mm256_add_epi32(weighted, _mm256_madd_epi16(products, ones));
    }
    uint32_t a = 1 + lane_sum(sums);
    uint32_t b = (uint32_t)i + 32 * lane_sum(earlier) + lane_sum(weighted);
    for (; i < n; i++) {
        a += (unsigned char)s[i];
        b += a;
    }
    return (b << 16) ^ (b >> 16) ^ a;
}

#define STREAMS 8

/* Eight generators, each of which takes every eighth step of the sequence. */
static void fill(unsigned char *data, size_t n, uint32_t seed) {
    uint32_t x[STREAMS], jump_factor = 1, jump_summand = 0;
    uint32_t state = seed * 2654435761u + 12345u;
    for (int k = 0; k < STREAMS; k++) {
        state = state * 1664525u + 1013904223u;
        x[k] = state;
        jump_factor *= 1664525u;
        jump_summand = jump_summand * 1664525u + 1013904223u;
    }
    size_t i = 0;
    for (; i + STREAMS <= n; i += STREAMS) {
        for (int k = 0; k < STREAMS; k++) {
            data[i + (size_t)k] = (unsigned char)(x[k] >> 24);
            x[k] = x[k] * jump_factor + jump_summand;
        }
    }
    for (int k = 0; i < n; k++)
        data[i++] = (unsigned char)(x[k] >> 24);
}

/* Drops every fifth character in place; returns how many are left. */
static size_t drop_fifths(char *s, size_t n) {
    size_t kept = 0, i = 0;
    for (; i + 5 <= n; i += 5) {
        memmove(s + kept, s + i, 4);
        kept += 4;
    }
    for (; i < n; i++)
        s[kept++] = s[i];
    return kept;
}

int main(void) {
    static unsigned char text[1024];
    static char coded_text[1400];
    unsigned n, seed;
    if (scanf("%u %u", &n, &seed) != 2 || n > MAX_BYTES)
        return 1;
    getchar();
    make_tables();
    size_t length = fread(text, 1, sizeof text, stdin);
    size_t coded_length = encode(text, length, coded_text);
    printf("%zu:%.*s\n", coded_length, (int)coded_length, coded_text);

    unsigned char *data = malloc(n + 1), *back = calloc(n + 1, 1);
    char *coded = malloc(4 * ((size_t)n / 3 + 1));
    if (data == NULL || back == NULL || coded == NULL)
        return 1;
    fill(data, n, seed);
    size_t m = encode(data, n, coded);
    printf("encoded %zu %08x\n", m, checksum(coded, m));
    size_t k = decode(coded, m, back);
    printf("decoded %zu %s\n", k, k == n && memcmp(data, back, n) == 0 ? "same" : "different");

    /* Remove every fifth character, as a damaged transmission would, and decode again. */
    size_t kept = drop_fifths(coded, m);
    k = decode(coded, kept, back);
    printf("damaged %zu %08x\n", k, checksum((const char *)back, k) + seed);
    free(data);
    free(back);
    free(coded);
    return 0;
}
