/* Limbs of 18 digits; as many factors as fit 59 bits are combined before each pass. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define HALF 1000000000u
#define HALF_DIGITS 9
#define BASE 1000000000000000000ULL
#define MAX_FACTOR (1ULL << 59)

typedef unsigned __int128 u128;

/*
 * Divides t < 2^59 * (BASE + 1) by BASE with two multiplications. The estimate of the quotient
 * is at most two too small.
 */
static uint64_t divide(u128 t, uint64_t *rest) {
    const uint64_t reciprocal = (uint64_t)(((u128)1 << 123) / BASE);
    uint64_t q = (uint64_t)((u128)(uint64_t)(t >> 59) * reciprocal >> 64);
    uint64_t r = (uint64_t)t - q * BASE;
    if (r >= BASE) {
        r -= BASE;
        q++;
    }
    if (r >= BASE) {
        r -= BASE;
        q++;
    }
    *rest = r;
    return q;
}

/* Multiplies the number in limbs[0..length) by factor; returns the new length. */
static size_t multiply(uint64_t *limbs, size_t length, uint64_t factor) {
    uint64_t carry = 0;
    for (size_t i = 0; i < length; i++)
        carry = divide((u128)limbs[i] * factor + carry, &limbs[i]);
    if (carry > 0)
        limbs[length++] = carry;
    return length;
}

/* Splits the limbs into digits of base 10^9; returns how many there are. */
static size_t split(const uint64_t *limbs, size_t length, uint32_t *digits) {
    for (size_t i = 0; i < length; i++) {
        digits[2 * i] = (uint32_t)(limbs[i] % HALF);
        digits[2 * i + 1] = (uint32_t)(limbs[i] / HALF);
    }
    return 2 * length - (digits[2 * length - 1] == 0);
}

static int decimal_width(uint32_t v) {
    int width = 0;
    for (; v > 0; v /= 10)
        width++;
    return width;
}

static void report(const uint32_t *digits, size_t length) {
    uint64_t digit_sum = 0, remainder = 0, mixed = 1469598103934665603ULL;
    size_t zeros = 0;
    int only_zeros = 1;
    for (size_t i = 0; i < length; i++) {
        uint32_t v = digits[i];
        for (int d = 0; d < HALF_DIGITS; d++) {
            uint32_t digit = v % 10;
            only_zeros &= digit == 0;
            zeros += (size_t)only_zeros;
            digit_sum += digit;
            v /= 10;
        }
        mixed = (mixed ^ digits[i]) * 1099511628211ULL;
    }
    for (size_t i = length; i-- > 0;)
        remainder = (remainder * HALF + digits[i]) % 2147483647u;
    printf("digits %zu zeros %zu sum %llu\n",
           (length - 1) * HALF_DIGITS + (size_t)decimal_width(digits[length - 1]), zeros,
           (unsigned long long)digit_sum);
    printf("top %u", digits[length - 1]);
    for (size_t i = 1; i < length && i < 3; i++)
        printf(" %09u", digits[length - 1 - i]);
    printf("\nmod %llu mix %016llx\n", (unsigned long long)remainder, (unsigned long long)mixed);
}

/* The product of count factors from first; a factor of 0 clears all digits, but keeps them. */
static size_t product(uint32_t first, uint32_t count, uint64_t *limbs, uint32_t *digits) {
    size_t length = 1;
    uint64_t factor = 1;
    uint32_t i = 0;
    limbs[0] = 1;
    for (; i < count && first + i != 0; i++) {
        uint32_t next = first + i;
        if (factor > MAX_FACTOR / next) {
            length = multiply(limbs, length, factor);
            factor = 1;
        }
        factor *= next;
    }
    length = multiply(limbs, length, factor);
    size_t shown = split(limbs, length, digits);
    for (size_t k = 0; i < count && k < shown; k++)
        digits[k] = 0;
    return shown;
}

int main(void) {
    int queries;
    if (scanf("%d", &queries) != 1)
        return 1;
    for (int q = 0; q < queries; q++) {
        uint32_t first, count;
        if (scanf("%u %u", &first, &count) != 2)
            return 1;
        uint64_t *limbs = malloc(((size_t)count + 2) * sizeof *limbs);
        uint32_t *digits = malloc((2 * (size_t)count + 4) * sizeof *digits);
        if (limbs == NULL || digits == NULL)
            return 1;
        report(digits, product(first, count, limbs, digits));
        free(limbs);
        free(digits);
    }
    return 0;
}
