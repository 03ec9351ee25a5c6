#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES (1u << 24)

#define SLACK 64 /* bytes that wide loads and stores may touch beyond the end */

static size_t write_run(size_t run, char letter, char *out) {
    char digits[20];
    int d = 0;
    size_t k = 0;
    for (size_t rest = run; rest > 0; rest /= 10)
        digits[d++] = (char)('0' + rest % 10);
    while (d > 0)
        out[k++] = digits[--d];
    out[k++] = letter;
    return k;
}

/* Bit j is set where byte j differs from the one after it, for 64 bytes. */
static uint64_t run_ends(const char *p) {
    uint64_t same[2];
    for (int half = 0; half < 2; half++) {
        __m256i here = _mm256_loadu_si256((const __m256i *)(p + 32 * half));
        __m256i after = _mm256_loadu_si256((const __m256i *)(p + 32 * half + 1));
        same[half] = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(here, after));
    }
    return ~(same[1] << 32 | same[0]);
}

/* Writes each run as its decimal length followed by its letter; returns the coded size. */
static size_t encode(const char *in, size_t n, char *out) {
    size_t k = 0, start = 0;
    for (size_t i = 0; i < n; i += 64) {
        uint64_t ends = run_ends(in + i);
        if (n - i <= 64) { /* The last byte ends a run, whatever follows it. */
            ends &= ~0ULL >> (64 - (n - i));
            ends |= 1ULL << (n - i - 1);
        }
        for (; ends != 0; ends = _blsr_u64(ends)) {
            size_t end = i + _tzcnt_u64(ends), run = end - start + 1;
            if (run < 10) {
                out[k] = (char)('0' + run);
                out[k + 1] = in[end];
                k += 2;
            } else {
                k += write_run(run, in[end], out + k);
            }
            start = end + 1;
        }
    }
    return k;
}

/* Stores whole vectors, so up to SLACK bytes after the run are overwritten. */
static void write_letters(char *out, size_t run, char letter) {
    const __m256i letters = _mm256_set1_epi8(letter);
    size_t j = 0;
    do {
        _mm256_storeu_si256((__m256i *)(out + j), letters);
        j += 32;
    } while (j < run);
}

/* Decodes what encode has written and counts the letters. */
static size_t decode(const char *in, size_t n, char *out, uint32_t *count) {
    size_t k = 0, i = 0;
    while (i < n) {
        size_t run = 0;
        for (; in[i] <= '9'; i++)
            run = run * 10 + (size_t)(in[i] - '0');
        write_letters(out + k, run, in[i]);
        count[in[i] - 'a'] += (uint32_t)run;
        k += run;
        i++;
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
        run = run < n - i ? run : n - i;
        write_letters(text + i, run, c);
        i += run;
    }
}

/* The sum of each byte times its place modulo 1024. */
static uint32_t place_sum(const char *s, size_t n) {
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i += 1024) {
        unsigned size = n - i < 1024 ? (unsigned)(n - i) : 1024;
        for (unsigned j = 0; j < size; j++)
            sum += (uint32_t)s[i + j] * j;
    }
    return sum;
}

/* The sum of each byte times 1 to 255 in turn. */
static uint32_t code_sum_of(const char *s, size_t n) {
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i += 255) {
        unsigned size = n - i < 255 ? (unsigned)(n - i) : 255;
        for (unsigned j = 0; j < size; j++)
            sum += (uint32_t)s[i + j] * (j + 1);
    }
    return sum;
}

static unsigned count_letters(const char *s, size_t n) {
    unsigned letters = 0;
    for (size_t i = 0; i < n; i++)
        letters += s[i] >= 'a';
    return letters;
}

int main(void) {
    static char line[512 + SLACK], coded_line[1024];
    unsigned n, letters, longest, seed;
    if (scanf("%u %u %u %u", &n, &letters, &longest, &seed) != 4)
        return 1;
    if (n > MAX_BYTES || letters < 1 || letters > 26)
        return 1;
    getchar();
    size_t length = fread(line, 1, 512, stdin);
    size_t coded_length = encode(line, length, coded_line);
    printf("line %zu %.*s\n", coded_length, (int)coded_length, coded_line);

    char *text = malloc(n + 2 * SLACK), *coded = malloc(2 * (size_t)n + 1);
    char *back = malloc(n + 2 * SLACK);
    if (text == NULL || coded == NULL || back == NULL)
        return 1;
    fill(text, n, letters, longest, seed);
    size_t m = encode(text, n, coded);

    uint32_t code_sum = seed + code_sum_of(coded, m);
    unsigned runs = count_letters(coded, m);
    printf("coded %zu runs %u sum %08x\n", m, runs, code_sum);

    uint32_t count[26] = {0};
    size_t k = decode(coded, m, back, count);
    printf("decoded %zu %s\n", k, k == n && memcmp(text, back, n) == 0 ? "same" : "different");
    uint32_t text_sum = (seed ^ 0x5bd1e995u) + place_sum(back, k);
    for (unsigned c = 0; c < letters; c++)
        printf("%u%c", count[c], c + 1 == letters ? '\n' : ' ');
    printf("sum %08x\n", text_sum);
    free(text);
    free(coded);
    free(back);
    return 0;
}
