/* Move-to-front coding of a stream of symbols whose common values drift. */
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

/* Moves the symbol to the front of the list; returns the place where it was. */
static unsigned move_to_front(uint8_t *list, uint8_t symbol)
{
    unsigned rank = 0;
    uint8_t carried = list[0];
    while (carried != symbol) {
        rank++;
        uint8_t found = list[rank];
        list[rank] = carried;
        carried = found;
    }
    list[0] = symbol;
    return rank;
}

int main(void)
{
    uint32_t length, spread, period, seed;
    if (scanf("%" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32, &length, &spread, &period, &seed) != 4)
        return 1;
    if (length > MAX_LENGTH || spread < 1 || spread > SYMBOLS || period < 1)
        return 1;
    state = seed + 0x9E3779B97F4A7C15u;

    uint8_t list[SYMBOLS];
    for (unsigned s = 0; s < SYMBOLS; s++)
        list[s] = (uint8_t)s;
    uint64_t sum = 0, hash = 0xCBF29CE484222325u;
    uint32_t fronts = 0, run = 0, longest_run = 0;
    unsigned deepest = 0;
    for (uint32_t i = 0; i < length; i++) {
        uint64_t random = next_random();
        uint64_t distance = (random >> 32) * (random & 0xFFFFFFFF) >> 32; /* more often small than large */
        uint8_t symbol = (uint8_t)(i / period + (distance * spread >> 32));
        unsigned rank = move_to_front(list, symbol);
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
    uint64_t order = 0xCBF29CE484222325u;
    for (unsigned s = 0; s < SYMBOLS; s++)
        order = (order ^ list[s]) * 0x100000001B3u;
    printf("sum %" PRIu64 " deepest %u\n", sum, deepest);
    printf("fronts %" PRIu32 " longest run %" PRIu32 "\n", fronts, longest_run);
    printf("ranks %016" PRIx64 " order %016" PRIx64 "\n", hash, order);
    return 0;
}
