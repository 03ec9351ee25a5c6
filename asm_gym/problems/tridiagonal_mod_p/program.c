/* Tridiagonal systems modulo a prime, by elimination without pivoting. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIZE 5000

static uint32_t below[MAX_SIZE], diagonal[MAX_SIZE], above[MAX_SIZE], right[MAX_SIZE];
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

/* Leaves the solution in right; returns the first row whose pivot is 0, or size. */
static unsigned solve(unsigned size) {
    for (unsigned i = 0; i < size; i++) {
        if (i > 0) {
            diagonal[i] = subtract(diagonal[i], multiply(below[i], above[i - 1]));
            right[i] = subtract(right[i], multiply(below[i], right[i - 1]));
        }
        if (diagonal[i] == 0)
            return i;
        uint32_t scale = inverse(diagonal[i]);
        above[i] = multiply(above[i], scale);
        right[i] = multiply(right[i], scale);
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
