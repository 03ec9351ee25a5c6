#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

struct hasher {
    uint32_t state[8];
    unsigned char block[64];
    size_t used;
    uint64_t total;
};

static uint32_t rotr(uint32_t x, int n) { return (x >> n) | (x << (32 - n)); }

static uint32_t big_endian(const unsigned char *p) {
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return __builtin_bswap32(word);
}

/* The next word of the schedule, which replaces the one of 16 rounds before. */
static uint32_t expand(uint32_t *w, int i) {
    uint32_t early = w[(i + 1) & 15], late = w[(i + 14) & 15];
    uint32_t s0 = rotr(early, 7) ^ rotr(early, 18) ^ (early >> 3);
    uint32_t s1 = rotr(late, 17) ^ rotr(late, 19) ^ (late >> 10);
    return w[i & 15] += s0 + w[(i + 9) & 15] + s1;
}

/* One round; the caller renames the variables instead of moving their values. */
#define ROUND(a, b, c, d, e, f, g, h, i, word)                                                     \
    do {                                                                                           \
        uint32_t t = h + K[i] + (word) + ((e & f) + (~e & g)) +                                    \
                     (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25));                                     \
        d += t;                                                                                    \
        h = t + ((a & b) + (c & (a ^ b))) + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22));              \
    } while (0)

#define EIGHT_ROUNDS(i, word)                                                                      \
    do {                                                                                           \
        ROUND(a, b, c, d, e, f, g, h, i, word(i));                                                 \
        ROUND(h, a, b, c, d, e, f, g, i + 1, word(i + 1));                                         \
        ROUND(g, h, a, b, c, d, e, f, i + 2, word(i + 2));                                         \
        ROUND(f, g, h, a, b, c, d, e, i + 3, word(i + 3));                                         \
        ROUND(e, f, g, h, a, b, c, d, i + 4, word(i + 4));                                         \
        ROUND(d, e, f, g, h, a, b, c, i + 5, word(i + 5));                                         \
        ROUND(c, d, e, f, g, h, a, b, i + 6, word(i + 6));                                         \
        ROUND(b, c, d, e, f, g, h, a, i + 7, word(i + 7));                                         \
    } while (0)

#define READ(i) (w[i])
#define EXPAND(i) expand(w, i)

static void compress(uint32_t state[8], const unsigned char *p) {
    uint32_t w[16];
    for (int i = 0; i < 16; i++)
        w[i] = big_endian(p + 4 * i);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    EIGHT_ROUNDS(0, READ);
    EIGHT_ROUNDS(8, READ);
    for (int i = 16; i < 64; i += 16) {
        EIGHT_ROUNDS(i, EXPAND);
        EIGHT_ROUNDS(i + 8, EXPAND);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

static void start(struct hasher *h) {
    static const uint32_t init[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(h->state, init, sizeof init);
    h->used = 0;
    h->total = 0;
}

/* Whole blocks are taken straight from the data. */
static void update(struct hasher *h, const unsigned char *data, size_t n) {
    h->total += n;
    while (n > 0) {
        if (h->used == 0 && n >= 64) {
            compress(h->state, data);
            data += 64;
            n -= 64;
            continue;
        }
        size_t part = 64 - h->used < n ? 64 - h->used : n;
        memcpy(h->block + h->used, data, part);
        h->used += part;
        data += part;
        n -= part;
        if (h->used == 64) {
            compress(h->state, h->block);
            h->used = 0;
        }
    }
}

static void finish(struct hasher *h, unsigned char digest[32]) {
    static const unsigned char padding[64] = {0x80};
    unsigned char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (unsigned char)(h->total * 8 >> (56 - 8 * i));
    update(h, padding, 1 + (119 - h->used) % 64);
    update(h, length, 8);
    for (int i = 0; i < 32; i++)
        digest[i] = (unsigned char)(h->state[i / 4] >> (24 - 8 * (i % 4)));
    for (int i = 0; i < 32; i++)
        printf("%02x", digest[i]);
    putchar('\n');
}

int main(void) {
    static unsigned char text[4096], chunk[1024];
    unsigned char both[64];
    struct hasher h;
    unsigned n, seed;
    if (scanf("%u %u", &n, &seed) != 2)
        return 1;
    getchar();
    size_t length = fread(text, 1, sizeof text, stdin);
    start(&h);
    update(&h, text, length);
    finish(&h, both);
    uint64_t x = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15ULL;
    start(&h);
    while (n > 0) {
        unsigned size = n < sizeof chunk ? n : (unsigned)sizeof chunk;
        for (size_t i = 0; i < sizeof chunk; i += 8) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            memcpy(chunk + i, &x, 8);
        }
        update(&h, chunk, size);
        n -= size;
    }
    finish(&h, both + 32);
    start(&h);
    update(&h, both, sizeof both);
    finish(&h, both);
    return 0;
}
