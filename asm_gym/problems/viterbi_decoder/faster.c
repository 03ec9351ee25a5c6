/* Viterbi decoding with all 64 states in two vectors of byte-wide metrics. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_BITS = 200000, MEMORY = 6, STATES = 1 << MEMORY, STRONGEST = 7 };

static unsigned char message[MAX_BITS + MEMORY], decoded[MAX_BITS + MEMORY];
static unsigned char received[MAX_BITS + MEMORY][2];
static uint64_t decisions[MAX_BITS + MEMORY]; /* bit s: state s was reached from the odd one of two states */
static unsigned char expected[2 * STATES];    /* both code bits for a state and the bit shifted in above it */

static uint64_t random_state;

static unsigned random_below(unsigned bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(((random_state >> 32) * bound) >> 32);
}

static unsigned parity(unsigned v) {
    unsigned odd = 0;
    for (; v != 0; v >>= 1)
        odd ^= v & 1;
    return odd;
}

/* Moves a clean symbol by up to the noise in either direction; what leaves the scale is clipped. */
static unsigned char disturb(unsigned code_bit, unsigned noise) {
    int level = (int)(code_bit * STRONGEST + random_below(2 * noise + 1)) - (int)noise;
    return (unsigned char)(level < 0 ? 0 : level > STRONGEST ? STRONGEST : level);
}

/* Sends the message through the encoder and the channel; returns how many symbols look like the other code bit. */
static int transmit(int steps, unsigned noise) {
    unsigned state = 0;
    int wrong = 0;
    for (int t = 0; t < steps; t++) {
        unsigned window = (unsigned)message[t] << MEMORY | state;
        for (int half = 0; half < 2; half++) {
            unsigned code_bit = expected[window] >> half & 1;
            received[t][half] = disturb(code_bit, noise);
            wrong += received[t][half] / 4 != (int)code_bit;
        }
        state = window >> 1;
    }
    return wrong;
}

/* All states are within 6 * 14 of each other once every one can be reached from state 0, so bytes suffice if the
   smallest metric is taken off now and then; before that 100 is as good as unreachable. */
enum { UNREACHABLE = 100, STEPS_PER_SCALING = 8 };

static unsigned smallest(__m256i a, __m256i b) {
    a = _mm256_min_epu8(a, b);
    __m128i v = _mm_min_epu8(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    v = _mm_min_epu8(v, _mm_srli_epi16(v, 8));
    return (unsigned)_mm_extract_epi16(_mm_minpos_epu16(_mm_and_si128(v, _mm_set1_epi16(0xFF))), 0);
}

static void find_paths(int steps, uint32_t metric[STATES]) {
    unsigned char bytes[STATES], flip[2][2][2][STATES / 2]; /* by code bit, bit shifted in, and odd state */
    for (unsigned window = 0; window < 2 * STATES; window++)
        for (int half = 0; half < 2; half++)
            flip[half][window >> MEMORY][window & 1][window % STATES / 2] = expected[window] >> half & 1 ? STRONGEST : 0;
    __m256i flips[2][2][2];
    for (int i = 0; i < 8; i++)
        flips[i / 4][i / 2 % 2][i % 2] = _mm256_loadu_si256((const __m256i *)flip[i / 4][i / 2 % 2][i % 2]);

    const __m256i low_bytes = _mm256_set1_epi16(0xFF);
    __m256i low = _mm256_set1_epi8(UNREACHABLE), high = low;
    low = _mm256_insert_epi8(low, 0, 0);
    uint32_t taken_off = 0;
    for (int t = 0; t < steps; t++) {
        __m256i even = _mm256_packus_epi16(_mm256_and_si256(low, low_bytes), _mm256_and_si256(high, low_bytes));
        __m256i odd = _mm256_packus_epi16(_mm256_srli_epi16(low, 8), _mm256_srli_epi16(high, 8));
        even = _mm256_permute4x64_epi64(even, 0xD8);
        odd = _mm256_permute4x64_epi64(odd, 0xD8);
        __m256i first = _mm256_set1_epi8((char)received[t][0]), second = _mm256_set1_epi8((char)received[t][1]);
        __m256i next[2];
        uint64_t even_chosen[2];
        for (int bit = 0; bit < 2; bit++) {
            __m256i even_cost = _mm256_add_epi8(_mm256_xor_si256(first, flips[0][bit][0]),
                                                _mm256_xor_si256(second, flips[1][bit][0]));
            __m256i odd_cost = _mm256_add_epi8(_mm256_xor_si256(first, flips[0][bit][1]),
                                               _mm256_xor_si256(second, flips[1][bit][1]));
            __m256i from_even = _mm256_add_epi8(even, even_cost);
            next[bit] = _mm256_min_epu8(from_even, _mm256_add_epi8(odd, odd_cost));
            even_chosen[bit] = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(next[bit], from_even));
        }
        decisions[t] = ~(even_chosen[1] << 32 | even_chosen[0]);
        low = next[0];
        high = next[1];
        if (t % STEPS_PER_SCALING == STEPS_PER_SCALING - 1) {
            unsigned least = smallest(low, high);
            taken_off += least;
            low = _mm256_sub_epi8(low, _mm256_set1_epi8((char)least));
            high = _mm256_sub_epi8(high, _mm256_set1_epi8((char)least));
        }
    }
    _mm256_storeu_si256((__m256i *)bytes, low);
    _mm256_storeu_si256((__m256i *)(bytes + 32), high);
    for (int s = 0; s < STATES; s++)
        metric[s] = taken_off + bytes[s];
}

int main(void) {
    unsigned bits, noise, taps[2], seed;
    if (scanf("%u %u %u %u %u", &bits, &noise, &taps[0], &taps[1], &seed) != 5)
        return 1;
    if (bits > MAX_BITS || noise > 14)
        return 1;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    for (unsigned i = 0; i < bits; i++)
        message[i] = random_below(2) != 0;
    for (unsigned window = 0; window < 2 * STATES; window++)
        expected[window] = (unsigned char)(parity(window & taps[0]) | parity(window & taps[1]) << 1);

    int steps = (int)bits + MEMORY; /* zeros at the end lead back to state 0 */
    int wrong = transmit(steps, noise);
    uint32_t metric[STATES];
    find_paths(steps, metric);

    unsigned state = 0;
    int errors = 0;
    uint64_t path_hash = 0, metric_hash = 0;
    for (int t = steps - 1; t >= 0; t--) {
        decoded[t] = (unsigned char)(state >> (MEMORY - 1));
        errors += decoded[t] != message[t];
        state = (2 * state) % STATES | (unsigned)(decisions[t] >> state & 1);
        path_hash = (path_hash ^ decisions[t] ^ decoded[t]) * 0x9E3779B97F4A7C15ULL;
        path_hash ^= path_hash >> 32;
    }
    for (int s = 0; s < STATES; s++)
        metric_hash = metric_hash * 0x100000001B3ULL + metric[s];
    printf("wrong symbols %d\n", wrong);
    printf("wrong bits %d\n", errors);
    printf("distance %u\n", (unsigned)metric[0]);
    printf("metrics %016llx\n", (unsigned long long)metric_hash);
    printf("paths %016llx\n", (unsigned long long)path_hash);
    return 0;
}
