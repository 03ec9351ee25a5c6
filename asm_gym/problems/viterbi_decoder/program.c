/* Viterbi decoding of a rate 1/2 convolutional code with 64 states from noisy three-bit symbols. */
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

static void find_paths(int steps, uint32_t metric[STATES]) {
    for (int s = 0; s < STATES; s++)
        metric[s] = s == 0 ? 0 : 1u << 30;
    for (int t = 0; t < steps; t++) {
        uint32_t cost[4], next[STATES];
        for (unsigned code = 0; code < 4; code++) {
            unsigned first = received[t][0], second = received[t][1];
            cost[code] = (code & 1 ? STRONGEST - first : first) + (code & 2 ? STRONGEST - second : second);
        }
        uint64_t odd_chosen = 0;
        for (unsigned s = 0; s < STATES; s++) {
            unsigned even = 2 * s, odd = 2 * s + 1; /* with the bit shifted in on top */
            uint32_t best = metric[even % STATES] + cost[expected[even]];
            uint32_t other = metric[odd % STATES] + cost[expected[odd]];
            if (other < best) {
                best = other;
                odd_chosen |= 1ULL << s;
            }
            next[s] = best;
        }
        decisions[t] = odd_chosen;
        for (int s = 0; s < STATES; s++)
            metric[s] = next[s];
    }
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
