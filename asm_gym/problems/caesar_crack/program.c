/* Breaks shift ciphers: of the 26 candidates the one whose letter frequencies are most like English wins. */
#include <stdint.h>
#include <stdio.h>

#define MAX_LENGTH 4096

/* Occurrences of each letter in a thousand. */
static const int usual[26] = {82, 15, 28, 43, 127, 22, 20, 61, 70, 2,  8,  40, 24,
                              67, 75, 19, 1,  60,  63, 91, 28, 10, 24, 2, 20, 1};
static const char common[] = "eeeeeettttttaaaaaoooooiiiinnnnsssshhhhrrrrdddlllccuummwwfgypbvkz";
static uint64_t state;

static uint64_t draw(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static char shifted(char c, int shift)
{
    if (c >= 'a' && c <= 'z')
        return (char)('a' + (c - 'a' + shift) % 26);
    if (c >= 'A' && c <= 'Z')
        return (char)('A' + (c - 'A' + shift) % 26);
    return c;
}

static void write_message(char *text, int length, int shift)
{
    for (int i = 0; i < length; i++) {
        uint64_t bits = draw();
        char c = common[bits >> 58];
        if ((bits & 7) == 0)
            c = ' ';
        else if ((bits & 31) == 1)
            c = (char)(c - 'a' + 'A');
        else if ((bits & 127) == 2)
            c = (char)('!' + (bits >> 8) % 94);
        text[i] = shifted(c, shift);
    }
}

/* Chi-squared distance between English and the message moved by a shift. */
static int64_t distance(const char *text, int length, int shift)
{
    int counts[26] = {0}, letters = 0;
    for (int i = 0; i < length; i++) {
        char c = shifted(text[i], shift);
        if (c >= 'a' && c <= 'z') {
            counts[c - 'a']++;
            letters++;
        } else if (c >= 'A' && c <= 'Z') {
            counts[c - 'A']++;
            letters++;
        }
    }
    int64_t sum = 0;
    for (int k = 0; k < 26; k++) {
        int64_t difference = (int64_t)counts[k] * 1000 - (int64_t)usual[k] * letters;
        sum += difference * difference / usual[k];
    }
    return sum;
}

int main(void)
{
    int messages, longest;
    unsigned seed;
    if (scanf("%d %d %u", &messages, &longest, &seed) != 3)
        return 1;
    if (messages < 0 || longest < 0 || longest > MAX_LENGTH)
        return 1;
    state = seed;
    int right = 0, guesses[26] = {0};
    uint64_t hash = seed, distances = 0;
    for (int m = 0; m < messages; m++) {
        static char text[MAX_LENGTH];
        int length = (int)(draw() % (uint64_t)(longest + 1)), key = (int)(draw() % 26), best = 0;
        write_message(text, length, key);

        int64_t least = INT64_MAX;
        for (int shift = 0; shift < 26; shift++) {
            int64_t d = distance(text, length, shift);
            if (d < least) {
                least = d;
                best = shift;
            }
        }
        for (int i = 0; i < length; i++) {
            text[i] = shifted(text[i], best);
            hash = (hash ^ (unsigned char)text[i]) * 0x100000001B3u;
        }
        guesses[best]++;
        distances += (uint64_t)least;
        right += (best + key) % 26 == 0;
        if (m < 3)
            printf("%d: %.*s\n", best, length < 60 ? length : 60, text);
    }
    printf("right %d of %d\n", right, messages);
    for (int shift = 0; shift < 26; shift++)
        printf("%d%c", guesses[shift], shift < 25 ? ' ' : '\n');
    printf("distances %llu\n", (unsigned long long)distances);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
