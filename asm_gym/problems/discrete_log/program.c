/* Discrete logarithms modulo a prime: baby steps in a hash table, then giant steps. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint32_t multiply(uint32_t a, uint32_t b, uint32_t p) {
    return (uint32_t)((uint64_t)a * b % p);
}

static uint32_t power(uint32_t base, uint32_t exponent, uint32_t p) {
    uint32_t result = 1;
    for (; exponent != 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, base, p);
        base = multiply(base, base, p);
    }
    return result;
}

static int is_prime(uint32_t n) {
    for (uint32_t d = 2; (uint64_t)d * d <= n; d++)
        if (n % d == 0)
            return 0;
    return n >= 2;
}

/* Open addressing; values are powers and never 0, so 0 marks a free slot. */
static uint32_t *values, *exponents, mask;

static uint32_t slot_of(uint32_t value) {
    uint32_t slot = (value * 2654435761u >> 8) & mask;
    while (values[slot] != 0 && values[slot] != value)
        slot = (slot + 1) & mask;
    return slot;
}

int main(void) {
    unsigned p, g, queries, seed;
    if (scanf("%u %u %u %u", &p, &g, &queries, &seed) != 4)
        return 1;
    if (g < 1 || g >= p || queries < 1 || queries > 10000 || !is_prime(p))
        return 1;
    uint32_t steps = 1;
    while ((uint64_t)steps * steps < p)
        steps++;
    mask = 1;
    while (mask < 2 * steps)
        mask *= 2;
    values = calloc(mask, sizeof *values);
    exponents = calloc(mask, sizeof *exponents);
    if (values == NULL || exponents == NULL)
        return 1;
    mask--;

    uint32_t baby = 1, order = 0;
    for (uint32_t j = 0; j < steps; j++) {
        uint32_t slot = slot_of(baby);
        if (values[slot] != 0) { /* the powers repeat: all of them are known */
            order = j;
            break;
        }
        values[slot] = baby;
        exponents[slot] = j;
        baby = multiply(baby, g, p);
    }

    uint32_t giant = power(g, p - 1 - steps % (p - 1), p); /* g to the power -steps */
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL, sum = 0, hash = order;
    unsigned found = 0, missing = 0;
    uint32_t largest = 0, largest_of = 0;
    for (unsigned q = 0; q < queries; q++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        uint32_t target = 1 + (uint32_t)((x >> 32) % (p - 1)), y = target;
        uint32_t i = 0, slot = slot_of(y);
        while (values[slot] == 0 && ++i < steps) {
            y = multiply(y, giant, p);
            slot = slot_of(y);
        }
        if (i == steps) {
            missing++;
        } else {
            uint32_t logarithm = i * steps + exponents[slot];
            found++;
            sum += logarithm;
            hash = (hash ^ logarithm) * 0x100000001B3ULL;
            if (logarithm >= largest) {
                largest = logarithm;
                largest_of = target;
            }
        }
    }
    printf("short order %u\n", order);
    printf("found %u missing %u\n", found, missing);
    printf("largest %u of %u\n", largest, largest_of);
    printf("sum %llu hash %016llx\n", (unsigned long long)sum, (unsigned long long)hash);
    free(values);
    free(exponents);
    return 0;
}
