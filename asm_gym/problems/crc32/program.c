#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define POLYNOMIAL 0xEDB88320u
#define MAX_BYTES (1u << 24)

/* Reflected CRC-32, one bit at a time. The caller inverts before and after. */
static uint32_t crc_update(uint32_t crc, const unsigned char *data, size_t n) {
    for (size_t i = 0; i < n; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++) {
            if (crc & 1)
                crc = (crc >> 1) ^ POLYNOMIAL;
            else
                crc >>= 1;
        }
    }
    return crc;
}

static void fill(unsigned char *data, size_t n, uint32_t seed) {
    uint64_t x = (uint64_t)seed * 2862933555777941757ULL + 3037000493ULL;
    for (size_t i = 0; i < n; i++) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        data[i] = (unsigned char)(x >> 56);
    }
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
