/* Matches many generated file names against shell patterns: * ? [a-z] [!xy] and \ before a special character,
   with all states of four patterns advanced by a few AVX2 instructions for each character. */
#include <immintrin.h>
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

/* Bit i of a pattern's state: its first i elements (stars not counted) can match what has been read.
   accepts: bit i + 1 where element i takes the character; stars: bit i where a star follows the first i elements. */
static _Alignas(32) uint64_t accepts[16][MAX_PATTERNS], stars[MAX_PATTERNS], accepting[MAX_PATTERNS];
static const char alphabet[17] = "abcabdeabcfa01._";

static void compile(int p)
{
    const char *pattern = patterns[p];
    int elements = 0;
    while (*pattern != '\0') {
        if (*pattern == '*') {
            stars[p] |= (uint64_t)1 << elements;
            pattern++;
            continue;
        }
        elements++;
        for (int k = 0; k < 16; k++)
            if (step(pattern, alphabet[k]) != NULL)
                accepts[k][p] |= (uint64_t)1 << elements;
        if (*pattern == '\\')
            pattern++;
        else if (*pattern == '[')
            pattern = strchr(pattern, ']');
        pattern++;
    }
    accepting[p] = (uint64_t)1 << elements;
}

static inline __m256i get(const uint64_t *p) { return _mm256_load_si256((const __m256i *)p); }

static inline __m256i advance(__m256i now, __m256i accept, __m256i star)
{
    return _mm256_or_si256(_mm256_and_si256(_mm256_slli_epi64(now, 1), accept), _mm256_and_si256(now, star));
}

static inline uint64_t verdict(__m256i now, const uint64_t *wanted)
{
    __m256i missing = _mm256_cmpeq_epi64(_mm256_and_si256(now, get(wanted)), _mm256_setzero_si256());
    return (uint64_t)(~_mm256_movemask_pd(_mm256_castsi256_pd(missing)) & 15);
}

/* The set of patterns p .. p + 7 that match a name given as indices into the alphabet. */
static inline uint64_t match8(int p, const unsigned char *name, unsigned length)
{
    __m256i a = _mm256_set1_epi64x(1), b = a, star_a = get(stars + p), star_b = get(stars + p + 4);
    for (unsigned k = 0; k < length; k++) {
        a = advance(a, get(accepts[name[k]] + p), star_a);
        b = advance(b, get(accepts[name[k]] + p + 4), star_b);
    }
    return verdict(a, accepting + p) | verdict(b, accepting + p + 4) << 4;
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
        compile(count++);
    }
    if (getchar() != EOF)
        return 1;

    unsigned found[MAX_PATTERNS] = {0}, first[MAX_PATTERNS] = {0}, last[MAX_PATTERNS] = {0}, unmatched = 0;
    uint64_t hash = seed;
    state = seed + 0x9E3779B97F4A7C15u;
    for (unsigned i = 1; i <= names; i++) {
        unsigned char name[LONGEST];
        uint64_t bits = draw();
        unsigned length = bits % (LONGEST + 1);
        for (unsigned k = 0; k < length; k++) {
            if (k % 16 == 0)
                bits = draw();
            name[k] = bits & 15;
            bits >>= 4;
        }

        uint64_t matched = 0;
        for (int p = 0; p < count; p += 8)
            matched |= match8(p, name, length) << p;
        for (uint64_t rest = matched; rest != 0; rest &= rest - 1) {
            int p = __builtin_ctzll(rest);
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
