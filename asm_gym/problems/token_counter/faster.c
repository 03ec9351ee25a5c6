/* Splits C-like source into tokens, again and again with other characters replaced, and counts each kind.
   A table classifies characters, SIMD finds the ends of strings and comments, and a keyword is one 64-bit key. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 131072
#define KEYWORDS 32
#define OPERATORS 22

static const char *const keywords[KEYWORDS] = {
    "auto",   "break",  "case",     "char",   "const",   "continue", "default", "do",
    "double", "else",   "enum",     "extern", "float",   "for",      "goto",    "if",
    "int",    "long",   "register", "return", "short",   "signed",   "sizeof",  "static",
    "struct", "switch", "typedef",  "union",  "unsigned", "void",    "volatile", "while"};
static const char *const operators[OPERATORS] = {"<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==",
                                                 "!=",  "&&",  "||",  "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^="};

enum kind { NAME, KEYWORD, DECIMAL, HEX, OTHER_NUMBER, STRING, CHARACTER, COMMENT, OPERATOR, ODD, UNFINISHED, KINDS };

static const char *const kind_names[KINDS] = {
    "names",      "keywords", "decimal numbers", "hex numbers", "other numbers", "strings",
    "characters", "comments", "operators",       "odd",         "unfinished"};

static char text[MAX_SIZE + 64]; /* a zero byte follows the source */
static unsigned counts[KINDS], uses[KEYWORDS], long_operators[OPERATORS];
static uint64_t values;

static int is_digit(char c) { return c >= '0' && c <= '9'; }
static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static int is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

enum { WORD = 1, DIGIT = 2, DOT = 4, BLANK = 8, SYMBOL = 16, PAIRS = 32 };
static unsigned char classes[256];

/* Keywords have at most eight letters: open addressing with these as a number. */
static uint64_t keys[256];
static unsigned char key_words[256];

static inline unsigned slot_of(uint64_t key) { return (unsigned)((key * 0x9E3779B97F4A7C15u) >> 56); }

static void fill_tables(void)
{
    for (int c = 1; c < 128; c++) {
        classes[c] = (unsigned char)((is_letter((char)c) ? WORD : 0) | (is_digit((char)c) ? WORD | DIGIT : 0));
        if (strchr("+-*/%=<>!&|^~?:;,.()[]{}#", c) != NULL)
            classes[c] |= SYMBOL;
        if (strchr("+-*/%=<>!&|^.", c) != NULL)
            classes[c] |= PAIRS;
    }
    classes['.'] |= DOT;
    classes[' '] = classes['\t'] = classes['\n'] = BLANK;
    for (int k = 0; k < KEYWORDS; k++) {
        uint64_t key = 0;
        memcpy(&key, keywords[k], strlen(keywords[k]));
        unsigned slot = slot_of(key);
        while (keys[slot] != 0)
            slot = (slot + 1) & 255;
        keys[slot] = key;
        key_words[slot] = (unsigned char)k;
    }
}

static inline int is(const char *at, int class) { return classes[(unsigned char)*at] & class; }

static inline enum kind name_kind(const char *token, size_t length)
{
    if (length > 8)
        return NAME;
    uint64_t key;
    memcpy(&key, token, 8);
    key = _bzhi_u64(key, (unsigned)length * 8);
    for (unsigned slot = slot_of(key); keys[slot] != 0; slot = (slot + 1) & 255) {
        if (keys[slot] == key) {
            uses[key_words[slot]]++;
            return KEYWORD;
        }
    }
    return NAME;
}

/* The first place from here on with one of these characters or a zero byte. */
static inline const char *find(const char *at, char a, char b, char c)
{
    for (;; at += 32) {
        __m256i block = _mm256_loadu_si256((const __m256i *)at);
        __m256i found = _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8(a)), _mm256_cmpeq_epi8(block, _mm256_set1_epi8(b)));
        found = _mm256_or_si256(found, _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8(c)), _mm256_cmpeq_epi8(block, _mm256_setzero_si256())));
        uint32_t mask = (uint32_t)_mm256_movemask_epi8(found);
        if (mask != 0)
            return at + __builtin_ctz(mask);
    }
}

/* Bytes of the word at a position: the table for short ones, SIMD compares for 32 bytes at once. */
static inline const char *word_end(const char *at)
{
    __m256i block = _mm256_loadu_si256((const __m256i *)at), folded = _mm256_or_si256(block, _mm256_set1_epi8(32));
    __m256i letter = _mm256_and_si256(_mm256_cmpgt_epi8(folded, _mm256_set1_epi8('a' - 1)), _mm256_cmpgt_epi8(_mm256_set1_epi8('z' + 1), folded));
    __m256i digit = _mm256_and_si256(_mm256_cmpgt_epi8(block, _mm256_set1_epi8('0' - 1)), _mm256_cmpgt_epi8(_mm256_set1_epi8('9' + 1), block));
    __m256i word = _mm256_or_si256(_mm256_or_si256(letter, digit), _mm256_cmpeq_epi8(block, _mm256_set1_epi8('_')));
    uint32_t mask = ~(uint32_t)_mm256_movemask_epi8(word);
    if (mask != 0)
        return at + __builtin_ctz(mask);
    for (at += 32; is(at, WORD); at++)
        ;
    return at;
}

static enum kind number_kind(const char *token, size_t length)
{
    uint64_t value = 0;
    size_t i = 0;
    if (length > 2 && token[0] == '0' && (token[1] == 'x' || token[1] == 'X')) {
        for (i = 2; i < length && is_hex(token[i]); i++)
            value = value * 16 + (uint64_t)(is_digit(token[i]) ? token[i] - '0' : (token[i] | 32) - 'a' + 10);
        values += value;
        return i == length ? HEX : OTHER_NUMBER;
    }
    for (; i < length && is_digit(token[i]); i++)
        value = value * 10 + (uint64_t)(token[i] - '0');
    values += value;
    return i == length ? DECIMAL : OTHER_NUMBER;
}

/* The kind of the token at a position, whose end is stored. */
static enum kind next_token(const char *token, const char **end)
{
    const char *at = token + 1;
    char c = *token;
    enum kind kind = ODD;
    if (is(token, WORD) && !is(token, DIGIT)) {
        at = word_end(at);
        kind = name_kind(token, (size_t)(at - token));
    } else if (is(token, DIGIT)) {
        while (is(at, WORD | DOT))
            at++;
        kind = number_kind(token, (size_t)(at - token));
    } else if (c == '"' || c == '\'') {
        for (at = find(at, c, '\n', '\\'); *at == '\\'; at = find(at, c, '\n', '\\'))
            at += at[1] != '\0' ? 2 : 1;
        kind = *at != c ? UNFINISHED : c == '"' ? STRING : CHARACTER;
        at += *at == c;
    } else if (c == '/' && *at == '/') {
        at = find(at, '\n', '\n', '\n');
        kind = COMMENT;
    } else if (c == '/' && *at == '*') {
        for (at = find(at + 1, '*', '*', '*'); *at != '\0' && at[1] != '/'; at = find(at + 1, '*', '*', '*'))
            ;
        kind = *at != '\0' ? COMMENT : UNFINISHED;
        at += *at != '\0' ? 2 : 0;
    } else if (is(token, SYMBOL)) {
        kind = OPERATOR;
        if (is(token, PAIRS) && strchr("+-=<>&|.", *at) != NULL) {
            for (int k = 0; k < OPERATORS; k++) {
                const char *operator = operators[k];
                if (c == operator[0] && *at == operator[1] && (operator[2] == '\0' || at[1] == operator[2])) {
                    long_operators[k]++;
                    at += operator[2] == '\0' ? 1 : 2;
                    break;
                }
            }
        }
    }
    *end = at;
    return kind;
}

int main(void)
{
    unsigned rounds, changes, seed;
    if (scanf("%u %u %u", &rounds, &changes, &seed) != 3 || getchar() != '\n')
        return 1;
    static char source[MAX_SIZE];
    size_t size = fread(source, 1, sizeof source, stdin);
    if (memchr(source, '\0', size) != NULL)
        return 1;
    fill_tables();
    unsigned lines = 0;
    uint64_t hash = seed;
    uint32_t x = seed;
    for (unsigned round = 0; round < rounds; round++) {
        memcpy(text, source, size);
        for (unsigned i = 0; i < changes && size > 0; i++) {
            x = x * 1664525u + 1013904223u;
            text[((uint64_t)x * size) >> 32] = " 0\"'*/=<x.-\n\\_+@"[x >> 12 & 15];
        }
        for (const char *at = text; *at != '\0';) {
            if (is(at, BLANK)) {
                lines += *at == '\n';
                at++;
                continue;
            }
            const char *end;
            enum kind kind = next_token(at, &end);
            counts[kind]++;
            hash = (hash ^ ((uint64_t)(end - at) << 4 | kind)) * 0x9E3779B97F4A7C15u;
            at = end;
        }
    }
    printf("lines %u\n", lines);
    for (int kind = 0; kind < KINDS; kind++)
        printf("%s %u\n", kind_names[kind], counts[kind]);
    for (int k = 0; k < KEYWORDS; k++)
        printf("%s %u%c", keywords[k], uses[k], k % 8 == 7 ? '\n' : ' ');
    for (int k = 0; k < OPERATORS; k++)
        printf("%s %u%c", operators[k], long_operators[k], k % 11 == 10 ? '\n' : ' ');
    printf("values %llu hash %016llx\n", (unsigned long long)values, (unsigned long long)hash);
    return 0;
}
