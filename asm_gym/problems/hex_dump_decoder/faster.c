/* Decodes a hex dump, again and again with other characters replaced, and checks its columns.
   Complete lines without errors are checked and decoded by AVX2 instructions; the others take the general path. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 131072
#define BYTES 16       /* in a line: "0000000a: 41 42 ... 50  |AB...P|" */
#define FIRST_BYTE 9   /* column of the blank before the first byte */
#define TEXT_COLUMN 60 /* of the first character between the bars */

enum error { LENGTH, OFFSET, DIGIT, SHAPE, TEXT, ERRORS };

static const char *const names[ERRORS] = {"length", "offset", "digit", "shape", "text"};
static unsigned errors[ERRORS], first[ERRORS], good, zeros, printable;
static uint64_t sum, weighted; /* of the bytes; of the sum after each byte */
static uint64_t wrong_offsets;

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/* Decodes a line; returns the number of bytes, or -1 - error. */
static int decode(const char *line, size_t length, unsigned index, unsigned char *bytes)
{
    if (length <= TEXT_COLUMN + 1 || length > TEXT_COLUMN + BYTES + 1)
        return -1 - LENGTH;
    uint32_t offset = 0;
    for (int i = 0; i < 8; i++) {
        int digit = hex_value(line[i]);
        if (digit < 0)
            return -1 - DIGIT;
        offset = offset << 4 | (uint32_t)digit;
    }
    if (offset != index * BYTES) {
        wrong_offsets += offset;
        return -1 - OFFSET;
    }
    if (line[8] != ':')
        return -1 - SHAPE;

    int count = (int)length - TEXT_COLUMN - 1, column = FIRST_BYTE;
    for (int i = 0; i < count; i++, column += 3) {
        if (line[column] != ' ')
            return -1 - SHAPE;
        int high = hex_value(line[column + 1]), low = hex_value(line[column + 2]);
        if (high < 0 || low < 0)
            return -1 - DIGIT;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    for (; column < TEXT_COLUMN - 1; column++)
        if (line[column] != ' ')
            return -1 - SHAPE;
    if (line[TEXT_COLUMN - 1] != '|' || line[length - 1] != '|')
        return -1 - SHAPE;
    for (int i = 0; i < count; i++) {
        char shown = bytes[i] >= ' ' && bytes[i] <= '~' ? (char)bytes[i] : '.';
        if (line[TEXT_COLUMN + i] != shown)
            return -1 - TEXT;
    }
    return count;
}

static void use_line(const char *line, size_t length, unsigned index)
{
    unsigned char bytes[BYTES];
    int count = decode(line, length, index, bytes);
    if (count < 0) {
        int error = -1 - count;
        if (errors[error]++ == 0)
            first[error] = index;
        return;
    }
    good++;
    for (int i = 0; i < count; i++) {
        sum += bytes[i];
        weighted += sum;
        zeros += bytes[i] == 0;
        printable += bytes[i] >= ' ' && bytes[i] <= '~';
    }
}

/* Offsets of the lines are expected in order, so the digits can be made instead of read. */
static inline uint64_t offset_digits(unsigned offset)
{
    uint64_t nibbles = _pdep_u64(__builtin_bswap32(offset), 0x0F0F0F0F0F0F0F0Fu);
    nibbles = (nibbles & 0x00FF00FF00FF00FFu) << 8 | (nibbles >> 8 & 0x00FF00FF00FF00FFu);
    uint64_t letters = (nibbles + 0x0606060606060606u) >> 4 & 0x0101010101010101u;
    return nibbles + 0x3030303030303030u + letters * ('a' - '0' - 10);
}

static inline __m128i load(const char *p) { return _mm_loadu_si128((const __m128i *)p); }

/* Uses a complete line with its line feed if it has no error; returns 0 where the general path must look at it. */
static inline int use_good_line(const char *line, unsigned index)
{
    uint64_t digits;
    memcpy(&digits, line, 8);
    if (digits != offset_digits(index * BYTES) || line[8] != ':' || memcmp(line + 57, "  |", 3) != 0 || memcmp(line + 76, "|\n", 2) != 0)
        return 0;

    /* " 00 11 22 33" four times: eight digits and four blanks from each */
    const __m128i pick = _mm_setr_epi8(1, 2, 4, 5, 7, 8, 10, 11, 0, 3, 6, 9, -1, -1, -1, -1);
    __m128i a = _mm_shuffle_epi8(load(line + 9), pick), b = _mm_shuffle_epi8(load(line + 21), pick);
    __m128i c = _mm_shuffle_epi8(load(line + 33), pick), d = _mm_shuffle_epi8(load(line + 45), pick);
    __m128i blanks = _mm_unpacklo_epi64(_mm_unpackhi_epi32(a, b), _mm_unpackhi_epi32(c, d));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(blanks, _mm_set1_epi8(' '))) != 0xFFFF)
        return 0;

    __m256i text = _mm256_set_m128i(_mm_unpacklo_epi64(c, d), _mm_unpacklo_epi64(a, b));
    __m256i from_zero = _mm256_sub_epi8(text, _mm256_set1_epi8('0')), from_a = _mm256_sub_epi8(text, _mm256_set1_epi8('a'));
    __m256i is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(from_zero, _mm256_set1_epi8(9)), from_zero);
    __m256i is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(from_a, _mm256_set1_epi8(5)), from_a);
    if (_mm256_movemask_epi8(_mm256_or_si256(is_digit, is_letter)) != -1)
        return 0;
    __m256i nibbles = _mm256_blendv_epi8(_mm256_add_epi8(from_a, _mm256_set1_epi8(10)), from_zero, is_digit);
    __m256i pairs = _mm256_maddubs_epi16(nibbles, _mm256_set1_epi16(0x0110)); /* 16 * high + low */
    __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));

    __m128i shifted = _mm_sub_epi8(bytes, _mm_set1_epi8(' '));
    __m128i is_printable = _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8('~' - ' ')), shifted);
    __m128i shown = _mm_blendv_epi8(_mm_set1_epi8('.'), bytes, is_printable);
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(shown, load(line + TEXT_COLUMN))) != 0xFFFF)
        return 0;

    const __m128i zero = _mm_setzero_si128(), weights = _mm_setr_epi8(16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    __m128i totals = _mm_sad_epu8(bytes, zero);
    __m128i products = _mm_madd_epi16(_mm_maddubs_epi16(bytes, weights), _mm_set1_epi16(1));
    products = _mm_add_epi32(products, _mm_srli_si128(products, 8));
    products = _mm_add_epi32(products, _mm_srli_si128(products, 4));
    good++;
    weighted += 16 * sum + (uint32_t)_mm_cvtsi128_si32(products);
    sum += (uint64_t)_mm_cvtsi128_si64(totals) + (uint64_t)_mm_extract_epi64(totals, 1);
    zeros += (unsigned)__builtin_popcount((unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, zero)));
    printable += (unsigned)__builtin_popcount((unsigned)_mm_movemask_epi8(is_printable));
    return 1;
}

int main(void)
{
    unsigned rounds, changes, seed;
    if (scanf("%u %u %u", &rounds, &changes, &seed) != 3 || getchar() != '\n')
        return 1;
    static char dump[MAX_SIZE], text[MAX_SIZE + 64];
    size_t size = fread(dump, 1, sizeof dump, stdin);
    uint32_t x = seed;
    for (unsigned round = 0; round < rounds; round++) {
        memcpy(text, dump, size);
        for (unsigned i = 0; i < changes && size > 0; i++) {
            x = x * 1664525u + 1013904223u;
            text[((uint64_t)x * size) >> 32] = "0123456789abcdef|. :g\n/@`G"[(x >> 8) % 26];
        }
        unsigned index = 0;
        for (size_t start = 0, end; start < size; start = end + 1, index++) {
            if (size - start >= 78 && use_good_line(text + start, index)) {
                end = start + 77;
                continue;
            }
            for (end = start; end < size && text[end] != '\n'; end++)
                ;
            use_line(text + start, end - start, index);
        }
    }
    printf("good lines %u, sum %llu, weighted %llu\n", good, (unsigned long long)sum, (unsigned long long)weighted);
    printf("zero bytes %u, printable %u\n", zeros, printable);
    printf("wrong offsets add up to %llu\n", (unsigned long long)wrong_offsets);
    for (int error = 0; error < ERRORS; error++)
        printf("bad %s: %u, first in line %u\n", names[error], errors[error], first[error]);
    return 0;
}
