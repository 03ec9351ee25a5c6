#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POLYNOMIAL 0xEDB88320u
#define MAX_BYTES (1u << 24)

static uint32_t table[256];

static void make_table(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (POLYNOMIAL & (0u - (crc & 1)));
        table[i] = crc;
    }
}

static uint32_t update_bytes(uint32_t crc, const unsigned char *data, size_t n) {
    for (size_t i = 0; i < n; i++)
        crc = (crc >> 8) ^ table[(crc ^ data[i]) & 0xFF];
    return crc;
}

static __m128i load(const unsigned char *p) { return _mm_loadu_si128((const __m128i *)p); }

/* Moves 128 bits of the message forward by the distance that the two constants stand for. */
static __m128i fold(__m128i part, __m128i distance, __m128i next) {
    __m128i low = _mm_clmulepi64_si128(part, distance, 0x00);
    __m128i high = _mm_clmulepi64_si128(part, distance, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/* Reflected CRC-32 by carry-less multiplication; 64 bytes are folded at a time. */
static uint32_t crc_update(uint32_t crc, const unsigned char *data, size_t n) {
    if (n < 64)
        return update_bytes(crc, data, n);
    const __m128i far = _mm_set_epi64x(0x1C6E41596, 0x154442BD4); /* 64 bytes */
    const __m128i near = _mm_set_epi64x(0x0CCAA009E, 0x1751997D0); /* 16 bytes */
    __m128i part[4];
    for (int i = 0; i < 4; i++)
        part[i] = load(data + 16 * i);
    part[0] = _mm_xor_si128(part[0], _mm_cvtsi32_si128((int)crc));
    size_t done = 64;
    for (; done + 64 <= n; done += 64)
        for (int i = 0; i < 4; i++)
            part[i] = fold(part[i], far, load(data + done + 16 * i));
    __m128i rest = part[0];
    for (int i = 1; i < 4; i++)
        rest = fold(rest, near, part[i]);
    unsigned char last[16];
    _mm_storeu_si128((__m128i *)last, rest);
    return update_bytes(update_bytes(0, last, sizeof last), data + done, n - done);
}

#define STREAMS 8

/* Eight generators, each of which takes every eighth step of the sequence. */
static void fill(unsigned char *data, size_t n, uint32_t seed) {
    const uint64_t factor = 6364136223846793005ULL, summand = 1442695040888963407ULL;
    uint64_t x[STREAMS], jump_factor = 1, jump_summand = 0;
    uint64_t state = (uint64_t)seed * 2862933555777941757ULL + 3037000493ULL;
    for (int k = 0; k < STREAMS; k++) {
        state = state * factor + summand;
        x[k] = state;
        jump_factor *= factor;
        jump_summand = jump_summand * factor + summand;
    }
    size_t i = 0;
    for (; i + STREAMS <= n; i += STREAMS) {
        uint64_t bytes = 0;
        for (int k = 0; k < STREAMS; k++) {
            bytes |= x[k] >> 56 << (8 * k);
            x[k] = x[k] * jump_factor + jump_summand;
        }
        memcpy(data + i, &bytes, sizeof bytes);
    }
    for (int k = 0; i < n; k++)
        data[i++] = (unsigned char)(x[k] >> 56);
}

int main(void) {
    static unsigned char text[4096];
    unsigned n, seed;
    if (scanf("%u %u", &n, &seed) != 2 || n > MAX_BYTES)
        return 1;
    getchar();
    size_t length = fread(text, 1, sizeof text, stdin);
    unsigned char *data = malloc(n + 1);
    if (data == NULL)
        return 1;
    make_table();
    fill(data, n, seed);

    uint32_t text_crc = ~crc_update(0xFFFFFFFFu, text, length);
    printf("text %zu %08x\n", length, text_crc);

    uint32_t crc = 0xFFFFFFFFu;
    size_t done = 0;
    for (size_t part = 1; part <= 4; part++) {
        size_t end = (size_t)n * part / 4;
        crc = crc_update(crc, data + done, end - done);
        done = end;
        printf("part %zu %zu %08x\n", part, end, ~crc);
    }

    unsigned char trailer[12];
    for (int i = 0; i < 4; i++) {
        trailer[i] = (unsigned char)(seed >> (8 * i));
        trailer[4 + i] = (unsigned char)(n >> (8 * i));
        trailer[8 + i] = (unsigned char)(text_crc >> (8 * i));
    }
    crc = crc_update(crc, trailer, sizeof trailer);
    printf("total %08x\n", ~crc);
    free(data);
    return 0;
}
