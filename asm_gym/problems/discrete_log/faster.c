/* The table is shared by all queries, so it pays to make it larger: the giant steps become fewer. */
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
    if (n % 2 == 0)
        return n == 2;
    for (uint32_t d = 3; (uint64_t)d * d <= n; d += 2)
        if (n % d == 0)
            return 0;
    return n >= 2;
}

static struct entry {
    uint32_t value, exponent;
} *table;
static uint32_t mask;

static struct entry *slot_of(uint32_t value) {
    uint32_t slot = (value * 2654435761u >> 8) & mask;
    while (table[slot].value != 0 && table[slot].value != value)
        slot = (slot + 1) & mask;
    return &table[slot];
}

int main(void) {
    unsigned p, g, queries, seed;
    if (scanf("%u %u %u %u", &p, &g, &queries, &seed) != 4)
        return 1;
    if (g < 1 || g >= p || queries < 1 || queries > 10000 || !is_prime(p))
        return 1;
    uint32_t root = 1, scale = 1;
    while ((uint64_t)root * root < p)
        root++;
    while (scale < 16 && scale * scale * 2 < queries)
        scale *= 2;
    uint32_t steps = root * scale, rounds = p / steps + 1;
    mask = 1;
    while (mask < 2 * steps)
        mask *= 2;
    table = calloc(mask, sizeof *table);
    if (table == NULL)
        return 1;
    mask--;

    uint32_t baby = 1, order = 0;
    uint64_t quotient = ((uint64_t)g << 32) / p; /* multiplies by g without a division */
    for (uint32_t j = 0; j < steps; j++) {
        struct entry *slot = slot_of(baby);
        if (slot->value != 0) {
            order = j;
            break;
        }
        slot->value = baby;
        slot->exponent = j;
        uint64_t next = (uint64_t)baby * g - (baby * quotient >> 32) * p;
        baby = (uint32_t)(next >= p ? next - p : next);
    }
    if (order >= root)
        order = 0;

    uint32_t giant = power(g, p - 1 - steps % (p - 1), p);
    uint64_t giant_quotient = ((uint64_t)giant << 32) / p;
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL, sum = 0, hash = order;
    unsigned found = 0, missing = 0;
    uint32_t largest = 0, largest_of = 0;
    for (unsigned q = 0; q < queries; q++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        uint32_t target = 1 + (uint32_t)((x >> 32) % (p - 1)), y = target;
        uint32_t i = 0;
        struct entry *slot = slot_of(y);
        while (slot->value == 0 && ++i < rounds) {
            uint64_t next = (uint64_t)y * giant - (y * giant_quotient >> 32) * p;
            y = (uint32_t)(next >= p ? next - p : next);
            slot = slot_of(y);
        }
        if (i == rounds) {
            missing++;
        } else {
            uint32_t logarithm = i * steps + slot->exponent;
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
    free(table);
    return 0;
}
