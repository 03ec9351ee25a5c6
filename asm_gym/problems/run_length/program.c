#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES (1u << 24)

/* Writes each run as its decimal length followed by its letter; returns the coded size. */
static size_t encode(const char *in, size_t n, char *out) {
    size_t k = 0, i = 0;
    while (i < n) {
        size_t run = 1;
        while (i + run < n && in[i + run] == in[i])
            run++;
        char digits[20];
        int d = 0;
        for (size_t rest = run; rest > 0; rest /= 10)
            digits[d++] = (char)('0' + rest % 10);
        while (d > 0)
            out[k++] = digits[--d];
        out[k++] = in[i];
        i += run;
    }
    return k;
}

static size_t decode(const char *in, size_t n, char *out) {
    size_t k = 0, run = 0;
    for (size_t i = 0; i < n; i++) {
        if (in[i] >= '0' && in[i] <= '9') {
            run = run * 10 + (size_t)(in[i] - '0');
        } else {
            for (size_t j = 0; j < run; j++)
                out[k++] = in[i];
            run = 0;
        }
    }
    return k;
}

static void fill(char *text, size_t n, unsigned letters, unsigned longest, uint32_t seed) {
    uint64_t x = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    size_t i = 0;
    while (i < n) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        size_t run = 1 + (size_t)(((x >> 32) * longest) >> 32);
        char c = (char)('a' + (((x & 0xFFFFFFFFu) * letters) >> 32));
        while (run-- > 0 && i < n)
            text[i++] = c;
    }
}

int main(void) {
    static char line[512], coded_line[1024];
    unsigned n, letters, longest, seed;
    if (scanf("%u %u %u %u", &n, &letters, &longest, &seed) != 4)
        return 1;
    if (n > MAX_BYTES || letters < 1 || letters > 26)
        return 1;
    getchar();
    size_t length = fread(line, 1, sizeof line, stdin);
    size_t coded_length = encode(line, length, coded_line);
    printf("line %zu %.*s\n", coded_length, (int)coded_length, coded_line);

    char *text = malloc(n + 1), *coded = malloc(2 * (size_t)n + 1), *back = calloc(n + 1, 1);
    if (text == NULL || coded == NULL || back == NULL)
        return 1;
    fill(text, n, letters, longest, seed);
    size_t m = encode(text, n, coded);

    uint32_t code_sum = seed;
    unsigned runs = 0;
    for (size_t i = 0; i < m; i++) {
        code_sum += (uint32_t)coded[i] * (uint32_t)(i % 255 + 1);
        if (coded[i] >= 'a')
            runs++;
    }
    printf("coded %zu runs %u sum %08x\n", m, runs, code_sum);

    size_t k = decode(coded, m, back);
    printf("decoded %zu %s\n", k, k == n && memcmp(text, back, n) == 0 ? "same" : "different");
    uint32_t count[26] = {0}, text_sum = seed ^ 0x5bd1e995u;
    for (size_t i = 0; i < k; i++) {
        count[back[i] - 'a']++;
        text_sum += (uint32_t)back[i] * (uint32_t)(i & 1023);
    }
    for (unsigned c = 0; c < letters; c++)
        printf("%u%c", count[c], c + 1 == letters ? '\n' : ' ');
    printf("sum %08x\n", text_sum);
    free(text);
    free(coded);
    free(back);
    return 0;
}
