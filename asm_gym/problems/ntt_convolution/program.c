/* Product of two polynomials modulo a prime by the number-theoretic transform. */
#include <stdint.h>
#include <stdio.h>

#define PRIME 998244353u /* 119 * 2^23 + 1 */
#define GENERATOR 3u

enum { MAX_TERMS = 65536 };

static uint32_t left[2 * MAX_TERMS], right[2 * MAX_TERMS];

static uint32_t multiply(uint32_t a, uint32_t b)
{
    return (uint32_t)((uint64_t)a * b % PRIME);
}

static uint32_t power(uint32_t base, uint32_t exponent)
{
    uint32_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, base);
        base = multiply(base, base);
    }
    return result;
}

static void reorder(uint32_t *values, uint32_t size)
{
    for (uint32_t i = 1, j = 0; i < size; i++) {
        uint32_t bit = size >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            uint32_t kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}

static void transform(uint32_t *values, uint32_t size, uint32_t root)
{
    reorder(values, size);
    for (uint32_t half = 1; half < size; half *= 2) {
        uint32_t step = power(root, size / (2 * half));
        for (uint32_t start = 0; start < size; start += 2 * half) {
            uint32_t factor = 1;
            for (uint32_t i = start; i < start + half; i++) {
                uint32_t a = values[i], b = multiply(values[i + half], factor);
                values[i] = a + b < PRIME ? a + b : a + b - PRIME;
                values[i + half] = a >= b ? a - b : a + PRIME - b;
                factor = multiply(factor, step);
            }
        }
    }
}

static void fill(uint32_t *values, uint32_t count, uint64_t state)
{
    for (uint32_t i = 0; i < count; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        values[i] = (uint32_t)((state >> 32) % PRIME);
    }
}

int main(void)
{
    uint32_t left_terms, right_terms, seed;
    if (scanf("%u %u %u", &left_terms, &right_terms, &seed) != 3)
        return 1;
    if (left_terms == 0 || right_terms == 0 || left_terms > MAX_TERMS || right_terms > MAX_TERMS)
        return 1;
    fill(left, left_terms, seed);
    fill(right, right_terms, ~(uint64_t)seed);

    uint32_t terms = left_terms + right_terms - 1, size = 1;
    while (size < terms)
        size *= 2;
    uint32_t root = power(GENERATOR, (PRIME - 1) / size);
    transform(left, size, root);
    transform(right, size, root);
    for (uint32_t i = 0; i < size; i++)
        left[i] = multiply(left[i], right[i]);
    transform(left, size, power(root, PRIME - 2));
    uint32_t inverse = power(size, PRIME - 2);

    uint64_t sum = 0, hash = 14695981039346656037u;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t term = multiply(left[i], inverse);
        if (i == 0 || i == terms / 2 || i == terms - 1)
            printf("term %u: %u\n", i, term);
        sum += term;
        hash = (hash ^ term) * 1099511628211u;
    }
    printf("sum %llu\n", (unsigned long long)sum);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
