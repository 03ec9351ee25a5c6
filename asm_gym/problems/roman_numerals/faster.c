/* Writes pages of Roman numerals, damages a few letters and reads the pages again.
   Numerals are copied from a table of all 3999, and found in it through a hash of their letters as one SSE word. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define PAGE 256
#define LONGEST 15
#define FORMS 13

static const struct form {
    int value;
    const char *letters;
} forms[FORMS] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
                  {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};

static uint64_t state;
static unsigned proper, improper, unreadable;
static int64_t sum, improper_sum;
static uint64_t hash;
static char sample[3 * LONGEST + 1]; /* the first improper numeral */

/* A number in [0, bound) from a splitmix64 generator. */
static int draw(int bound)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (int)((((z ^ (z >> 31)) >> 32) * (uint64_t)bound) >> 32);
}

/* Writes a number from 1 to 3999 and returns how many letters it takes. */
static size_t to_roman(int number, char *text)
{
    size_t length = 0;
    for (const struct form *form = forms; number > 0; form++) {
        for (; number >= form->value; number -= form->value)
            for (const char *letter = form->letters; *letter != '\0'; letter++)
                text[length++] = *letter;
    }
    return length;
}

#define SLOTS 16384

static struct {
    __m128i letters;
} table[4000];
static unsigned char lengths[4000];
static uint16_t slots[SLOTS];

static inline unsigned slot_of(__m128i letters)
{
    uint64_t low = (uint64_t)_mm_cvtsi128_si64(letters), high = (uint64_t)_mm_extract_epi64(letters, 1);
    return (unsigned)_mm_crc32_u64(_mm_crc32_u64(0, low), high) & (SLOTS - 1);
}

static void fill_tables(void)
{
    for (int number = 1; number < 4000; number++) {
        char text[16] = {0};
        lengths[number] = (unsigned char)to_roman(number, text);
        table[number].letters = _mm_loadu_si128((const __m128i *)text);
        unsigned slot = slot_of(table[number].letters);
        while (slots[slot] != 0)
            slot = (slot + 1) & (SLOTS - 1);
        slots[slot] = (uint16_t)number;
    }
}

/* Reads a proper numeral before a blank and returns its length, or 0 where anything else stands. */
static inline size_t read_proper(const char *text)
{
    static const unsigned char window[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    __m128i letters = _mm_loadu_si128((const __m128i *)text);
    unsigned length = (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(letters, _mm_set1_epi8(' '))) | 0x10000);
    letters = _mm_and_si128(letters, _mm_loadu_si128((const __m128i *)(window + 16 - length)));
    for (unsigned slot = slot_of(letters); slots[slot] != 0; slot = (slot + 1) & (SLOTS - 1)) {
        if (_mm_movemask_epi8(_mm_cmpeq_epi8(table[slots[slot]].letters, letters)) == 0xFFFF) {
            proper++;
            sum += slots[slot];
            hash = hash * 31 + slots[slot];
            return length;
        }
    }
    return 0;
}

static int letter_value(char c)
{
    switch (c) {
    case 'I': return 1;
    case 'V': return 5;
    case 'X': return 10;
    case 'L': return 50;
    case 'C': return 100;
    case 'D': return 500;
    case 'M': return 1000;
    default: return 0;
    }
}

static void read_numeral(const char *text, size_t length)
{
    int total = 0, next = letter_value(text[0]);
    for (size_t i = 0; i < length; i++) {
        int value = next;
        if (value == 0) {
            unreadable++;
            hash = hash * 31 + i;
            return;
        }
        next = i + 1 < length ? letter_value(text[i + 1]) : 0;
        total += value < next ? -value : value;
    }
    hash = hash * 31 + (uint64_t)total;

    char canonical[LONGEST];
    if (total >= 1 && total <= 3999 && to_roman(total, canonical) == length && memcmp(text, canonical, length) == 0) {
        proper++;
        sum += total;
        return;
    }
    improper_sum += total;
    if (improper++ == 0)
        memcpy(sample, text, length < sizeof sample - 1 ? length : sizeof sample - 1);
}

int main(void)
{
    int numerals, largest, damages;
    unsigned seed;
    if (scanf("%d %d %d %u", &numerals, &largest, &damages, &seed) != 4)
        return 1;
    if (numerals < 0 || largest < 1 || largest > 3999 || damages < 0 || damages > PAGE)
        return 1;
    state = seed;
    fill_tables();
    size_t letters = 0;
    for (int written = 0; written < numerals;) {
        static char page[PAGE * (LONGEST + 1) + 32];
        size_t size = 0;
        for (int i = 0; i < PAGE && written < numerals; i++, written++) {
            int number = 1 + draw(largest);
            _mm_storeu_si128((__m128i *)(page + size), table[number].letters);
            size += lengths[number];
            page[size++] = ' ';
        }
        letters += size;
        for (int i = 0; i < damages; i++)
            page[draw((int)size - 1)] = "IVXLCDM A"[draw(9)];

        for (size_t start = 0, end; start < size; start = end + 1) {
            size_t length = read_proper(page + start);
            if (length > 0) {
                end = start + length;
                continue;
            }
            for (end = start; page[end] != ' '; end++)
                ;
            if (end > start)
                read_numeral(page + start, end - start);
        }
    }
    printf("letters %zu\n", letters);
    printf("proper %u, sum %lld\n", proper, (long long)sum);
    printf("improper %u, sum %lld: %s\n", improper, (long long)improper_sum, sample);
    printf("unreadable %u\n", unreadable);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
