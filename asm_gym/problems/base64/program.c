#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES (1u << 24)

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static size_t encode(const unsigned char *in, size_t n, char *out) {
    size_t k = 0, i = 0;
    for (; i + 2 < n; i += 3) {
        out[k++] = alphabet[in[i] >> 2];
        out[k++] = alphabet[(in[i] & 3) << 4 | in[i + 1] >> 4];
        out[k++] = alphabet[(in[i + 1] & 15) << 2 | in[i + 2] >> 6];
        out[k++] = alphabet[in[i + 2] & 63];
    }
    if (i + 1 == n) {
        out[k++] = alphabet[in[i] >> 2];
        out[k++] = alphabet[(in[i] & 3) << 4];
        out[k++] = '=';
        out[k++] = '=';
    } else if (i + 2 == n) {
        out[k++] = alphabet[in[i] >> 2];
        out[k++] = alphabet[(in[i] & 3) << 4 | in[i + 1] >> 4];
        out[k++] = alphabet[(in[i + 1] & 15) << 2];
        out[k++] = '=';
    }
    return k;
}

static int sextet(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    if (c == '/')
        return 63;
    return -1;
}

static size_t decode(const char *in, size_t n, unsigned char *out) {
    uint32_t bits = 0;
    int count = 0;
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        int value = sextet(in[i]);
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out[k++] = (unsigned char)(bits >> count);
        }
    }
    return k;
}

static uint32_t checksum(const char *s, size_t n) {
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < n; i++) {
        a += (unsigned char)s[i];
        b += a;
    }
    return (b << 16) ^ (b >> 16) ^ a;
}

int main(void) {
    static unsigned char text[1024];
    static char coded_text[1400];
    unsigned n, seed;
    if (scanf("%u %u", &n, &seed) != 2 || n > MAX_BYTES)
        return 1;
    getchar();
    size_t length = fread(text, 1, sizeof text, stdin);
    size_t coded_length = encode(text, length, coded_text);
    printf("%zu:%.*s\n", coded_length, (int)coded_length, coded_text);

    unsigned char *data = malloc(n + 1), *back = calloc(n + 1, 1);
    char *coded = malloc(4 * ((size_t)n / 3 + 1));
    if (data == NULL || back == NULL || coded == NULL)
        return 1;
    uint32_t x = seed * 2654435761u + 12345u;
    for (unsigned i = 0; i < n; i++) {
        x = x * 1664525u + 1013904223u;
        data[i] = (unsigned char)(x >> 24);
    }
    size_t m = encode(data, n, coded);
    printf("encoded %zu %08x\n", m, checksum(coded, m));
    size_t k = decode(coded, m, back);
    printf("decoded %zu %s\n", k, k == n && memcmp(data, back, n) == 0 ? "same" : "different");

    /* Remove every fifth character, as a damaged transmission would, and decode again. */
    size_t kept = 0;
    for (size_t i = 0; i < m; i++)
        if (i % 5 != 4)
            coded[kept++] = coded[i];
    k = decode(coded, kept, back);
    printf("damaged %zu %08x\n", k, checksum((const char *)back, k) + seed);
    free(data);
    free(back);
    free(coded);
    return 0;
}
