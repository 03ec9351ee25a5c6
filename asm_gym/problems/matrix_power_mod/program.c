/* High powers of random matrices modulo m, by squaring and multiplying. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 48

typedef uint32_t matrix[MAX_SIZE][MAX_SIZE];

static matrix base, result, scratch;
static unsigned size, modulus;

/* left = left * right; they may be the same matrix. */
static void multiply(matrix left, matrix right) {
    for (unsigned i = 0; i < size; i++) {
        for (unsigned j = 0; j < size; j++) {
            uint64_t sum = 0;
            for (unsigned k = 0; k < size; k++)
                sum = (sum + (uint64_t)left[i][k] * right[k][j]) % modulus;
            scratch[i][j] = (uint32_t)sum;
        }
    }
    memcpy(left, scratch, sizeof scratch);
}

int main(void) {
    unsigned matrices, seed;
    unsigned long long exponent;
    if (scanf("%u %u %u %llu %u", &size, &matrices, &modulus, &exponent, &seed) != 5)
        return 1;
    if (size < 1 || size > MAX_SIZE || matrices < 1 || matrices > 100 || modulus < 1)
        return 1;
    uint64_t x = seed + 0x9E3779B97F4A7C15ULL, hash = modulus, traces = 0;
    unsigned zeros = 0;
    for (unsigned m = 0; m < matrices; m++) {
        for (unsigned i = 0; i < size; i++) {
            for (unsigned j = 0; j < size; j++) {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                base[i][j] = (uint32_t)((x >> 32) % modulus);
                result[i][j] = i == j && modulus > 1;
            }
        }
        for (uint64_t e = exponent + m; e != 0; e >>= 1) {
            if (e & 1)
                multiply(result, base);
            multiply(base, base);
        }
        uint64_t trace = 0;
        for (unsigned i = 0; i < size; i++) {
            trace += result[i][i];
            for (unsigned j = 0; j < size; j++) {
                hash = (hash ^ result[i][j]) * 0x100000001B3ULL;
                zeros += result[i][j] == 0;
            }
        }
        traces += trace % modulus;
        if (m < 3)
            printf("trace %llu corner %u\n", (unsigned long long)trace % modulus, result[0][size - 1]);
    }
    printf("traces %llu zeros %u\n", (unsigned long long)traces, zeros);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
