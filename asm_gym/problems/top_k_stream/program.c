/* Keeps the best items of a stream of scores in a heap whose root is the worst of them. */
#include <inttypes.h>
#include <stdio.h>

#define MAX_KEPT 65536
#define MAX_ITEMS 50000000

struct item {
    uint32_t score;
    uint32_t id;
};

static struct item heap[MAX_KEPT];
static uint32_t kept;

/* Of two items with the same score the later one is worse. */
static int is_worse(struct item a, struct item b)
{
    return a.score < b.score || (a.score == b.score && a.id > b.id);
}

static void sift_up(uint32_t place, struct item item)
{
    while (place > 0) {
        uint32_t parent = (place - 1) / 2;
        if (!is_worse(item, heap[parent]))
            break;
        heap[place] = heap[parent];
        place = parent;
    }
    heap[place] = item;
}

static void sift_down(uint32_t place, struct item item)
{
    uint32_t child;
    while ((child = 2 * place + 1) < kept) {
        if (child + 1 < kept && is_worse(heap[child + 1], heap[child]))
            child++;
        if (!is_worse(heap[child], item))
            break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = item;
}

static uint32_t score_of(uint32_t id, uint32_t seed, uint32_t bits, uint32_t drift)
{
    uint32_t x = id * 2654435761u + seed;
    x = (x ^ (x >> 15)) * 2246822519u;
    x = (x ^ (x >> 13)) * 3266489917u;
    x ^= x >> 16;
    return (x >> (32 - bits)) + drift * id;
}

int main(void)
{
    uint32_t items, limit, bits, drift, seed;
    if (scanf("%" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32 " %" SCNu32, &items, &limit, &bits, &drift, &seed) != 5)
        return 1;
    if (items > MAX_ITEMS || limit < 1 || limit > MAX_KEPT || bits < 1 || bits > 32)
        return 1;
    if ((uint64_t)drift * items + (UINT64_C(1) << bits) - 1 > UINT32_MAX)
        return 1;

    uint32_t replaced = 0, last_replaced = 0;
    uint64_t evicted = 0;
    for (uint32_t id = 0; id < items; id++) {
        struct item item = {score_of(id, seed, bits, drift), id};
        if (kept < limit) {
            sift_up(kept++, item);
        } else if (item.score > heap[0].score) {
            evicted = evicted * 31 + heap[0].score;
            replaced++;
            last_replaced = id;
            sift_down(0, item);
        }
    }

    /* Empty the heap: the worst item first, the best one last. */
    uint64_t hash = 0xCBF29CE484222325u;
    struct item best = {0, 0};
    uint32_t entered = kept, threshold = kept > 0 ? heap[0].score : 0, ties = 0;
    while (kept > 0) {
        if (kept < entered && heap[0].score == best.score)
            ties++;
        best = heap[0];
        hash = (hash ^ best.score) * 0x100000001B3u;
        hash = (hash ^ best.id) * 0x100000001B3u;
        kept--;
        sift_down(0, heap[kept]);
    }
    printf("kept %" PRIu32 " replaced %" PRIu32 " last %" PRIu32 "\n", entered, replaced, last_replaced);
    printf("threshold %" PRIu32 " ties %" PRIu32 "\n", threshold, ties);
    printf("best %" PRIu32 " of item %" PRIu32 "\n", best.score, best.id);
    printf("evicted %016" PRIx64 " hash %016" PRIx64 "\n", evicted, hash);
    return 0;
}
