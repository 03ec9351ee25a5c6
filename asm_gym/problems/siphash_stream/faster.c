/* SipHash-2-4 of a stream of messages of different lengths, counted into buckets: four messages side by side. */
#include <immintrin.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_LENGTH 4096
#define MAX_MESSAGES 1000000
#define BUCKETS 1024

#define LANES 4

static inline __m256i rotate_left(__m256i x, int distance)
{
    return _mm256_or_si256(_mm256_slli_epi64(x, distance), _mm256_srli_epi64(x, 64 - distance));
}

static inline __m256i rotate_16(__m256i x)
{
    const __m256i order = _mm256_setr_epi8(6, 7, 0, 1, 2, 3, 4, 5, 14, 15, 8, 9, 10, 11, 12, 13, //
                                           6, 7, 0, 1, 2, 3, 4, 5, 14, 15, 8, 9, 10, 11, 12, 13);
    return _mm256_shuffle_epi8(x, order);
}

struct state {
    __m256i v0, v1, v2, v3;
};

static inline struct state sip_round(struct state s)
{
    s.v0 = _mm256_add_epi64(s.v0, s.v1);
    s.v2 = _mm256_add_epi64(s.v2, s.v3);
    s.v1 = _mm256_xor_si256(rotate_left(s.v1, 13), s.v0);
    s.v3 = _mm256_xor_si256(rotate_16(s.v3), s.v2);
    s.v0 = _mm256_shuffle_epi32(s.v0, 0xB1);
    s.v2 = _mm256_add_epi64(s.v2, s.v1);
    s.v0 = _mm256_add_epi64(s.v0, s.v3);
    s.v1 = _mm256_xor_si256(rotate_left(s.v1, 17), s.v2);
    s.v3 = _mm256_xor_si256(rotate_left(s.v3, 21), s.v0);
    s.v2 = _mm256_shuffle_epi32(s.v2, 0xB1);
    return s;
}

static inline struct state absorb(struct state s, __m256i word)
{
    s.v3 = _mm256_xor_si256(s.v3, word);
    s = sip_round(sip_round(s));
    s.v0 = _mm256_xor_si256(s.v0, word);
    return s;
}

static inline struct state choose(struct state old, struct state new, __m256i mask)
{
    return (struct state){_mm256_blendv_epi8(old.v0, new.v0, mask), _mm256_blendv_epi8(old.v1, new.v1, mask),
                          _mm256_blendv_epi8(old.v2, new.v2, mask), _mm256_blendv_epi8(old.v3, new.v3, mask)};
}

/* The last word: the rest of the message, and its length in the highest byte. */
static uint64_t last_word(const uint8_t *message, size_t length)
{
    uint64_t word;
    memcpy(&word, message + (length & ~(size_t)7), 8);
    return (word & ((UINT64_C(1) << (8 * (length % 8))) - 1)) | (uint64_t)length << 56;
}

/* Four messages side by side; a lane whose message has ended keeps its state. Reads up to 8 bytes behind the end. */
static void siphash(const uint8_t *const *messages, const size_t *lengths, uint64_t key0, uint64_t key1,
                    uint64_t *hashes)
{
    struct state s = {_mm256_set1_epi64x((int64_t)(key0 ^ 0x736F6D6570736575u)),
                      _mm256_set1_epi64x((int64_t)(key1 ^ 0x646F72616E646F6Du)),
                      _mm256_set1_epi64x((int64_t)(key0 ^ 0x6C7967656E657261u)),
                      _mm256_set1_epi64x((int64_t)(key1 ^ 0x7465646279746573u))};
    size_t shortest = SIZE_MAX, words = 0;
    uint64_t tails[LANES];
    for (int k = 0; k < LANES; k++) {
        shortest = lengths[k] < shortest ? lengths[k] : shortest;
        words = lengths[k] / 8 > words ? lengths[k] / 8 : words;
        tails[k] = last_word(messages[k], lengths[k]);
    }
    size_t i = 0;
    for (; i < shortest / 8; i++) {
        uint64_t w[LANES];
        for (int k = 0; k < LANES; k++)
            memcpy(&w[k], messages[k] + 8 * i, 8);
        s = absorb(s, _mm256_set_epi64x((int64_t)w[3], (int64_t)w[2], (int64_t)w[1], (int64_t)w[0]));
    }
    __m256i ends = _mm256_set_epi64x((int64_t)(lengths[3] / 8), (int64_t)(lengths[2] / 8), (int64_t)(lengths[1] / 8),
                                     (int64_t)(lengths[0] / 8));
    for (; i < words; i++) {
        uint64_t w[LANES];
        for (int k = 0; k < LANES; k++)
            memcpy(&w[k], messages[k] + (i < lengths[k] / 8 ? 8 * i : 0), 8);
        __m256i active = _mm256_cmpgt_epi64(ends, _mm256_set1_epi64x((int64_t)i));
        __m256i word = _mm256_set_epi64x((int64_t)w[3], (int64_t)w[2], (int64_t)w[1], (int64_t)w[0]);
        s = choose(s, absorb(s, word), active);
    }
    s = absorb(s, _mm256_loadu_si256((const __m256i *)tails));
    s.v2 = _mm256_xor_si256(s.v2, _mm256_set1_epi64x(0xFF));
    s = sip_round(sip_round(sip_round(sip_round(s))));
    __m256i hash = _mm256_xor_si256(_mm256_xor_si256(s.v0, s.v1), _mm256_xor_si256(s.v2, s.v3));
    _mm256_storeu_si256((__m256i *)hashes, hash);
}

/*
 * Messages are sorted by length in words (a counting sort of a chunk), so that the four lanes end together; sum,
 * minimum and buckets do not depend on the order.
 */
#define CHUNK 4096

static uint16_t starts[CHUNK], lengths_of[CHUNK], order[CHUNK];

static void sort_by_words(unsigned count)
{
    unsigned offsets[MAX_LENGTH / 8 + 2] = {0};
    for (unsigned i = 0; i < count; i++)
        offsets[lengths_of[i] / 8 + 1]++;
    for (unsigned w = 1; w < MAX_LENGTH / 8 + 2; w++)
        offsets[w] += offsets[w - 1];
    for (unsigned i = 0; i < count; i++)
        order[offsets[lengths_of[i] / 8]++] = (uint16_t)i;
}

int main(void)
{
    static uint8_t text[2 * MAX_LENGTH + 8];
    static unsigned buckets[BUCKETS];
    unsigned messages, longest;
    uint64_t key0, key1;
    if (scanf("%u %u %" SCNx64 " %" SCNx64, &messages, &longest, &key0, &key1) != 4)
        return 1;
    if (messages > MAX_MESSAGES || longest > MAX_LENGTH)
        return 1;
    uint64_t state = key0 ^ key1;
    for (size_t i = 0; i < 2 * MAX_LENGTH; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        text[i] = (uint8_t)(state >> 56);
    }

    /* Message m is a piece of the text; start and length depend on m and the seed only. */
    uint64_t sum = 0, smallest = UINT64_MAX, last = 0, bytes = 0;
    for (unsigned done = 0; done < messages; done += CHUNK) {
        unsigned count = messages - done < CHUNK ? messages - done : CHUNK;
        for (unsigned m = 0; m < count; m++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            lengths_of[m] = (uint16_t)((state >> 32) * (longest + 1) >> 32);
            starts[m] = (uint16_t)((size_t)(state >> 20) % (MAX_LENGTH + 1));
            bytes += lengths_of[m];
        }
        sort_by_words(count);
        for (unsigned m = 0; m < count; m += LANES) {
            const uint8_t *pieces[LANES];
            size_t lengths[LANES];
            uint64_t hashes[LANES];
            for (unsigned k = 0; k < LANES; k++) {
                unsigned index = order[m + k < count ? m + k : m];
                pieces[k] = text + starts[index];
                lengths[k] = lengths_of[index];
            }
            siphash(pieces, lengths, key0, key1, hashes);
            for (unsigned k = 0; k < LANES && m + k < count; k++) {
                sum += hashes[k];
                if (hashes[k] < smallest)
                    smallest = hashes[k];
                buckets[hashes[k] % BUCKETS]++;
                if (order[m + k] == count - 1)
                    last = hashes[k];
            }
        }
    }
    unsigned used = 0, fullest = 0;
    for (unsigned b = 0; b < BUCKETS; b++) {
        if (buckets[b] > 0)
            used++;
        if (buckets[b] > buckets[fullest])
            fullest = b;
    }
    printf("messages %u bytes %" PRIu64 "\n", messages, bytes);
    printf("sum %016" PRIx64 " smallest %016" PRIx64 " last %016" PRIx64 "\n", sum, smallest, last);
    printf("buckets %u, fullest %u with %u\n", used, fullest, buckets[fullest]);
    return 0;
}
