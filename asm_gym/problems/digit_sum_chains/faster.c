/* Chains x -> x + digit sum of x in any base, each followed until it meets a multiple of a given number. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_STEPS = 300 };

static uint64_t digit_sum(uint64_t x, uint64_t base)
{
    uint64_t sum = 0;
    while (x > 0) {
        sum += x % base;
        x /= base;
    }
    return sum;
}

enum { MAX_PART = 32768 };

static uint16_t part_sum[MAX_PART];

/* Digit sums of all numbers below the largest power of the base that fits the table; returns that power. */
static uint32_t fill_table(uint32_t base)
{
    uint32_t power = base;
    while (power * base <= MAX_PART)
        power *= base;
    for (uint32_t x = 1; x < power; x++)
        part_sum[x] = (uint16_t)(part_sum[x / base] + x % base);
    return power;
}

/* Follows one chain without any division in its steps, as long as nothing can overflow. */
static unsigned int follow(uint64_t *start, uint32_t base, uint32_t divisor, uint32_t power)
{
    uint64_t high = *start / power, x = *start;
    uint32_t low = (uint32_t)(*start % power), rest = (uint32_t)(*start % divisor);
    uint32_t high_sum = (uint32_t)digit_sum(high, base);
    unsigned int steps = 0;
    while (rest != 0 && steps < MAX_STEPS) {
        uint32_t sum = high_sum + part_sum[low];
        x += sum;
        steps++;
        low += sum;
        if (low >= power) { /* rare */
            high += low / power;
            low %= power;
            high_sum = (uint32_t)digit_sum(high, base);
        }
        rest += sum;
        while (rest >= divisor && rest < 8 * (uint64_t)divisor)
            rest -= divisor;
        if (rest >= divisor)
            rest %= divisor;
    }
    *start = x;
    return steps;
}

int main(void)
{
    unsigned long long first, stride;
    unsigned int starts, base, divisor;
    if (scanf("%llu %llu %u %u %u", &first, &stride, &starts, &base, &divisor) != 5)
        return 1;
    if (starts == 0 || base < 2 || base > 1000 || divisor == 0)
        return 1;

    uint32_t power = fill_table(base);
    uint64_t total_steps = 0, longest_start = first, hash = 14695981039346656037u;
    unsigned int longest = 0, endless = 0, immediate = 0;
    for (unsigned int i = 0; i < starts; i++) {
        uint64_t start = first + i * stride, x = start;
        unsigned int steps = 0;
        if (x < UINT64_MAX / 2 && divisor < UINT32_MAX / 2) {
            steps = follow(&x, base, divisor, power);
        } else {
            while (x % divisor != 0 && steps < MAX_STEPS) {
                x += digit_sum(x, base);
                steps++;
            }
        }
        if (steps == 0)
            immediate++;
        else if (steps == MAX_STEPS)
            endless++;
        else if (steps > longest) {
            longest = steps;
            longest_start = start;
        }
        total_steps += steps;
        hash = (hash ^ x) * 1099511628211u;
    }
    printf("steps %llu\n", (unsigned long long)total_steps);
    printf("longest %u from %llu\n", longest, (unsigned long long)longest_start);
    printf("immediate %u endless %u\n", immediate, endless);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
