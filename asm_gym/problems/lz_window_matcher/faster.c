/* Greedy LZ77 parse of a generated text: matches over hash chains, compared eight bytes at a time. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LENGTH 1000000
#define MAX_WINDOW 65536
#define MAX_WORDS 1024
#define WORD_SIZE 12
#define HASHES 4096
#define SHORTEST 3
#define LONGEST 258
#define NONE UINT32_MAX

static uint8_t words[MAX_WORDS][WORD_SIZE];
static uint32_t newest[HASHES], older[MAX_WINDOW];
static uint64_t state;

/* A random number below the limit. */
static uint32_t next_below(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) * limit >> 32);
}

/* Words of a vocabulary, and now and then a phrase from somewhere before. */
static void write_text(uint8_t *text, uint32_t length, uint32_t vocabulary, uint32_t letters)
{
    for (uint32_t w = 0; w < vocabulary; w++)
        for (uint32_t i = 0; i < WORD_SIZE; i++)
            words[w][i] = (uint8_t)('a' + next_below(letters));
    uint32_t n = 0;
    while (n < length) {
        const uint8_t *source = words[next_below(vocabulary)];
        uint32_t size = 2 + next_below(WORD_SIZE - 1);
        if (n > 0 && next_below(4) == 0) {
            source = text + next_below(n);
            size = 8 + next_below(80);
        }
        for (uint32_t i = 0; i < size && n < length; i++)
            text[n++] = source[i];
    }
}

static uint32_t hash_at(const uint8_t *text)
{
    uint32_t key = text[0] | (uint32_t)text[1] << 8 | (uint32_t)text[2] << 16;
    return key * 2654435761u >> 20;
}

static void insert(const uint8_t *text, uint32_t position, uint32_t mask)
{
    uint32_t hash = hash_at(text + position);
    older[position & mask] = newest[hash];
    newest[hash] = position;
}

static uint64_t load(const uint8_t *from)
{
    uint64_t bytes;
    memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

/* Length of the common prefix, at most limit; reads up to eight bytes more. */
static uint32_t common_prefix(const uint8_t *a, const uint8_t *b, uint32_t limit)
{
    for (uint32_t same = 0; same < limit; same += 8) {
        uint64_t difference = load(a + same) ^ load(b + same);
        if (difference != 0) {
            same += (uint32_t)__builtin_ctzll(difference) / 8;
            return same < limit ? same : limit;
        }
    }
    return limit;
}

int main(void)
{
    uint32_t length, window, chain_limit, vocabulary, letters, seed;
    if (scanf("%" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32, &length, &window, &chain_limit,
              &vocabulary, &letters, &seed) != 6)
        return 1;
    if (length > MAX_LENGTH || window < 1 || window > MAX_WINDOW || vocabulary < 1 || vocabulary > MAX_WORDS)
        return 1;
    if (letters < 1 || letters > 26)
        return 1;
    uint8_t *text = calloc(length + 16, 1);
    if (text == NULL)
        return 1;
    uint32_t mask = 1; /* a ring of a power of two that holds the window */
    while (mask < window)
        mask *= 2;
    mask -= 1;
    state = seed + 0x9E3779B97F4A7C15u;
    write_text(text, length, vocabulary, letters);
    for (uint32_t h = 0; h < HASHES; h++)
        newest[h] = NONE;

    uint32_t literals = 0, matches = 0, longest = 0, position = 0;
    uint64_t distances = 0, tokens = 0xCBF29CE484222325u;
    while (position < length) {
        uint32_t limit = length - position < LONGEST ? length - position : LONGEST;
        uint32_t best = 0, distance = 0;
        /* A match is wanted from the shortest length on. */
        uint32_t check = 0, shift = 64 - 8 * SHORTEST;
        uint64_t wanted = load(text + position) << shift;
        if (limit >= SHORTEST) {
            uint32_t candidate = newest[hash_at(text + position)];
            for (uint32_t tries = 0; tries < chain_limit; tries++) {
                if (candidate == NONE || position - candidate > window)
                    break;
                /* Only a candidate that agrees in the bytes up to the one behind the best match can be longer. */
                if (load(text + candidate + check) << shift == wanted) {
                    uint32_t same = common_prefix(text + candidate, text + position, limit);
                    if (same > best) {
                        best = same;
                        distance = position - candidate;
                        if (best == limit)
                            break;
                        check = best >= 7 ? best - 7 : 0;
                        shift = best >= 7 ? 0 : 56 - 8 * best;
                        wanted = load(text + position + check) << shift;
                    }
                }
                candidate = older[candidate & mask];
            }
        }
        uint32_t step = 1;
        if (best >= SHORTEST) {
            matches++;
            distances += distance;
            tokens = (tokens ^ (distance << 9 | best)) * 0x100000001B3u;
            if (best > longest)
                longest = best;
            step = best;
        } else {
            literals++;
            tokens = (tokens ^ text[position]) * 0x100000001B3u;
        }
        for (; step > 0; step--, position++)
            if (position + SHORTEST <= length)
                insert(text, position, mask);
    }
    printf("literals %" PRIu32 " matches %" PRIu32 " longest %" PRIu32 "\n", literals, matches, longest);
    printf("distances %" PRIu64 "\n", distances);
    printf("tokens %016" PRIx64 "\n", tokens);
    free(text);
    return 0;
}
