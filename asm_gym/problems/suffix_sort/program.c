/* Suffix array by merge sort, then common prefixes of neighbours and what they tell about the text. */
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

static int compare(int a, int b)
{
    while (text[a] == text[b] && text[a] != 0) {
        a++;
        b++;
    }
    return text[a] - text[b];
}

static void sort(int *items, int count)
{
    if (count < 2)
        return;
    int half = count / 2, left = 0, right = half;
    sort(items, half);
    sort(items + half, count - half);
    for (int i = 0; i < count; i++) {
        if (right == count || (left < half && compare(items[left], items[right]) < 0))
            merged[i] = items[left++];
        else
            merged[i] = items[right++];
    }
    memcpy(items, merged, (size_t)count * sizeof *items);
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

    for (int i = 0; i < length; i++)
        suffixes[i] = i;
    sort(suffixes, length);

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
