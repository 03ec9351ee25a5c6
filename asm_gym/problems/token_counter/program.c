/* Splits C-like source into tokens, again and again with other characters replaced, and counts each kind. */
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

static char text[MAX_SIZE + 1]; /* a zero byte follows the source */
static unsigned counts[KINDS], uses[KEYWORDS], long_operators[OPERATORS];
static uint64_t values;

static int is_digit(char c) { return c >= '0' && c <= '9'; }
static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static int is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/* Whether a token of some length is this word. */
static int is_word(const char *token, size_t length, const char *word)
{
    for (size_t i = 0; i < length; i++)
        if (token[i] != word[i]) /* also at the end of a shorter word */
            return 0;
    return word[length] == '\0';
}

static enum kind name_kind(const char *token, size_t length)
{
    for (int k = 0; k < KEYWORDS; k++) {
        if (is_word(token, length, keywords[k])) {
            uses[k]++;
            return KEYWORD;
        }
    }
    return NAME;
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
    if (is_letter(c)) {
        while (is_letter(*at) || is_digit(*at))
            at++;
        kind = name_kind(token, (size_t)(at - token));
    } else if (is_digit(c)) {
        while (is_letter(*at) || is_digit(*at) || *at == '.')
            at++;
        kind = number_kind(token, (size_t)(at - token));
    } else if (c == '"' || c == '\'') {
        while (*at != c && *at != '\n' && *at != '\0')
            at += *at == '\\' && at[1] != '\0' ? 2 : 1;
        kind = *at != c ? UNFINISHED : c == '"' ? STRING : CHARACTER;
        at += *at == c;
    } else if (c == '/' && *at == '/') {
        while (*at != '\n' && *at != '\0')
            at++;
        kind = COMMENT;
    } else if (c == '/' && *at == '*') {
        at++;
        while (*at != '\0' && !(at[0] == '*' && at[1] == '/'))
            at++;
        kind = *at != '\0' ? COMMENT : UNFINISHED;
        at += *at != '\0' ? 2 : 0;
    } else if (strchr("+-*/%=<>!&|^~?:;,.()[]{}#", c) != NULL) {
        kind = OPERATOR;
        for (int k = 0; k < OPERATORS; k++) {
            if (strncmp(token, operators[k], strlen(operators[k])) == 0) {
                long_operators[k]++;
                at = token + strlen(operators[k]);
                break;
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
            if (*at == ' ' || *at == '\t' || *at == '\n') {
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
