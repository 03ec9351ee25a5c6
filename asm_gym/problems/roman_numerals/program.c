/* Writes pages of Roman numerals, damages a few letters and reads the pages again. */
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
    size_t letters = 0;
    for (int written = 0; written < numerals;) {
        static char page[PAGE * (LONGEST + 1)];
        size_t size = 0;
        for (int i = 0; i < PAGE && written < numerals; i++, written++) {
            size += to_roman(1 + draw(largest), page + size);
            page[size++] = ' ';
        }
        letters += size;
        for (int i = 0; i < damages; i++)
            page[draw((int)size - 1)] = "IVXLCDM A"[draw(9)];

        for (size_t start = 0, end; start < size; start = end + 1) {
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
