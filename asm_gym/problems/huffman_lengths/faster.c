/* Builds a Huffman code for each block of a stream of symbols: radix sort of the leaves, then two queues. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_ALPHABET 512
#define MAX_NODES (2 * MAX_ALPHABET)

static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state >> 32;
}

/* A product of uniform numbers: the larger the skew, the more often symbols are small. */
static int next_symbol(int alphabet, int skew)
{
    uint64_t x = next_random();
    for (int i = 0; i < skew; i++)
        x = x * next_random() >> 32;
    return (int)(x * (uint64_t)alphabet >> 32);
}

#define DIGITS 1024

/* Sorts by weight, stable, with two digits of ten bits: weights are at most 1000000. */
static void sort_leaves(uint64_t *leaf, int leaves)
{
    static uint64_t other[MAX_ALPHABET];
    static uint16_t offset[2][DIGITS];
    uint64_t highest = 0;
    memset(offset, 0, sizeof offset);
    for (int i = 0; i < leaves; i++) {
        offset[0][(leaf[i] >> 16) % DIGITS]++;
        offset[1][leaf[i] >> 26]++;
        highest |= leaf[i] >> 26;
    }
    for (int digit = 0; digit < (highest > 0 ? 2 : 1); digit++) {
        uint64_t *from = digit == 0 ? leaf : other, *to = digit == 0 ? other : leaf;
        uint16_t total = 0;
        for (int d = 0; d < DIGITS; d++) {
            uint16_t size = offset[digit][d];
            offset[digit][d] = total;
            total = (uint16_t)(total + size);
        }
        for (int i = 0; i < leaves; i++)
            to[offset[digit][(from[i] >> (16 + 10 * digit)) % DIGITS]++] = from[i];
    }
    if (highest == 0)
        memcpy(leaf, other, (size_t)leaves * sizeof *leaf);
}

/*
 * Sorted leaves and inner nodes are two queues, as inner nodes are made in order of weight: the two lightest trees are
 * always at the front of them, and a leaf comes before an inner node of the same weight.
 */
static int code_lengths(const uint32_t *frequency, int alphabet, int *length)
{
    static uint64_t leaf[MAX_ALPHABET + 1];
    static uint32_t weight[MAX_NODES];
    static int parent[MAX_NODES], depth[MAX_NODES];
    int leaves = 0;
    for (int s = 0; s < alphabet; s++) {
        length[s] = 0;
        leaf[leaves] = (uint64_t)frequency[s] << 16 | (uint64_t)s;
        leaves += frequency[s] > 0;
    }
    if (leaves == 1)
        length[leaf[0] & 0xFFFF] = 1;
    if (leaves < 2)
        return leaves;
    sort_leaves(leaf, leaves);
    for (int i = 0; i < leaves; i++)
        weight[i] = (uint32_t)(leaf[i] >> 16);

    int next_leaf = 0, next_inner = leaves, nodes = leaves, root = 2 * leaves - 2;
    for (int i = leaves; i <= root; i++)
        weight[i] = UINT32_MAX;
    for (; nodes <= root; nodes++) {
        uint32_t sum = 0;
        for (int k = 0; k < 2; k++) {
            uint32_t of_leaf = next_leaf < leaves ? weight[next_leaf] : UINT32_MAX, of_inner = weight[next_inner];
            int is_inner = of_inner < of_leaf;
            parent[is_inner ? next_inner : next_leaf] = nodes;
            sum += is_inner ? of_inner : of_leaf;
            next_inner += is_inner;
            next_leaf += 1 - is_inner;
        }
        weight[nodes] = sum;
    }
    depth[root] = 0;
    for (int i = root - 1; i >= leaves; i--)
        depth[i] = depth[parent[i]] + 1;
    for (int i = 0; i < leaves; i++)
        length[leaf[i] & 0xFFFF] = depth[parent[i]] + 1;
    return leaves;
}

int main(void)
{
    static uint32_t frequency[MAX_ALPHABET];
    static int length[MAX_ALPHABET];
    int blocks, block_size, alphabet, skew;
    uint32_t seed;
    if (scanf("%d %d %d %d %" SCNu32, &blocks, &block_size, &alphabet, &skew, &seed) != 5)
        return 1;
    if (blocks < 0 || blocks > 100000 || block_size < 0 || block_size > 1000000)
        return 1;
    if (alphabet < 1 || alphabet > MAX_ALPHABET || skew < 0 || skew > 20)
        return 1;
    state = seed + 0x9E3779B97F4A7C15u;

    uint64_t bits = 0, used = 0, hash = 0xCBF29CE484222325u;
    int longest = 0, shortest = MAX_ALPHABET;
    for (int b = 0; b < blocks; b++) {
        memset(frequency, 0, sizeof frequency);
        for (int i = 0; i < block_size; i++)
            frequency[next_symbol(alphabet, skew)]++;
        used += (uint64_t)code_lengths(frequency, alphabet, length);
        for (int s = 0; s < alphabet; s++) {
            bits += (uint64_t)frequency[s] * (uint64_t)length[s];
            hash = (hash ^ (uint64_t)length[s]) * 0x100000001B3u;
            if (length[s] > longest)
                longest = length[s];
            if (length[s] > 0 && length[s] < shortest)
                shortest = length[s];
        }
    }
    printf("symbols %" PRIu64 " bits %" PRIu64 "\n", used, bits);
    printf("lengths %d to %d\n", shortest, longest);
    printf("hash %016" PRIx64 "\n", hash);
    return 0;
}
