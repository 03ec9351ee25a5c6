/* Greatest common divisors of all pairs of a list of numbers. */
#include <stdint.h>
#include <stdio.h>

#define MAX_COUNT 2000

static uint32_t number[MAX_COUNT];
static unsigned partners[MAX_COUNT]; /* of each number: how many others are coprime to it */

static uint32_t gcd(uint32_t a, uint32_t b) {
    while (b != 0) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int main(void) {
    unsigned count, bits, seed;
    if (scanf("%u %u %u", &count, &bits, &seed) != 3)
        return 1;
    if (count < 2 || count > MAX_COUNT || bits < 1 || bits > 32)
        return 1;
    uint64_t x = seed * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL;
    for (unsigned i = 0; i < count; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        number[i] = (uint32_t)(x >> 32) >> (32 - bits);
    }

    uint64_t sum = 0, hash = seed;
    uint32_t largest = 0;
    unsigned coprime = 0, at_i = 0, at_j = 0;
    for (unsigned i = 0; i < count; i++) {
        for (unsigned j = i + 1; j < count; j++) {
            uint32_t g = gcd(number[i], number[j]);
            sum += g;
            hash = hash * 0x100000001B3ULL + g;
            if (g == 1) {
                coprime++;
                partners[i]++;
                partners[j]++;
            }
            if (g > largest) {
                largest = g;
                at_i = i;
                at_j = j;
            }
        }
    }

    unsigned most = 0;
    for (unsigned i = 1; i < count; i++)
        if (partners[i] > partners[most])
            most = i;
    for (unsigned i = 0; i < count; i++)
        hash = (hash ^ partners[i]) * 0x100000001B3ULL;
    printf("coprime %u sum %llu\n", coprime, (unsigned long long)sum);
    printf("largest %u of %u and %u\n", largest, number[at_i], number[at_j]);
    printf("number %u has %u coprime partners\n", number[most], partners[most]);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
