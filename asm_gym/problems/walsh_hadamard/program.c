/* Dyadic convolution (indices added without carry) by the fast Walsh-Hadamard transform. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_BITS = 19 };

static int64_t left[1 << MAX_BITS], right[1 << MAX_BITS];

static void transform(int64_t *values, int size)
{
    for (int half = 1; half < size; half *= 2)
        for (int i = 0; i < size; i++)
            if ((i & half) == 0) {
                int64_t a = values[i], b = values[i + half];
                values[i] = a + b;
                values[i + half] = a - b;
            }
}

/* Numbers from -range to range. */
static void fill(int64_t *values, int size, int range, uint64_t state)
{
    for (int i = 0; i < size; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        values[i] = (int64_t)((state >> 40) % (2 * (uint64_t)range + 1)) - range;
    }
}

int main(void)
{
    int bits, range;
    unsigned int seed;
    if (scanf("%d %d %u", &bits, &range, &seed) != 3)
        return 1;
    if (bits < 0 || bits > MAX_BITS || range < 0 || range > 1000)
        return 1;
    int size = 1 << bits;
    fill(left, size, range, seed);
    fill(right, size, range, ~(uint64_t)seed);

    transform(left, size);
    transform(right, size);
    int64_t strongest = -1;
    int where = 0;
    for (int i = 0; i < size; i++) {
        int64_t magnitude = left[i] < 0 ? -left[i] : left[i];
        if (magnitude > strongest) {
            strongest = magnitude;
            where = i;
        }
        left[i] *= right[i];
    }
    transform(left, size);

    int positive = 0;
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < size; i++) {
        int64_t term = left[i] / size; /* exact */
        if (term > 0)
            positive++;
        hash = (hash ^ (uint64_t)term) * 1099511628211u;
    }
    printf("strongest %lld at %d\n", (long long)strongest, where);
    printf("first %lld last %lld\n", (long long)(left[0] / size), (long long)(left[size - 1] / size));
    printf("positive %d\n", positive);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
