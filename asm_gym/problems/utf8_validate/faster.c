/* UTF-8 validation with SIMD fast paths for blocks of 1-, 2- and 3-byte characters; all else goes the slow way. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_INPUT 262144
#define MAX_COPIES 100000

enum error { STRAY, INVALID, TRUNCATED, OVERLONG, SURROGATE, TOO_LARGE, ERRORS };

static const char *const names[ERRORS] = {"stray", "invalid", "truncated", "overlong", "surrogate", "too large"};
static size_t by_length[5], errors[ERRORS], first[ERRORS], total;
static size_t offset; /* of the current copy */
static uint64_t code_points;

static void report(enum error kind, size_t position)
{
    if (errors[kind]++ == 0)
        first[kind] = offset + position;
    total++;
}

/* Checks the character at a position and returns the number of bytes to advance. */
static size_t decode(const unsigned char *text, size_t position, size_t size)
{
    unsigned lead = text[position];
    if (lead < 0x80) {
        by_length[1]++;
        code_points += lead;
        return 1;
    }
    if (lead < 0xC0) {
        report(STRAY, position);
        return 1;
    }
    if (lead >= 0xF8) {
        report(INVALID, position);
        return 1;
    }
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t code = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (position + i >= size || (text[position + i] & 0xC0) != 0x80) {
            report(TRUNCATED, position);
            return i;
        }
        code = code << 6 | (text[position + i] & 0x3F);
    }
    if (code < (length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u))
        report(OVERLONG, position);
    else if (code >= 0xD800 && code <= 0xDFFF)
        report(SURROGATE, position);
    else if (code > 0x10FFFF)
        report(TOO_LARGE, position);
    else {
        by_length[length]++;
        code_points += code;
    }
    return length;
}

static inline __m256i load(const unsigned char *p) { return _mm256_loadu_si256((const __m256i *)p); }

static inline uint64_t lane_sum(__m256i v)
{
    __m128i half = _mm_add_epi64(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    return (uint64_t)_mm_cvtsi128_si64(half) + (uint64_t)_mm_extract_epi64(half, 1);
}

/* Bytes from a position on that form whole blocks of characters of one length; 0 where another kind begins. */
static inline size_t blocks(const unsigned char *text, size_t start, size_t size)
{
    const __m256i zero = _mm256_setzero_si256();
    size_t position = start;
    __m256i sum = zero;
    unsigned lead = text[position];
    if (lead < 0x80) {
        uint32_t high = 0;
        while (size - position >= 40) {
            __m256i v = load(text + position);
            high = (uint32_t)_mm256_movemask_epi8(v);
            if (high != 0)
                break;
            sum = _mm256_add_epi64(sum, _mm256_sad_epu8(v, zero));
            position += 32;
        }
        if (high != 0) { /* the ASCII bytes before the first other one */
            unsigned keep = (unsigned)__builtin_ctz(high);
            __m256i index = _mm256_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                             22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
            __m256i v = _mm256_and_si256(load(text + position), _mm256_cmpgt_epi8(_mm256_set1_epi8((char)keep), index));
            sum = _mm256_add_epi64(sum, _mm256_sad_epu8(v, zero));
            position += keep;
        }
        by_length[1] += position - start;
    } else if (lead >= 0xC2 && lead < 0xE0) {
        while (size - position >= 40) { /* 16 little-endian pairs: 110xxxxx 10yyyyyy, xxxxx at least 2 */
            __m256i v = load(text + position);
            __m256i form = _mm256_cmpeq_epi16(_mm256_and_si256(v, _mm256_set1_epi16((short)0xC0E0)), _mm256_set1_epi16((short)0x80C0));
            __m256i high = _mm256_and_si256(v, _mm256_set1_epi16(0x1F));
            __m256i good = _mm256_and_si256(form, _mm256_cmpgt_epi16(high, _mm256_set1_epi16(1)));
            uint32_t bad = ~(uint32_t)_mm256_movemask_epi8(good);
            __m256i code = _mm256_or_si256(_mm256_slli_epi16(high, 6), _mm256_and_si256(_mm256_srli_epi16(v, 8), _mm256_set1_epi16(0x3F)));
            code = _mm256_and_si256(code, good);
            if (bad != 0) { /* the good pairs before the first bad one */
                unsigned pairs = (unsigned)__builtin_ctz(bad) / 2;
                for (unsigned i = 0; i < pairs; i++)
                    code_points += (text[position + 2 * i] & 0x1Fu) << 6 | (text[position + 2 * i + 1] & 0x3Fu);
                position += 2 * pairs;
                break;
            }
            code = _mm256_madd_epi16(code, _mm256_set1_epi16(1));
            sum = _mm256_add_epi64(sum, _mm256_add_epi64(_mm256_srli_epi64(code, 32), _mm256_and_si256(code, _mm256_set1_epi64x(0xFFFFFFFF))));
            position += 32;
        }
        by_length[2] += (position - start) / 2;
    } else if (lead >= 0xE1 && lead < 0xF0) {
        const __m256i spread = _mm256_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1, 2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1);
        while (size - position >= 40) { /* eight triples, one in each 32-bit lane */
            __m128i low = _mm_loadu_si128((const __m128i *)(text + position));
            __m128i high = _mm_loadu_si128((const __m128i *)(text + position + 12));
            __m256i v = _mm256_shuffle_epi8(_mm256_set_m128i(high, low), spread);
            __m256i form = _mm256_cmpeq_epi32(_mm256_and_si256(v, _mm256_set1_epi32(0xF0C0C0)), _mm256_set1_epi32(0xE08080));
            __m256i code = _mm256_or_si256(_mm256_and_si256(v, _mm256_set1_epi32(0x3F)), _mm256_and_si256(_mm256_srli_epi32(v, 2), _mm256_set1_epi32(0xFC0)));
            code = _mm256_or_si256(code, _mm256_and_si256(_mm256_srli_epi32(v, 4), _mm256_set1_epi32(0xF000)));
            __m256i large = _mm256_cmpgt_epi32(code, _mm256_set1_epi32(0x7FF));
            __m256i surrogate = _mm256_cmpeq_epi32(_mm256_and_si256(code, _mm256_set1_epi32(0xF800)), _mm256_set1_epi32(0xD800));
            __m256i good = _mm256_andnot_si256(surrogate, _mm256_and_si256(form, large));
            if (_mm256_movemask_epi8(good) != -1)
                break;
            sum = _mm256_add_epi64(sum, _mm256_add_epi64(_mm256_srli_epi64(code, 32), _mm256_and_si256(code, _mm256_set1_epi64x(0xFFFFFFFF))));
            position += 24;
        }
        by_length[3] += (position - start) / 3;
    }
    code_points += lane_sum(sum);
    return position - start;
}

int main(void)
{
    unsigned copies, damages, seed;
    if (scanf("%u %u %u", &copies, &damages, &seed) != 3 || getchar() != '\n' || copies > MAX_COPIES)
        return 1;
    static unsigned char input[MAX_INPUT], text[MAX_INPUT];
    size_t size = fread(input, 1, sizeof input, stdin);

    uint32_t x = seed;
    unsigned valid = 0;
    for (unsigned i = 0; i < copies; i++) {
        memcpy(text, input, size);
        for (unsigned k = 0; k < damages && size > 0; k++) {
            x = x * 1664525u + 1013904223u;
            size_t position = (size_t)(((uint64_t)x * size) >> 32);
            x = x * 1664525u + 1013904223u;
            text[position] = (unsigned char)(x >> 24);
        }
        size_t before = total;
        for (size_t position = 0; position < size;) {
            size_t done = size - position >= 40 ? blocks(text, position, size) : 0;
            position += done > 0 ? done : decode(text, position, size);
        }
        valid += total == before;
        offset += size;
    }

    printf("%u copies of %zu bytes, %u valid\n", copies, size, valid);
    for (int length = 1; length <= 4; length++)
        printf("%d bytes: %zu\n", length, by_length[length]);
    printf("sum %llu\n", (unsigned long long)code_points);
    for (int kind = 0; kind < ERRORS; kind++)
        if (errors[kind] > 0)
            printf("%s: %zu, first at %zu\n", names[kind], errors[kind], first[kind]);
    return 0;
}
