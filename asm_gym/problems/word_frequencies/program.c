/* Counts how often each word occurs in a generated text, without regard to case. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_VOCABULARY 20000
#define MAX_WORDS 500000
#define LONGEST 15
#define BUCKETS 4099
#define TOP 8

struct entry {
    char word[LONGEST + 1];
    unsigned count;
    struct entry *next;
};

static char vocabulary[MAX_VOCABULARY][LONGEST + 1];
static struct entry entries[MAX_VOCABULARY], *buckets[BUCKETS];
static int distinct;
static uint64_t state;

/* A number in [0, bound) from a splitmix64 generator. */
static unsigned draw(unsigned bound)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (unsigned)((((z ^ (z >> 31)) >> 32) * bound) >> 32);
}

/* Words of the vocabulary, low numbers more often, some capitalized, with punctuation between them. */
static size_t write_text(char *text, unsigned words, unsigned vocabulary_size)
{
    static const char *const gaps[16] = {" ", " ",  " ",  " ",   " ",   " ",  " ",     " ",
                                         " ", "\n", ", ", ".\n", " - ", "; ", " [2] ", "@"};
    size_t size = 0;
    for (unsigned i = 0; i < words; i++) {
        unsigned choice = draw(128);
        const char *word = vocabulary[draw(draw(vocabulary_size) + 1)], *gap = gaps[choice % 16];
        size_t length = strlen(word), gap_length = strlen(gap);
        memcpy(text + size, word, length);
        if (choice < 16)
            text[size] -= 'a' - 'A';
        memcpy(text + size + length, gap, gap_length);
        size += length + gap_length;
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

static void count(const char *word)
{
    struct entry **link = &buckets[hash_of(word) % BUCKETS];
    while (*link != NULL && strcmp((*link)->word, word) != 0)
        link = &(*link)->next;
    if (*link == NULL) {
        *link = &entries[distinct++];
        strcpy((*link)->word, word);
    }
    (*link)->count++;
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
    char *text = malloc((size_t)words * (LONGEST + 5) + 1);
    if (text == NULL)
        return 1;
    state = seed;
    for (unsigned i = 0; i < vocabulary_size; i++)
        for (unsigned length = 1 + draw(3 + i % (LONGEST - 2)), k = 0; k < length; k++)
            vocabulary[i][k] = (char)('a' + draw(26));
    size_t size = write_text(text, words, vocabulary_size);

    char word[LONGEST + 1];
    unsigned length = 0, counted = 0, letters = 0;
    text[size] = ' ';
    for (size_t i = 0; i <= size; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') {
            word[length++] = c;
        } else if (length > 0) {
            word[length] = '\0';
            count(word);
            counted++;
            letters += length;
            length = 0;
        }
    }

    qsort(entries, (size_t)distinct, sizeof entries[0], by_count);
    uint64_t hash = 0;
    for (int i = 0; i < distinct; i++)
        hash = (hash + hash_of(entries[i].word)) * 0x9E3779B97F4A7C15u + entries[i].count;
    printf("words %u letters %u distinct %d\n", counted, letters, distinct);
    for (int i = 0; i < distinct && i < TOP; i++)
        printf("%u %s\n", entries[i].count, entries[i].word);
    printf("hash %016llx\n", (unsigned long long)hash);
    free(text);
    return 0;
}
