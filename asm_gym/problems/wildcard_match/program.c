/* Matches many generated file names against shell patterns: * ? [a-z] [!xy] and \ before a special character. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_PATTERNS 40
#define MAX_PATTERN 40
#define LONGEST 40

static char patterns[MAX_PATTERNS][MAX_PATTERN + 3];
static uint64_t state;

static uint64_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* If the first element of the pattern, which is no star, accepts c: where the next one starts; otherwise NULL. */
static const char *step(const char *pattern, char c)
{
    if (*pattern == '?')
        return pattern + 1;
    if (*pattern == '[') {
        int accepted = 0, negated = pattern[1] == '!';
        for (pattern += 1 + negated; *pattern != ']'; pattern++) {
            if (pattern[1] == '-' && pattern[2] != ']') {
                accepted |= *pattern <= c && c <= pattern[2];
                pattern += 2;
            } else {
                accepted |= *pattern == c;
            }
        }
        return accepted != negated ? pattern + 1 : NULL;
    }
    if (*pattern == '\\')
        pattern++;
    return *pattern == c ? pattern + 1 : NULL;
}

static int matches(const char *pattern, const char *name)
{
    const char *after_star = NULL, *retry = NULL;
    while (*name != '\0') {
        const char *next = NULL;
        if (*pattern == '*') {
            after_star = ++pattern;
            retry = name;
            continue;
        }
        if (*pattern != '\0')
            next = step(pattern, *name);
        if (next != NULL) {
            pattern = next;
            name++;
        } else if (after_star != NULL) { /* let the last star take one character more */
            pattern = after_star;
            name = ++retry;
        } else {
            return 0;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static int is_valid(const char *pattern)
{
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '[')
            pattern = strchr(pattern, ']');
        else if (*pattern == '\\')
            pattern = pattern[1] != '\0' ? pattern + 1 : NULL;
        if (pattern == NULL)
            return 0;
    }
    return 1;
}

int main(void)
{
    unsigned names, seed;
    if (scanf("%u %u", &names, &seed) != 2 || getchar() != '\n')
        return 1;
    int count = 0;
    while (count < MAX_PATTERNS && fgets(patterns[count], sizeof patterns[count], stdin) != NULL) {
        size_t length = strcspn(patterns[count], "\n");
        if (length == 0 || length > MAX_PATTERN)
            return 1;
        patterns[count][length] = '\0';
        if (!is_valid(patterns[count]))
            return 1;
        count++;
    }
    if (getchar() != EOF)
        return 1;

    unsigned found[MAX_PATTERNS] = {0}, first[MAX_PATTERNS] = {0}, last[MAX_PATTERNS] = {0}, unmatched = 0;
    uint64_t hash = seed;
    state = seed + 0x9E3779B97F4A7C15u;
    for (unsigned i = 1; i <= names; i++) {
        char name[LONGEST + 1];
        uint64_t bits = draw();
        unsigned length = bits % (LONGEST + 1);
        for (unsigned k = 0; k < length; k++) {
            if (k % 16 == 0)
                bits = draw();
            name[k] = "abcabdeabcfa01._"[bits & 15];
            bits >>= 4;
        }
        name[length] = '\0';

        uint64_t matched = 0;
        for (int p = 0; p < count; p++) {
            if (!matches(patterns[p], name))
                continue;
            matched |= (uint64_t)1 << p;
            if (found[p]++ == 0)
                first[p] = i;
            last[p] = i;
        }
        unmatched += matched == 0;
        hash = (hash ^ matched) * 0x9E3779B97F4A7C15u;
    }
    for (int p = 0; p < count; p++)
        printf("%s: %u from %u to %u\n", patterns[p], found[p], first[p], last[p]);
    printf("no match %u\nhash %016llx\n", unmatched, (unsigned long long)hash);
    return 0;
}
