/* The sweep with branch-free loops for beginnings and ends, in which the compiler handles eight intervals at once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_RECTANGLES 6000

/* A rectangle begins (step 1) or ends (step -1) at x. */
struct event {
    int x, step, low, high;
};

static struct event events[2 * MAX_RECTANGLES];
static int ys[2 * MAX_RECTANGLES], cover[2 * MAX_RECTANGLES], lengths[2 * MAX_RECTANGLES];
static uint64_t random_state;

static int random_below(int limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int)((random_state >> 32) * (uint32_t)limit >> 32);
}

static int compare_ints(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Ends come before beginnings at the same place. */
static int compare_events(const void *a, const void *b) {
    const struct event *e = a, *f = b;
    return e->x != f->x ? (e->x > f->x) - (e->x < f->x) : e->step - f->step;
}

static int index_of(int y, int count) {
    int low = 0, high = count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (ys[middle] < y)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Returns the largest count; lengths add up to less than 2^31. */
static int begin(int from, int to, int64_t *once, int64_t *twice) {
    int one = 0, two = 0, peak = 0;
    for (int k = from; k < to; k++) {
        int c = cover[k] + 1;
        cover[k] = c;
        one += c == 1 ? lengths[k] : 0;
        two += c == 2 ? lengths[k] : 0;
        peak = c > peak ? c : peak;
    }
    *once += one;
    *twice += two;
    return peak;
}

static int end(int from, int to, int64_t *once, int64_t *twice) {
    int one = 0, two = 0, peak = 0;
    for (int k = from; k < to; k++) {
        int c = cover[k] - 1;
        cover[k] = c;
        one += c == 0 ? lengths[k] : 0;
        two += c == 1 ? lengths[k] : 0;
        peak = c > peak ? c : peak;
    }
    *once -= one;
    *twice -= two;
    return peak;
}

int main(void) {
    int rectangles, range, size;
    unsigned seed;
    if (scanf("%d %d %d %u", &rectangles, &range, &size, &seed) != 4)
        return 1;
    if (rectangles < 0 || rectangles > MAX_RECTANGLES || range < 1 || size < 1 || range > 500000000 || size > 500000000)
        return 1;

    random_state = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    for (int i = 0; i < rectangles; i++) {
        int left = random_below(range), low = random_below(range);
        int right = left + random_below(size), high = low + random_below(size);
        events[2 * i] = (struct event){left, 1, low, high};
        events[2 * i + 1] = (struct event){right, -1, low, high};
        ys[2 * i] = low;
        ys[2 * i + 1] = high;
    }
    int count = 2 * rectangles, distinct = 0;
    qsort(events, (size_t)count, sizeof *events, compare_events);
    qsort(ys, (size_t)count, sizeof *ys, compare_ints);
    for (int i = 0; i < count; i++)
        if (i == 0 || ys[i] != ys[i - 1])
            ys[distinct++] = ys[i];
    for (int k = 0; k + 1 < distinct; k++)
        lengths[k] = ys[k + 1] - ys[k];

    int64_t covered = 0, overlapped = 0, once = 0, twice = 0;
    int deepest = 0;
    uint64_t hash = seed;
    for (int i = 0; i < count; i++) {
        if (i > 0) {
            covered += once * (events[i].x - events[i - 1].x);
            overlapped += twice * (events[i].x - events[i - 1].x);
        }
        int from = index_of(events[i].low, distinct), to = index_of(events[i].high, distinct), step = events[i].step;
        int peak = step > 0 ? begin(from, to, &once, &twice) : end(from, to, &once, &twice);
        deepest = peak > deepest ? peak : deepest;
        hash = hash * 1000003 + (uint64_t)once + ((uint64_t)twice << 32) + ((uint64_t)peak << 48);
    }
    printf("covered %lld\n", (long long)covered);
    printf("covered twice or more %lld\n", (long long)overlapped);
    printf("deepest %d, distinct heights %d\n", deepest, distinct);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
