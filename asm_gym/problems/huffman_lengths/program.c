/* Builds a Huffman code for each block of a stream of symbols. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_ALPHABET 512
#define MAX_NODES (2 * MAX_ALPHABET)
#define NO_NODE (-1)

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

/*
 * Joins the two lightest trees until one is left. Among equal weights the node made first comes first, and leaves are
 * numbered by symbol. Returns the number of symbols in use.
 */
static int code_lengths(const uint32_t *frequency, int alphabet, int *length)
{
    static uint32_t weight[MAX_NODES];
    static int parent[MAX_NODES], depth[MAX_NODES], symbol[MAX_ALPHABET];
    int leaves = 0;
    for (int s = 0; s < alphabet; s++) {
        length[s] = 0;
        if (frequency[s] > 0) {
            weight[leaves] = frequency[s];
            parent[leaves] = NO_NODE;
            symbol[leaves++] = s;
        }
    }
    if (leaves == 1)
        length[symbol[0]] = 1;
    if (leaves < 2)
        return leaves;

    int nodes = leaves;
    while (nodes < 2 * leaves - 1) {
        int first = NO_NODE, second = NO_NODE;
        for (int i = 0; i < nodes; i++) {
            if (parent[i] != NO_NODE)
                continue;
            if (first == NO_NODE || weight[i] < weight[first]) {
                second = first;
                first = i;
            } else if (second == NO_NODE || weight[i] < weight[second]) {
                second = i;
            }
        }
        weight[nodes] = weight[first] + weight[second];
        parent[nodes] = NO_NODE;
        parent[first] = nodes;
        parent[second] = nodes;
        nodes++;
    }
    depth[nodes - 1] = 0;
    for (int i = nodes - 2; i >= 0; i--) {
        depth[i] = depth[parent[i]] + 1;
        if (i < leaves)
            length[symbol[i]] = depth[i];
    }
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
