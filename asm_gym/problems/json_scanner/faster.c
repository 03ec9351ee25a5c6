/* Checks JSON documents, one a line, again and again with other characters damaged, and counts what they contain.
   Strings and bad lines are skipped 32 bytes at a time, and the position travels in a register. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 262144
#define MAX_DEPTH 40

static char text[MAX_SIZE + 64];
static unsigned objects, arrays, strings, numbers, literals, escapes, deepest;
static uint64_t string_bytes, hash;

static const char *failed_at; /* where the document went wrong */

/* Each scanner takes the position and returns the one behind what it scanned, or NULL. */
static const char *value(const char *at, unsigned depth);

static inline const char *fail(const char *at)
{
    failed_at = at;
    return NULL;
}

static inline const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

static inline int is_digit(char c) { return (unsigned char)(c - '0') < 10; }

static int is_hex(char c) { return is_digit(c) || (unsigned char)((c | 32) - 'a') < 6; }

/* The escape sequence after a backslash. */
static const char *escape(const char *at)
{
    escapes++;
    if (*at == 'u') {
        at++;
        for (int i = 0; i < 4; i++, at++)
            if (!is_hex(*at))
                return fail(at);
        return at;
    }
    if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL)
        return fail(at);
    return at + 1;
}

static inline const char *string(const char *at)
{
    const char *start = ++at;
    for (;;) {
        __m256i block = _mm256_loadu_si256((const __m256i *)at);
        __m256i special = _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(block, _mm256_set1_epi8('\\')));
        special = _mm256_or_si256(special, _mm256_cmpeq_epi8(_mm256_min_epu8(block, _mm256_set1_epi8(31)), block));
        uint32_t mask = (uint32_t)_mm256_movemask_epi8(special);
        if (mask == 0) {
            at += 32;
            continue;
        }
        at += __builtin_ctz(mask);
        if (*at == '"')
            break;
        if (*at != '\\')
            return fail(at);
        at = escape(at + 1);
        if (at == NULL)
            return NULL;
    }
    strings++;
    string_bytes += (uint64_t)(at - start);
    hash = hash * 31 + (uint64_t)(at - start);
    return at + 1;
}

static inline const char *digits(const char *at)
{
    if (!is_digit(*at))
        return fail(at);
    uint64_t word, sum = 0;
    for (;;) { /* eight digits at a time, then the rest shifted up behind zeros */
        memcpy(&word, at, 8);
        uint64_t low = word ^ 0x3030303030303030u;
        uint64_t other = ((low + 0x7676767676767676u) | low) & 0x8080808080808080u;
        unsigned count = other == 0 ? 8 : (unsigned)__builtin_ctzll(other) / 8;
        if (count == 0)
            break;
        static const uint64_t powers[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
        low <<= 64 - 8 * count;
        low = (low * 10 + (low >> 8)) & 0x00FF00FF00FF00FFu;
        low = (low * 100 + (low >> 16)) & 0x0000FFFF0000FFFFu;
        low = (low * 10000 + (low >> 32)) & 0xFFFFFFFFu;
        sum = sum * powers[count] + low;
        at += count;
        if (count < 8)
            break;
    }
    hash = hash * 31 + sum;
    return at;
}

static inline const char *number(const char *at)
{
    at += *at == '-';
    if (*at == '0') {
        if (is_digit(*++at))
            return fail(at);
    } else {
        at = digits(at);
        if (at == NULL)
            return NULL;
    }
    if (*at == '.') {
        at = digits(at + 1);
        if (at == NULL)
            return NULL;
    }
    if ((*at | 32) == 'e') {
        at++;
        at += *at == '+' || *at == '-';
        at = digits(at);
        if (at == NULL)
            return NULL;
    }
    numbers++;
    return at;
}

/* The members after an opening brace or the elements after an opening bracket. */
static const char *members(const char *at, char close, unsigned depth)
{
    if (depth > MAX_DEPTH)
        return fail(at);
    if (depth > deepest)
        deepest = depth;
    at = skip_blanks(at + 1);
    if (*at == close)
        return at + 1;
    for (;;) {
        if (close == '}') {
            if (*at != '"')
                return fail(at);
            at = string(at);
            if (at == NULL)
                return NULL;
            at = skip_blanks(at);
            if (*at != ':')
                return fail(at);
            at = skip_blanks(at + 1);
        }
        at = value(at, depth);
        if (at == NULL)
            return NULL;
        at = skip_blanks(at);
        if (*at == close)
            return at + 1;
        if (*at != ',')
            return fail(at);
        at = skip_blanks(at + 1);
    }
}

static const char *literal(const char *at, const char *word)
{
    for (; *word != '\0'; word++, at++)
        if (*at != *word)
            return fail(at);
    literals++;
    return at;
}

static const char *value(const char *at, unsigned depth)
{
    switch (*at) {
    case '{': objects++; return members(at, '}', depth + 1);
    case '[': arrays++; return members(at, ']', depth + 1);
    case '"': return string(at);
    case 't': return literal(at, "true");
    case 'f': return literal(at, "false");
    case 'n': return literal(at, "null");
    default: return number(at);
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
        for (const char *at = text; at < text + size; at++) { /* over the line feed */
            at = value(skip_blanks(at), 0);
            if (at != NULL)
                failed_at = at = skip_blanks(at);
            if (at != NULL && *at == '\n') {
                valid++;
                continue;
            }
            invalid++;
            where = where * 31 + (uint64_t)(failed_at - text);
            at = memchr(failed_at, '\n', (size_t)(text + size + 1 - failed_at));
        }
    }
    printf("valid %u invalid %u\n", valid, invalid);
    printf("objects %u arrays %u depth %u\n", objects, arrays, deepest);
    printf("strings %u of %llu bytes, %u escapes\n", strings, (unsigned long long)string_bytes, escapes);
    printf("numbers %u literals %u\n", numbers, literals);
    printf("hash %016llx errors %016llx\n", (unsigned long long)hash, (unsigned long long)where);
    return 0;
}
