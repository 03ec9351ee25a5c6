/* Move-to-front coding of a stream of symbols whose common values drift: vectorised update of all places. */
#include <immintrin.h>
#include <inttypes.h>
#include <stdio.h>

#define SYMBOLS 256
#define MAX_LENGTH 10000000

static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/*
 * Instead of the list, the place of each symbol is kept, less 128 for signed comparison: moving a symbol to the front
 * adds one to all places in front of it, 32 at a time, and nothing has to be searched.
 */
static int8_t places[SYMBOLS] __attribute__((aligned(32)));

static unsigned move_to_front(uint8_t symbol)
{
    int8_t place = places[symbol];
    if (place > -128) {
        __m256i bound = _mm256_set1_epi8(place);
        for (int i = 0; i < SYMBOLS; i += 32) {
            __m256i x = _mm256_load_si256((__m256i *)(places + i));
            x = _mm256_sub_epi8(x, _mm256_cmpgt_epi8(bound, x));
            _mm256_store_si256((__m256i *)(places + i), x);
        }
        places[symbol] = -128;
    }
    return (unsigned)(place + 128);
}

int main(void)
{
    uint32_t length, spread, period, seed;
    if (scanf("%" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32, &length, &spread, &period, &seed) != 4)
        return 1;
    if (length > MAX_LENGTH || spread < 1 || spread > SYMBOLS || period < 1)
        return 1;
    state = seed + 0x9E3779B97F4A7C15u;

    for (int s = 0; s < SYMBOLS; s++)
        places[s] = (int8_t)(s - 128);
    uint64_t sum = 0, hash = 0xCBF29CE484222325u;
    uint32_t fronts = 0, run = 0, longest_run = 0;
    unsigned deepest = 0;
    for (uint32_t i = 0; i < length; i++) {
        uint64_t random = next_random();
        uint64_t distance = (random >> 32) * (random & 0xFFFFFFFF) >> 32; /* more often small than large */
        uint8_t symbol = (uint8_t)(i / period + (distance * spread >> 32));
        unsigned rank = move_to_front(symbol);
        sum += rank;
        hash = (hash ^ rank) * 0x100000001B3u;
        if (rank > deepest)
            deepest = rank;
        if (rank == 0) {
            fronts++;
            run++;
            if (run > longest_run)
                longest_run = run;
        } else {
            run = 0;
        }
    }
    uint8_t list[SYMBOLS];
    for (int s = 0; s < SYMBOLS; s++)
        list[places[s] + 128] = (uint8_t)s;
    uint64_t order = 0xCBF29CE484222325u;
    for (unsigned s = 0; s < SYMBOLS; s++)
        order = (order ^ list[s]) * 0x100000001B3u;
    printf("sum %" PRIu64 " deepest %u\n", sum, deepest);
    printf("fronts %" PRIu32 " longest run %" PRIu32 "\n", fronts, longest_run);
    printf("ranks %016" PRIx64 " order %016" PRIx64 "\n", hash, order);
    return 0;
}
