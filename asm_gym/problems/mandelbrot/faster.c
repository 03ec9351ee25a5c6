/* Escape-time counts of the Mandelbrot set in fixed-point arithmetic, eight points at a time. */
#include <immintrin.h>
#include <stdio.h>

#define FRACTION 26
#define ONE (1LL << FRACTION)
#define EDGE (16 * ONE)
#define BUCKETS 6
#define MAX_WIDTH 2000

/* Four points in 64-bit lanes; the values that matter fit 32 bits. */
struct points {
    __m256i cx, x, y, active, count;
};

static struct points start(long long cx, long long step)
{
    struct points p;
    p.cx = _mm256_setr_epi64x(cx, cx + step, cx + 2 * step, cx + 3 * step);
    p.x = p.y = p.count = _mm256_setzero_si256();
    p.active = _mm256_set1_epi64x(-1);
    return p;
}

/* One iteration. Points that have escaped go on without being counted. */
static void iterate(struct points *p, __m256i cy)
{
    const __m256i limit = _mm256_set1_epi64x(4 * ONE), zero = _mm256_setzero_si256();
    __m256i xx = _mm256_srli_epi64(_mm256_mul_epi32(p->x, p->x), FRACTION);
    __m256i yy = _mm256_srli_epi64(_mm256_mul_epi32(p->y, p->y), FRACTION);
    __m256i xy = _mm256_mul_epi32(p->x, p->y);
    __m256i escaped = _mm256_cmpgt_epi64(_mm256_add_epi64(xx, yy), limit);
    p->active = _mm256_andnot_si256(escaped, p->active);
    p->count = _mm256_sub_epi64(p->count, p->active);
    /* The shift rounds down and the division towards zero, so it is done on the magnitude. */
    __m256i sign = _mm256_cmpgt_epi64(zero, xy);
    __m256i magnitude = _mm256_sub_epi64(_mm256_xor_si256(xy, sign), sign);
    __m256i half = _mm256_srli_epi64(magnitude, FRACTION - 1);
    p->y = _mm256_add_epi64(_mm256_sub_epi64(_mm256_xor_si256(half, sign), sign), cy);
    p->x = _mm256_add_epi64(_mm256_sub_epi64(xx, yy), p->cx);
}

/* The counts of eight points next to each other. */
static void escape_times(long long cx, long long step, long long cy, int max_iterations, int *count)
{
    __m256i height = _mm256_set1_epi64x(cy);
    struct points a = start(cx, step), b = start(cx + 4 * step, step);
    for (int i = 0; i < max_iterations; i++) {
        iterate(&a, height);
        iterate(&b, height);
        __m256i active = _mm256_or_si256(a.active, b.active);
        if (_mm256_testz_si256(active, active))
            break;
    }
    long long lane[8];
    _mm256_storeu_si256((__m256i *)lane, a.count);
    _mm256_storeu_si256((__m256i *)(lane + 4), b.count);
    for (int k = 0; k < 8; k++)
        count[k] = (int)lane[k];
}

/* Whether both ends of an axis are at most EDGE from 0, so that no product overflows. */
static int in_plane(long long first, long long points, long long step)
{
    long long last = first + (points - 1) * step;
    return first >= -EDGE && first <= EDGE && last >= -EDGE && last <= EDGE;
}

int main(void)
{
    int width, height, max_iterations, left, top, step;
    if (scanf("%d %d %d", &width, &height, &max_iterations) != 3)
        return 1;
    if (scanf("%d %d %d", &left, &top, &step) != 3)
        return 1;
    if (width < 1 || height < 1 || width > MAX_WIDTH || height > 2000)
        return 1;
    if (max_iterations < 1 || max_iterations > 100000)
        return 1;
    if (!in_plane(left, width, step) || !in_plane(top, height, step))
        return 1;

    int bucket[BUCKETS] = {0};
    int inside = 0, widest_row = 0, widest_count = -1;
    unsigned long long total = 0;
    unsigned int hash = 2166136261u ^ (unsigned int)left ^ (unsigned int)step;
    for (int row = 0; row < height; row++) {
        long long cy = (long long)top + (long long)row * step;
        int row_count = 0;
        static int counts[MAX_WIDTH + 8];
        for (int column = 0; column < width; column += 8)
            escape_times((long long)left + (long long)column * step, step, cy, max_iterations,
                         counts + column);
        for (int column = 0; column < width; column++) {
            int count = counts[column];
            if (count == max_iterations)
                inside++;
            bucket[count % BUCKETS]++;
            row_count += count;
            hash = (hash ^ (unsigned int)count) * 16777619u;
        }
        if (row_count > widest_count) {
            widest_count = row_count;
            widest_row = row;
        }
        total += (unsigned long long)row_count;
    }
    printf("inside %d of %d\n", inside, width * height);
    for (int b = 0; b < BUCKETS; b++)
        printf("count mod %d is %d: %d\n", BUCKETS, b, bucket[b]);
    printf("slowest row %d: %d\n", widest_row, widest_count);
    printf("total %llu\n", total);
    printf("hash %u\n", hash);
    return 0;
}
