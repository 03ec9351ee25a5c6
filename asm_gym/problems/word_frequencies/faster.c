/* Word count with 16-byte words: one SSE compare finds the end of a word, one the matching slot. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_VOCABULARY 20000
#define MAX_WORDS 500000
#define LONGEST 15
#define SLOTS 65536
#define TOP 8

struct entry {
    char word[LONGEST + 1];
    unsigned count;
};

static char vocabulary[MAX_VOCABULARY][LONGEST + 1];
static unsigned char lengths[MAX_VOCABULARY];
static struct entry entries[MAX_VOCABULARY];
static uint16_t slots[SLOTS]; /* entry + 1, or 0 */
static unsigned distinct;
static uint64_t state;

static inline unsigned draw(unsigned bound)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (unsigned)((((z ^ (z >> 31)) >> 32) * bound) >> 32);
}

static size_t write_text(char *text, unsigned words, unsigned vocabulary_size)
{
    static const char gaps[16][8] = {" ", " ", " ", " ", " ", " ", " ", " ", " ", "\n", ", ", ".\n", " - ", "; ", " [2] ", "@"};
    static const unsigned char gap_lengths[16] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 2, 5, 1};
    size_t size = 0;
    for (unsigned i = 0; i < words; i++) {
        unsigned choice = draw(128), index = draw(draw(vocabulary_size) + 1);
        memcpy(text + size, vocabulary[index], 16);
        text[size] -= (choice < 16) * ('a' - 'A');
        size += lengths[index];
        memcpy(text + size, gaps[choice % 16], 8);
        size += gap_lengths[choice % 16];
    }
    return size;
}

static unsigned hash_of(const char *word)
{
    unsigned hash = 2166136261u;
    for (; *word != '\0'; word++)
        hash = (hash ^ (unsigned char)*word) * 16777619u;
    return hash;
}

static inline void count(__m128i word)
{
    uint64_t low = (uint64_t)_mm_cvtsi128_si64(word), high = (uint64_t)_mm_extract_epi64(word, 1);
    unsigned slot = (unsigned)(_mm_crc32_u64(_mm_crc32_u64(0, low), high) & (SLOTS - 1));
    while (slots[slot] != 0) {
        struct entry *e = &entries[slots[slot] - 1];
        __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)e->word), word);
        if (_mm_movemask_epi8(same) == 0xFFFF) {
            e->count++;
            return;
        }
        slot = (slot + 1) & (SLOTS - 1);
    }
    _mm_storeu_si128((__m128i *)entries[distinct].word, word);
    entries[distinct].count = 1;
    slots[slot] = (uint16_t)++distinct;
}

static int by_count(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->word, y->word);
}

int main(void)
{
    unsigned words, vocabulary_size, seed;
    if (scanf("%u %u %u", &words, &vocabulary_size, &seed) != 3)
        return 1;
    if (words > MAX_WORDS || vocabulary_size < 1 || vocabulary_size > MAX_VOCABULARY)
        return 1;
    char *text = malloc((size_t)words * (LONGEST + 5) + 64);
    if (text == NULL)
        return 1;
    state = seed;
    for (unsigned i = 0; i < vocabulary_size; i++) {
        lengths[i] = (unsigned char)(1 + draw(3 + i % (LONGEST - 2)));
        for (unsigned k = 0; k < lengths[i]; k++)
            vocabulary[i][k] = (char)('a' + draw(26));
    }
    size_t size = write_text(text, words, vocabulary_size);
    memset(text + size, ' ', 32);

    static const unsigned char window[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    unsigned counted = 0, letters = 0;
    for (size_t i = 0; i < size;) {
        __m128i folded = _mm_or_si128(_mm_loadu_si128((const __m128i *)(text + i)), _mm_set1_epi8(0x20));
        __m128i other = _mm_or_si128(_mm_cmplt_epi8(folded, _mm_set1_epi8('a')), _mm_cmpgt_epi8(folded, _mm_set1_epi8('z')));
        /* '@' and '[' fold to '`' and '{', which lie outside 'a' .. 'z' */
        unsigned length = (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(other) | 0x10000);
        if (length > 0) {
            __m128i keep = _mm_loadu_si128((const __m128i *)(window + 16 - length));
            count(_mm_and_si128(folded, keep));
            counted++;
            letters += length;
        }
        i += length + 1;
    }

    qsort(entries, distinct, sizeof entries[0], by_count);
    uint64_t hash = 0;
    for (unsigned i = 0; i < distinct; i++)
        hash = (hash + hash_of(entries[i].word)) * 0x9E3779B97F4A7C15u + entries[i].count;
    printf("words %u letters %u distinct %d\n", counted, letters, (int)distinct);
    for (unsigned i = 0; i < distinct && i < TOP; i++)
        printf("%u %s\n", entries[i].count, entries[i].word);
    printf("hash %016llx\n", (unsigned long long)hash);
    free(text);
    return 0;
}
