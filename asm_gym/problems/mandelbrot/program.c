/* Escape-time counts of the Mandelbrot set in fixed-point arithmetic. */
#include <stdio.h>

#define ONE (1LL << 26)
#define EDGE (16 * ONE)
#define BUCKETS 6

static int escape_time(long long cx, long long cy, int max_iterations)
{
    long long x = 0, y = 0;
    int count = 0;
    while (count < max_iterations) {
        long long xx = x * x / ONE;
        long long yy = y * y / ONE;
        if (xx + yy > 4 * ONE)
            break;
        y = 2 * x * y / ONE + cy;
        x = xx - yy + cx;
        count++;
    }
    return count;
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
    if (width < 1 || height < 1 || width > 2000 || height > 2000)
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
        for (int column = 0; column < width; column++) {
            long long cx = (long long)left + (long long)column * step;
            int count = escape_time(cx, cy, max_iterations);
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
