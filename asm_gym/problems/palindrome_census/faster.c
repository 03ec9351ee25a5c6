/* Census of the palindromic substrings of a generated text: Manacher's algorithm in linear time. */
#include <stdint.h>
#include <stdio.h>

#define MAX_LENGTH 600000
#define CLASSES 20

static char text[MAX_LENGTH + 1];
static uint64_t state;

/* A number in [0, bound) from a splitmix64 generator. */
static int draw(int bound)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (int)((((z ^ (z >> 31)) >> 32) * (uint64_t)bound) >> 32);
}

/* Random letters; now and then the text turns back at its end and sways over its last few letters. */
static void make_text(int length, int letters, int turns)
{
    int filled = 0;
    while (filled < length) {
        text[filled++] = (char)('a' + draw(letters));
        int sway = 2 + draw(8), rest = draw(1024);
        if (draw(1024) >= turns || sway > filled)
            continue;
        for (int i = 0; i < rest && filled < length; i++, filled++)
            text[filled] = text[filled - 1 - i % sway * 2];
    }
}

static int odd_steps[MAX_LENGTH], even_steps[MAX_LENGTH];

/* Steps around centre i of odd palindromes (gap 0) or between i and i + 1 (gap 1); mirrored where already known. */
static void manacher(int *steps, int length, int gap)
{
    int left = 0, right = -1; /* the known palindrome that reaches furthest */
    for (int i = 0; i < length; i++) {
        int known = 0;
        if (i + gap <= right) {
            int mirror = steps[left + right - i - gap];
            int room = right - i - gap + (gap != 0);
            known = mirror < room ? mirror : room;
        }
        int l = i - known - 1 + gap, r = i + known + 1;
        while (l >= 0 && r < length && text[l] == text[r]) {
            l--;
            r++;
            known++;
        }
        steps[i] = known;
        if (r - 1 > right) {
            left = l + 1;
            right = r - 1;
        }
    }
}

int main(void)
{
    int length, letters, turns;
    unsigned seed;
    if (scanf("%d %d %d %u", &length, &letters, &turns, &seed) != 4)
        return 1;
    if (length < 0 || length > MAX_LENGTH || letters < 1 || letters > 26 || turns < 0 || turns > 1024)
        return 1;
    state = seed;
    make_text(length, letters, turns);

    manacher(odd_steps, length, 0);
    manacher(even_steps, length, 1);

    uint64_t odd = 0, even = 0, hash = seed;
    int classes[CLASSES] = {0}, longest = 0, start = 0;
    for (int centre = 0; centre < length; centre++) {
        int around = odd_steps[centre];
        int between = even_steps[centre];
        odd += (uint64_t)around + 1;
        even += (uint64_t)between;
        hash = hash * 0x9E3779B97F4A7C15u + (uint64_t)around * 65537 + (uint64_t)between;
        int size = 2 * around + 1;
        if (2 * between > size)
            size = 2 * between;
        if (size > longest) {
            longest = size;
            start = centre - (size - 1) / 2;
        }
        classes[31 - __builtin_clz((unsigned)size)]++;
    }

    printf("odd %llu even %llu\n", (unsigned long long)odd, (unsigned long long)even);
    printf("longest %d at %d: %.*s\n", longest, start, longest < 60 ? longest : 60, text + start);
    for (int class = 0; class < CLASSES; class++)
        if (classes[class] > 0)
            printf("centres of size %d and up: %d\n", 1 << class, classes[class]);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
