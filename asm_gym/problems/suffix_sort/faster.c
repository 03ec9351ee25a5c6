/* Suffix array by radix sort of twelve letters packed into each key, then common prefixes of neighbours and what they tell about the text. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_LENGTH 131072

static unsigned char text[MAX_LENGTH + 1]; /* letters, then a zero byte, which sorts before all of them */
static int suffixes[MAX_LENGTH], merged[MAX_LENGTH], rank[MAX_LENGTH];
static uint64_t state;

/* A number in [0, bound) from a splitmix64 generator. */
static int draw(int bound)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (int)((((z ^ (z >> 31)) >> 32) * (uint64_t)bound) >> 32);
}

/* Random letters; now and then a passage of up to 64 letters is repeated. */
static void make_text(int length, int letters, int repeats)
{
    int filled = 0;
    while (filled < length) {
        text[filled++] = (unsigned char)('a' + draw(letters));
        if (draw(256) < repeats)
            for (int from = draw(filled), rest = draw(64); rest > 0 && filled < length; rest--)
                text[filled++] = text[from++];
    }
}

/* Twelve letters of five bits from each position on; zeros follow the end of the text. */
static uint64_t keys[MAX_LENGTH + 1];

static inline uint64_t key_at(int position, int length) { return position < length ? keys[position] : 0; }

/* Order of two suffixes that agree in their first twelve letters. */
static inline int before(int a, int b, int length)
{
    uint64_t x, y;
    do {
        a += 12;
        b += 12;
        x = key_at(a, length);
        y = key_at(b, length);
    } while (x == y && a < length && b < length);
    return x != y ? x < y : a > b;
}

static void sort_group(int *items, int count, int length)
{
    if (count <= 12) {
        for (int i = 1; i < count; i++) {
            int item = items[i], k = i;
            for (; k > 0 && before(item, items[k - 1], length); k--)
                items[k] = items[k - 1];
            items[k] = item;
        }
        return;
    }
    int half = count / 2, left = 0, right = half;
    sort_group(items, half, length);
    sort_group(items + half, count - half, length);
    for (int i = 0; i < count; i++)
        merged[i] = right == count || (left < half && before(items[left], items[right], length)) ? items[left++] : items[right++];
    memcpy(items, merged, (size_t)count * sizeof *items);
}

static void sort_suffixes(int length)
{
    static unsigned counts[6][1024];
    static struct pair { uint64_t key; int position; } pairs[MAX_LENGTH], moved[MAX_LENGTH];
    struct pair *from = pairs, *to = moved;
    for (int i = length - 1; i >= 0; i--) {
        uint64_t key = keys[i + 1] >> 5 | (uint64_t)(text[i] - 'a' + 1) << 55;
        keys[i] = key;
        pairs[i] = (struct pair){key, i};
        for (int digit = 0; digit < 6; digit++)
            counts[digit][key >> (10 * digit) & 1023]++;
    }
    for (int digit = 0; digit < 6; digit++) {
        unsigned start = 0;
        for (int i = 0; i < 1024; i++) {
            unsigned count = counts[digit][i];
            counts[digit][i] = start;
            start += count;
        }
        for (int i = 0; i < length; i++)
            to[counts[digit][from[i].key >> (10 * digit) & 1023]++] = from[i];
        struct pair *swap = from;
        from = to;
        to = swap;
    }
    for (int i = 0; i < length; i++)
        suffixes[i] = from[i].position;
    for (int i = 0; i < length;) {
        int end = i + 1;
        while (end < length && from[end].key == from[i].key)
            end++;
        if (end - i > 1)
            sort_group(suffixes + i, end - i, length);
        i = end;
    }
}

int main(void)
{
    int length, letters, repeats;
    unsigned seed;
    if (scanf("%d %d %d %u", &length, &letters, &repeats, &seed) != 4)
        return 1;
    if (length < 1 || length > MAX_LENGTH || letters < 1 || letters > 26 || repeats < 0 || repeats > 256)
        return 1;
    state = seed;
    make_text(length, letters, repeats);

    sort_suffixes(length);

    for (int i = 0; i < length; i++)
        rank[suffixes[i]] = i;
    int64_t distinct = 0, order = 0;
    int common = 0, longest = 0, where = 0;
    for (int i = 0; i < length; i++) {
        if (rank[i] > 0) {
            int other = suffixes[rank[i] - 1];
            while (text[i + common] == text[other + common] && text[i + common] != 0)
                common++;
        } else {
            common = 0;
        }
        distinct += length - i - common;
        if (common > longest) {
            longest = common;
            where = i;
        }
        if (common > 0)
            common--;
    }

    unsigned runs = 0, transformed = 2166136261u;
    int last = 0;
    for (int i = 0; i < length; i++) {
        int letter = suffixes[i] > 0 ? text[suffixes[i] - 1] : '$';
        runs += letter != last;
        last = letter;
        transformed = (transformed ^ (unsigned)letter) * 16777619u;
        order += (int64_t)i * suffixes[i];
    }
    printf("first %d middle %d last %d\n", suffixes[0], suffixes[length / 2], suffixes[length - 1]);
    printf("distinct substrings %lld\n", (long long)distinct);
    printf("longest repeat %d at %d: %.*s\n", longest, where, longest < 50 ? longest : 50, (char *)text + where);
    printf("transform: %u runs, hash %u\n", runs, transformed);
    printf("order %lld\n", (long long)order);
    return 0;
}
