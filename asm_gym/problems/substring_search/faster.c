/* Count and locate all occurrences of several patterns in one text, 32 places at a time. */
#include <immintrin.h>
#include <stdio.h>
#include <string.h>

#define MAX_TEXT 262144
#define MAX_PATTERN 256

static char text[MAX_TEXT + MAX_PATTERN + 32];
static char pattern[MAX_PATTERN + 1];

/* Bit k is set if the pattern is at where + k. The comparison stops when no place is left. */
static unsigned int matches_at(const char *where, int length)
{
    unsigned int candidates = ~0u;
    for (int k = 0; k < length && candidates != 0; k++) {
        __m256i letters = _mm256_loadu_si256((const __m256i *)(where + k));
        __m256i equal = _mm256_cmpeq_epi8(letters, _mm256_set1_epi8(pattern[k]));
        candidates &= (unsigned int)_mm256_movemask_epi8(equal);
    }
    return candidates;
}

int main(void)
{
    int patterns;
    if (scanf("%d %262144s", &patterns, text) != 2)
        return 1;
    int n = (int)strlen(text);
    int grand_total = 0, absent = 0;
    unsigned int hash = 5381u + (unsigned int)n;

    for (int p = 0; p < patterns; p++) {
        if (scanf("%256s", pattern) != 1)
            return 1;
        int m = (int)strlen(pattern);
        int count = 0, first = -1, last = -1;
        unsigned int position_sum = 0;
        for (int i = 0; i + m <= n; i += 32) {
            int places = n - m - i + 1;
            unsigned int found = matches_at(text + i, m);
            if (places < 32)
                found &= (1u << places) - 1u;
            if (found == 0)
                continue;
            if (first < 0)
                first = i + (int)_tzcnt_u32(found);
            last = i + 31 - (int)_lzcnt_u32(found);
            count += (int)_mm_popcnt_u32(found);
            for (; found != 0; found = _blsr_u32(found))
                position_sum += (unsigned int)i + _tzcnt_u32(found) + 1u;
        }
        printf("%d %d %d\n", count, first, last);
        grand_total += count;
        absent += count == 0;
        hash = hash * 33u + position_sum;
    }
    printf("total %d absent %d\n", grand_total, absent);
    printf("hash %u\n", hash);
    return 0;
}
