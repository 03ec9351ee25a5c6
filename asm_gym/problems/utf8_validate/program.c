/* Validates UTF-8: classifies every character and every error in many slightly damaged copies of a text. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_INPUT 262144
#define MAX_COPIES 100000

enum error { STRAY, INVALID, TRUNCATED, OVERLONG, SURROGATE, TOO_LARGE, ERRORS };

static const char *const names[ERRORS] = {"stray", "invalid", "truncated", "overlong", "surrogate", "too large"};
static size_t by_length[5], errors[ERRORS], first[ERRORS], total;
static size_t offset; /* of the current copy */
static uint64_t code_points;

static void report(enum error kind, size_t position)
{
    if (errors[kind]++ == 0)
        first[kind] = offset + position;
    total++;
}

/* Checks the character at a position and returns the number of bytes to advance. */
static size_t decode(const unsigned char *text, size_t position, size_t size)
{
    unsigned lead = text[position];
    if (lead < 0x80) {
        by_length[1]++;
        code_points += lead;
        return 1;
    }
    if (lead < 0xC0) {
        report(STRAY, position);
        return 1;
    }
    if (lead >= 0xF8) {
        report(INVALID, position);
        return 1;
    }
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t code = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (position + i >= size || (text[position + i] & 0xC0) != 0x80) {
            report(TRUNCATED, position);
            return i;
        }
        code = code << 6 | (text[position + i] & 0x3F);
    }
    if (code < (length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u))
        report(OVERLONG, position);
    else if (code >= 0xD800 && code <= 0xDFFF)
        report(SURROGATE, position);
    else if (code > 0x10FFFF)
        report(TOO_LARGE, position);
    else {
        by_length[length]++;
        code_points += code;
    }
    return length;
}

int main(void)
{
    unsigned copies, damages, seed;
    if (scanf("%u %u %u", &copies, &damages, &seed) != 3 || getchar() != '\n' || copies > MAX_COPIES)
        return 1;
    static unsigned char input[MAX_INPUT], text[MAX_INPUT];
    size_t size = fread(input, 1, sizeof input, stdin);

    uint32_t x = seed;
    unsigned valid = 0;
    for (unsigned i = 0; i < copies; i++) {
        memcpy(text, input, size);
        for (unsigned k = 0; k < damages && size > 0; k++) {
            x = x * 1664525u + 1013904223u;
            size_t position = (size_t)(((uint64_t)x * size) >> 32);
            x = x * 1664525u + 1013904223u;
            text[position] = (unsigned char)(x >> 24);
        }
        size_t before = total;
        for (size_t position = 0; position < size;)
            position += decode(text, position, size);
        valid += total == before;
        offset += size;
    }

    printf("%u copies of %zu bytes, %u valid\n", copies, size, valid);
    for (int length = 1; length <= 4; length++)
        printf("%d bytes: %zu\n", length, by_length[length]);
    printf("sum %llu\n", (unsigned long long)code_points);
    for (int kind = 0; kind < ERRORS; kind++)
        if (errors[kind] > 0)
            printf("%s: %zu, first at %zu\n", names[kind], errors[kind], first[kind]);
    return 0;
}
