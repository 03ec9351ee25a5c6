/* Transposes a bit matrix again and again, and turns its rows in between. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIZE = 1024, WORDS = MAX_SIZE / 64 };

static uint64_t matrix[MAX_SIZE][WORDS], other[MAX_SIZE][WORDS];

static int words_for(int bits)
{
    return (bits + 63) / 64;
}

static int get_bit(const uint64_t *row, int column)
{
    return (int)(row[column / 64] >> (column % 64) & 1);
}

static void set_bit(uint64_t *row, int column)
{
    row[column / 64] |= (uint64_t)1 << (column % 64);
}

/* Transposes a block of 64 x 64 bits: swaps the off-diagonal squares of size 32, then 16, ... 1. */
static void transpose_block(uint64_t *block)
{
    uint64_t mask = 0x00000000FFFFFFFFu;
    for (int size = 32; size > 0; size /= 2, mask ^= mask << size) {
        for (int start = 0; start < 64; start += 2 * size)
            for (int i = start; i < start + size; i++) {
                uint64_t swap = (block[i] >> size ^ block[i + size]) & mask;
                block[i] ^= swap << size;
                block[i + size] ^= swap;
            }
    }
}

static void transpose(uint64_t (*to)[WORDS], uint64_t (*from)[WORDS], int rows, int columns)
{
    uint64_t block[64];
    for (int first = 0; first < columns; first += 64)
        for (int word = 0; word < words_for(rows); word++) {
            for (int i = 0; i < 64; i++)
                block[i] = 64 * word + i < rows ? from[64 * word + i][first / 64] : 0;
            transpose_block(block);
            for (int i = 0; i < 64; i++)
                to[first + i][word] = block[i];
        }
}

static void add_row(uint64_t *to, const uint64_t *from, int count)
{
    for (int word = 0; word < count; word++)
        to[word] ^= from[word];
}

static int count_bits(uint64_t word)
{
    return __builtin_popcountll(word);
}

int main(void)
{
    int rows, columns, rounds;
    unsigned int seed;
    if (scanf("%d %d %d %u", &rows, &columns, &rounds, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_SIZE || columns < 1 || columns > MAX_SIZE)
        return 1;

    uint64_t state = seed + 88172645463325252u;
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if (state % 3 == 0)
                set_bit(matrix[row], column);
        }

    uint64_t hash = 14695981039346656037u;
    for (int round = 0; round < rounds; round++) {
        transpose(other, matrix, rows, columns);
        for (int column = 0; column < columns; column++)
            hash = (hash ^ other[column][column % words_for(rows)]) * 1099511628211u;
        /* Each row of the transposed matrix changes the one below it, so that the next round differs. */
        for (int column = 1; column < columns; column++)
            add_row(other[column], other[column - 1], words_for(rows));
        transpose(matrix, other, columns, rows);
    }

    int set = 0, diagonal = 0;
    for (int row = 0; row < rows; row++) {
        for (int word = 0; word < words_for(columns); word++) {
            set += count_bits(matrix[row][word]);
            hash = (hash ^ matrix[row][word]) * 1099511628211u;
        }
        if (row < columns && get_bit(matrix[row], row))
            diagonal++;
    }
    printf("set %d diagonal %d\n", set, diagonal);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
