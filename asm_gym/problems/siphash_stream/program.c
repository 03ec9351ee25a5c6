/* SipHash-2-4 of a stream of messages of different lengths, counted into buckets. */
#include <inttypes.h>
#include <stdio.h>

#define MAX_LENGTH 4096
#define MAX_MESSAGES 1000000
#define BUCKETS 1024

static uint64_t v0, v1, v2, v3;

static uint64_t rotate_left(uint64_t x, int distance)
{
    return x << distance | x >> (64 - distance);
}

static void sip_round(void)
{
    v0 += v1;
    v2 += v3;
    v1 = rotate_left(v1, 13) ^ v0;
    v3 = rotate_left(v3, 16) ^ v2;
    v0 = rotate_left(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = rotate_left(v1, 17) ^ v2;
    v3 = rotate_left(v3, 21) ^ v0;
    v2 = rotate_left(v2, 32);
}

static void absorb(uint64_t word)
{
    v3 ^= word;
    sip_round();
    sip_round();
    v0 ^= word;
}

static uint64_t siphash(const uint8_t *message, size_t length, uint64_t key0, uint64_t key1)
{
    v0 = key0 ^ 0x736F6D6570736575u;
    v1 = key1 ^ 0x646F72616E646F6Du;
    v2 = key0 ^ 0x6C7967656E657261u;
    v3 = key1 ^ 0x7465646279746573u;
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++) {
        word |= (uint64_t)message[i] << (8 * (i % 8));
        if (i % 8 == 7) {
            absorb(word);
            word = 0;
        }
    }
    absorb(word | (uint64_t)length << 56);
    v2 ^= 0xFF;
    for (int i = 0; i < 4; i++)
        sip_round();
    return v0 ^ v1 ^ v2 ^ v3;
}

int main(void)
{
    static uint8_t text[2 * MAX_LENGTH];
    static unsigned buckets[BUCKETS];
    unsigned messages, longest;
    uint64_t key0, key1;
    if (scanf("%u %u %" SCNx64 " %" SCNx64, &messages, &longest, &key0, &key1) != 4)
        return 1;
    if (messages > MAX_MESSAGES || longest > MAX_LENGTH)
        return 1;
    uint64_t state = key0 ^ key1;
    for (size_t i = 0; i < sizeof text; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        text[i] = (uint8_t)(state >> 56);
    }

    /* Message m is a piece of the text; start and length depend on m and the seed only. */
    uint64_t sum = 0, smallest = UINT64_MAX, last = 0, bytes = 0;
    for (unsigned m = 0; m < messages; m++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t length = (size_t)((state >> 32) * (longest + 1) >> 32);
        size_t start = (size_t)(state >> 20) % (MAX_LENGTH + 1);
        last = siphash(text + start, length, key0, key1);
        sum += last;
        if (last < smallest)
            smallest = last;
        buckets[last % BUCKETS]++;
        bytes += length;
    }
    unsigned used = 0, fullest = 0;
    for (unsigned b = 0; b < BUCKETS; b++) {
        if (buckets[b] > 0)
            used++;
        if (buckets[b] > buckets[fullest])
            fullest = b;
    }
    printf("messages %u bytes %" PRIu64 "\n", messages, bytes);
    printf("sum %016" PRIx64 " smallest %016" PRIx64 " last %016" PRIx64 "\n", sum, smallest, last);
    printf("buckets %u, fullest %u with %u\n", used, fullest, buckets[fullest]);
    return 0;
}
