/* The leading minors need no division, and their inverses take a single power: that of their product. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIZE 5000

static uint32_t below[MAX_SIZE], diagonal[MAX_SIZE], above[MAX_SIZE], right[MAX_SIZE];
static uint32_t minor[MAX_SIZE + 1], product[MAX_SIZE + 1], pivot_inverse[MAX_SIZE];
static uint32_t p;
static uint64_t state;

static uint32_t random_residue(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) % p);
}

static uint32_t multiply(uint32_t a, uint32_t b) {
    return (uint32_t)((uint64_t)a * b % p);
}

static uint32_t subtract(uint32_t a, uint32_t b) {
    return a >= b ? a - b : a + (p - b);
}

static uint32_t inverse(uint32_t a) {
    uint32_t result = 1;
    for (uint32_t exponent = p - 2; exponent != 0; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, a);
        a = multiply(a, a);
    }
    return result;
}

/* Inverses of the pivots, each a quotient of two minors, up to the first that is 0; returns how many there are. */
static unsigned invert_pivots(unsigned size) {
    unsigned count = 0;
    minor[0] = product[0] = 1;
    while (count < size) {
        uint32_t next = multiply(diagonal[count], minor[count]);
        if (count > 0)
            next = subtract(next, multiply(multiply(below[count], above[count - 1]), minor[count - 1]));
        if (next == 0)
            break;
        count++;
        minor[count] = next;
        product[count] = multiply(product[count - 1], next);
    }
    uint32_t rest = inverse(product[count]); /* of the product of the minors not yet done */
    for (unsigned i = count; i > 0; i--) {
        pivot_inverse[i - 1] = multiply(multiply(rest, product[i - 1]), minor[i - 1]);
        rest = multiply(rest, minor[i]);
    }
    return count;
}

/* Leaves the solution in right; returns the first row whose pivot is 0, or size. */
static unsigned solve(unsigned size) {
    unsigned count = invert_pivots(size);
    if (count < size)
        return count;
    for (unsigned i = 0; i < size; i++) {
        if (i > 0)
            right[i] = subtract(right[i], multiply(below[i], right[i - 1]));
        above[i] = multiply(above[i], pivot_inverse[i]);
        right[i] = multiply(right[i], pivot_inverse[i]);
    }
    for (unsigned i = size - 1; i > 0; i--)
        right[i - 1] = subtract(right[i - 1], multiply(above[i - 1], right[i]));
    return size;
}

static int is_prime(uint32_t n) {
    for (uint32_t d = 2; (uint64_t)d * d <= n; d++)
        if (n % d == 0)
            return 0;
    return n >= 2;
}

int main(void) {
    unsigned size, systems, seed;
    if (scanf("%u %u %u %u", &size, &systems, &p, &seed) != 4)
        return 1;
    if (size < 1 || size > MAX_SIZE || systems < 1 || systems > 1000 || p >> 31 != 0 || !is_prime(p))
        return 1;
    state = seed + 0x9E3779B97F4A7C15ULL;
    unsigned solved = 0, stuck_rows = 0;
    uint64_t sum = 0, hash = p;
    for (unsigned s = 0; s < systems; s++) {
        for (unsigned i = 0; i < size; i++) {
            below[i] = random_residue();
            diagonal[i] = random_residue();
            above[i] = random_residue();
            right[i] = random_residue();
        }
        unsigned row = solve(size);
        if (row == size) {
            if (solved++ < 3)
                printf("system %u: first %u, last %u\n", s, right[0], right[size - 1]);
            for (unsigned i = 0; i < size; i++) {
                sum += right[i];
                hash = (hash ^ right[i]) * 0x100000001B3ULL;
            }
        } else {
            stuck_rows += row;
            hash = hash * 0x100000001B3ULL + row;
        }
    }
    printf("solved %u of %u, stuck rows %u\n", solved, systems, stuck_rows);
    printf("sum %llu hash %016llx\n", (unsigned long long)sum, (unsigned long long)hash);
    return 0;
}
