#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define BASE 1000000000u
#define BASE_DIGITS 9

/* Multiplies the number in digits[0..length) by factor; returns the new length. */
static size_t multiply(uint32_t *digits, size_t length, uint32_t factor) {
    uint64_t carry = 0;
    for (size_t i = 0; i < length; i++) {
        uint64_t t = (uint64_t)digits[i] * factor + carry;
        digits[i] = (uint32_t)(t % BASE);
        carry = t / BASE;
    }
    while (carry > 0) {
        digits[length++] = (uint32_t)(carry % BASE);
        carry /= BASE;
    }
    return length;
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
        for (int d = 0; d < BASE_DIGITS; d++) {
            if (only_zeros && v % 10 == 0)
                zeros++;
            else
                only_zeros = 0;
            digit_sum += v % 10;
            v /= 10;
        }
        mixed = (mixed ^ digits[i]) * 1099511628211ULL;
    }
    for (size_t i = length; i-- > 0;)
        remainder = (remainder * BASE + digits[i]) % 2147483647u;
    printf("digits %zu zeros %zu sum %llu\n",
           (length - 1) * BASE_DIGITS + (size_t)decimal_width(digits[length - 1]), zeros,
           (unsigned long long)digit_sum);
    printf("top %u", digits[length - 1]);
    for (size_t i = 1; i < length && i < 3; i++)
        printf(" %09u", digits[length - 1 - i]);
    printf("\nmod %llu mix %016llx\n", (unsigned long long)remainder, (unsigned long long)mixed);
}

int main(void) {
    int queries;
    if (scanf("%d", &queries) != 1)
        return 1;
    for (int q = 0; q < queries; q++) {
        uint32_t first, count;
        if (scanf("%u %u", &first, &count) != 2)
            return 1;
        uint32_t *digits = malloc((2 * (size_t)count + 2) * sizeof *digits);
        if (digits == NULL)
            return 1;
        size_t length = 1;
        digits[0] = 1;
        for (uint32_t i = 0; i < count; i++)
            length = multiply(digits, length, first + i);
        report(digits, length);
        free(digits);
    }
    return 0;
}
