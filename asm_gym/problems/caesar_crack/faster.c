/* Breaks shift ciphers: of the 26 candidates the one whose letter frequencies are most like English wins.
   Each letter is counted once; a shift only rotates the counts. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_LENGTH 4096

/* Occurrences of each letter in a thousand. */
static const int usual[26] = {82, 15, 28, 43, 127, 22, 20, 61, 70, 2,  8,  40, 24,
                              67, 75, 19, 1,  60,  63, 91, 28, 10, 24, 2, 20, 1};
static const char common[] = "eeeeeettttttaaaaaoooooiiiinnnnsssshhhhrrrrdddlllccuummwwfgypbvkz";
static double inverse[26];
static uint64_t state;

static uint64_t draw(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static unsigned char moved[26][256]; /* every character after every shift */
static unsigned char letter[256];    /* 0 .. 25, or 26 */

static void fill_tables(void)
{
    for (int c = 0; c < 256; c++) {
        letter[c] = c >= 'a' && c <= 'z' ? (unsigned char)(c - 'a') : c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A') : 26;
        for (int shift = 0; shift < 26; shift++)
            moved[shift][c] = (unsigned char)(letter[c] == 26 ? c : c - letter[c] + (letter[c] + shift) % 26);
    }
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
        text[i] = (char)moved[shift][(unsigned char)c];
    }
}

static int counts[2][27];

static int count_letters(const char *text, int length)
{
    memset(counts, 0, sizeof counts);
    for (int i = 0; i < length; i++)
        counts[i & 1][letter[(unsigned char)text[i]]]++;
    int letters = 0;
    for (int k = 0; k < 26; k++)
        letters += counts[0][k] += counts[1][k];
    return letters;
}

/* Chi-squared distance between English and the counted message moved by a shift. */
static int64_t distance(int letters, int shift)
{
    int64_t sum = 0;
    for (int k = 0; k < 26; k++) {
        int source = k - shift < 0 ? k - shift + 26 : k - shift;
        int64_t difference = (int64_t)counts[0][source] * 1000 - (int64_t)usual[k] * letters;
        /* the quotient of numbers below 2^53: a double division is right after one exact correction */
        int64_t square = difference * difference, quotient = (int64_t)((double)square * inverse[k]);
        quotient -= quotient * usual[k] > square;
        quotient += (quotient + 1) * usual[k] <= square;
        sum += quotient;
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
    fill_tables();
    for (int k = 0; k < 26; k++)
        inverse[k] = 1.0 / usual[k];
    int right = 0, guesses[26] = {0};
    uint64_t hash = seed, distances = 0;
    for (int m = 0; m < messages; m++) {
        static char text[MAX_LENGTH];
        int length = (int)(draw() % (uint64_t)(longest + 1)), key = (int)(draw() % 26), best = 0;
        write_message(text, length, key);

        int letters = count_letters(text, length);
        int64_t least = INT64_MAX;
        for (int shift = 0; shift < 26; shift++) {
            int64_t d = distance(letters, shift);
            if (d < least) {
                least = d;
                best = shift;
            }
        }
        for (int i = 0; i < length; i++) {
            text[i] = (char)moved[best][(unsigned char)text[i]];
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
