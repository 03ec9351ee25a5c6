/* Jacobi's method for a diagonally dominant system, in fixed point with 16 bits after the point. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SIZE 400
#define ONE 65536

static int32_t a[MAX_SIZE][MAX_SIZE], b[MAX_SIZE], x[MAX_SIZE], next[MAX_SIZE], sign[MAX_SIZE];
static uint64_t state;

/* A number from -bound to bound. */
static int32_t random_within(int32_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int32_t)((state >> 32) % (uint32_t)(2 * bound + 1)) - bound;
}

int main(void) {
    int size, limit, tolerance;
    unsigned seed;
    if (scanf("%d %d %d %u", &size, &limit, &tolerance, &seed) != 4)
        return 1;
    if (size < 1 || size > MAX_SIZE || limit < 1 || limit > 10000 || tolerance < 0)
        return 1;
    state = seed + 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < size; i++)
        sign[i] = random_within(1) < 0 ? -1 : 1;
    for (int i = 0; i < size; i++) {
        int32_t total = 0;
        for (int j = 0; j < size; j++) {
            int32_t weight = random_within(100) + 100;
            a[i][j] = -sign[j] * weight;
            total += weight;
        }
        /* The diagonal outweighs the rest of its row, which bounds the unknowns by the right-hand side. */
        a[i][i] = sign[i] * (total + total / 64 + 1);
        b[i] = random_within(16384) + 8192;
    }

    int sweeps = 0;
    int32_t change;
    uint64_t changes = seed;
    do {
        change = 0;
        for (int i = 0; i < size; i++) {
            int64_t rest = (int64_t)b[i] * ONE;
            for (int j = 0; j < size; j++)
                if (j != i)
                    rest -= (int64_t)a[i][j] * x[j];
            next[i] = (int32_t)(rest / a[i][i]);
            if (abs(next[i] - x[i]) > change)
                change = abs(next[i] - x[i]);
        }
        for (int i = 0; i < size; i++)
            x[i] = next[i];
        changes = changes * 0x100000001B3ULL + (uint32_t)change;
        sweeps++;
    } while (change > tolerance && sweeps < limit);

    int64_t sum = 0, residual = 0;
    uint64_t hash = seed;
    for (int i = 0; i < size; i++) {
        int64_t error = (int64_t)b[i] * ONE;
        for (int j = 0; j < size; j++)
            error -= (int64_t)a[i][j] * x[j];
        residual += llabs(error);
        sum += x[i];
        hash = (hash ^ (uint32_t)x[i]) * 0x100000001B3ULL;
    }
    printf("sweeps %d change %d changes %016llx\n", sweeps, change, (unsigned long long)changes);
    printf("first %d last %d\n", x[0], x[size - 1]);
    printf("residual %lld\n", (long long)residual);
    printf("sum %lld hash %016llx\n", (long long)sum, (unsigned long long)hash);
    return 0;
}
