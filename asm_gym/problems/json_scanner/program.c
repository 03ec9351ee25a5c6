/* Checks JSON documents, one a line, again and again with other characters damaged, and counts what they contain. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 262144
#define MAX_DEPTH 40

static char text[MAX_SIZE + 2];
static const char *at;
static unsigned objects, arrays, strings, numbers, literals, escapes, deepest;
static uint64_t string_bytes, hash;

static int value(unsigned depth);

static void skip_blanks(void)
{
    while (*at == ' ' || *at == '\t')
        at++;
}

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/* The escape sequence after a backslash. */
static int escape(void)
{
    escapes++;
    if (*at == 'u') {
        at++;
        for (int i = 0; i < 4; i++, at++)
            if (!is_hex(*at))
                return 0;
        return 1;
    }
    if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL)
        return 0;
    at++;
    return 1;
}

static int string(void)
{
    const char *start = ++at;
    while (*at != '"') {
        if ((unsigned char)*at < ' ')
            return 0;
        if (*at++ == '\\' && !escape())
            return 0;
    }
    strings++;
    string_bytes += (uint64_t)(at - start);
    hash = hash * 31 + (uint64_t)(at - start);
    at++;
    return 1;
}

static int digits(void)
{
    if (!is_digit(*at))
        return 0;
    uint64_t sum = 0;
    for (; is_digit(*at); at++)
        sum = sum * 10 + (uint64_t)(*at - '0');
    hash = hash * 31 + sum;
    return 1;
}

static int number(void)
{
    if (*at == '-')
        at++;
    if (*at == '0' ? is_digit(*++at) : !digits())
        return 0;
    if (*at == '.') {
        at++;
        if (!digits())
            return 0;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        if (*at == '+' || *at == '-')
            at++;
        if (!digits())
            return 0;
    }
    numbers++;
    return 1;
}

/* The members after an opening brace or the elements after an opening bracket. */
static int members(char close, unsigned depth)
{
    if (depth > MAX_DEPTH)
        return 0;
    if (depth > deepest)
        deepest = depth;
    at++;
    skip_blanks();
    if (*at == close) {
        at++;
        return 1;
    }
    for (;;) {
        if (close == '}') {
            if (*at != '"' || !string())
                return 0;
            skip_blanks();
            if (*at != ':')
                return 0;
            at++;
            skip_blanks();
        }
        if (!value(depth))
            return 0;
        skip_blanks();
        if (*at == close) {
            at++;
            return 1;
        }
        if (*at != ',')
            return 0;
        at++;
        skip_blanks();
    }
}

static int literal(const char *word)
{
    for (; *word != '\0'; word++, at++)
        if (*at != *word)
            return 0;
    literals++;
    return 1;
}

static int value(unsigned depth)
{
    switch (*at) {
    case '{': objects++; return members('}', depth + 1);
    case '[': arrays++; return members(']', depth + 1);
    case '"': return string();
    case 't': return literal("true");
    case 'f': return literal("false");
    case 'n': return literal("null");
    default: return number();
    }
}

int main(void)
{
    unsigned rounds, damages, seed;
    if (scanf("%u %u %u", &rounds, &damages, &seed) != 3 || getchar() != '\n')
        return 1;
    static char original[MAX_SIZE];
    size_t size = fread(original, 1, sizeof original, stdin);
    unsigned valid = 0, invalid = 0;
    uint64_t where = 0;
    uint32_t x = seed;
    for (unsigned round = 0; round < rounds; round++) {
        memcpy(text, original, size);
        text[size] = '\n';
        for (unsigned i = 0; i < damages && size > 0; i++) {
            x = x * 1664525u + 1013904223u;
            text[((uint64_t)x * size) >> 32] = " 0\"}-],a:e\\.n{[\t"[x >> 12 & 15];
        }
        for (at = text; at < text + size; at++) { /* over the line feed */
            skip_blanks();
            int good = value(0);
            if (good)
                skip_blanks();
            if (good && *at == '\n') {
                valid++;
                continue;
            }
            invalid++;
            where = where * 31 + (uint64_t)(at - text);
            while (*at != '\n')
                at++;
        }
    }
    printf("valid %u invalid %u\n", valid, invalid);
    printf("objects %u arrays %u depth %u\n", objects, arrays, deepest);
    printf("strings %u of %llu bytes, %u escapes\n", strings, (unsigned long long)string_bytes, escapes);
    printf("numbers %u literals %u\n", numbers, literals);
    printf("hash %016llx errors %016llx\n", (unsigned long long)hash, (unsigned long long)where);
    return 0;
}
