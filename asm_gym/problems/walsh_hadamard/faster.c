/* Dyadic convolution (indices added without carry) by the fast Walsh-Hadamard transform. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_BITS = 19 };

static int64_t left[1 << MAX_BITS], right[1 << MAX_BITS];

#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))
#define STORE(p, v) _mm256_storeu_si256((__m256i *)(p), v)

/* The two smallest halves, inside groups of four numbers. */
static void transform_quads(int64_t *values, int size)
{
    for (int i = 0; i < size; i += 4) {
        int64_t *v = values + i, a = v[0] + v[1], b = v[0] - v[1], c = v[2] + v[3], d = v[2] - v[3];
        STORE(v, _mm256_set_epi64x(b - d, a - c, b + d, a + c));
    }
}

/* One half. */
static void transform_pairs(int64_t *values, int size, int half)
{
    for (int start = 0; start < size; start += 2 * half)
        for (int i = start; i < start + half; i += 4) {
            __m256i a = LOAD(values + i), b = LOAD(values + i + half);
            STORE(values + i, _mm256_add_epi64(a, b));
            STORE(values + i + half, _mm256_sub_epi64(a, b));
        }
}

/* A half and the next one in the same pass. */
static void transform_squares(int64_t *values, int size, int half)
{
    for (int start = 0; start < size; start += 4 * half)
        for (int i = start; i < start + half; i += 4) {
            __m256i p = LOAD(values + i), q = LOAD(values + i + half);
            __m256i r = LOAD(values + i + 2 * half), s = LOAD(values + i + 3 * half);
            __m256i a = _mm256_add_epi64(p, q), b = _mm256_sub_epi64(p, q);
            __m256i c = _mm256_add_epi64(r, s), d = _mm256_sub_epi64(r, s);
            STORE(values + i, _mm256_add_epi64(a, c));
            STORE(values + i + half, _mm256_add_epi64(b, d));
            STORE(values + i + 2 * half, _mm256_sub_epi64(a, c));
            STORE(values + i + 3 * half, _mm256_sub_epi64(b, d));
        }
}

static void transform(int64_t *values, int size)
{
    if (size < 4) {
        if (size == 2) {
            int64_t a = values[0], b = values[1];
            values[0] = a + b;
            values[1] = a - b;
        }
        return;
    }
    /* First blocks that stay in the cache, then the large halves. */
    int block = size < 2048 ? size : 2048, half = 4;
    for (int start = 0; start < size; start += block) {
        int64_t *part = values + start;
        transform_quads(part, block);
        for (half = 4; 4 * half <= block; half *= 4)
            transform_squares(part, block, half);
        if (half < block)
            transform_pairs(part, block, half);
    }
    for (half = block; 4 * half <= size; half *= 4)
        transform_squares(values, size, half);
    if (half < size)
        transform_pairs(values, size, half);
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
        int64_t term = left[i] >> bits; /* exact */
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
