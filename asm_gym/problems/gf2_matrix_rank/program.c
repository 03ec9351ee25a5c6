/* Reduced row echelon form and rank of a random bit matrix (arithmetic modulo 2). */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIZE = 4096, WORDS = MAX_SIZE / 64 };

static uint64_t matrix[MAX_SIZE * WORDS];
static int words; /* that a row uses; rows follow each other without gaps */

static uint64_t *row_of(int row)
{
    return matrix + (size_t)row * (size_t)words;
}

static int get_bit(int row, int column)
{
    return (int)(row_of(row)[column / 64] >> (column % 64) & 1);
}

static void swap_rows(uint64_t *a, uint64_t *b, int count)
{
    for (int word = 0; word < count; word++) {
        uint64_t kept = a[word];
        a[word] = b[word];
        b[word] = kept;
    }
}

static void add_row(uint64_t *to, const uint64_t *from, int count)
{
    for (int word = 0; word < count; word++)
        to[word] ^= from[word];
}

/* Gauss-Jordan elimination; stores the columns of the pivots and returns the rank. */
static int reduce(int rows, int columns, int *pivots)
{
    int rank = 0;
    for (int column = 0; column < columns && rank < rows; column++) {
        int pivot = rank;
        while (pivot < rows && !get_bit(pivot, column))
            pivot++;
        if (pivot == rows)
            continue;
        swap_rows(row_of(pivot), row_of(rank), words);
        for (int row = 0; row < rows; row++) {
            if (row == rank || !get_bit(row, column))
                continue;
            add_row(row_of(row), row_of(rank), words);
        }
        pivots[rank++] = column;
    }
    return rank;
}

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int main(void)
{
    int rows, columns, sparsity;
    unsigned int seed;
    if (scanf("%d %d %d %u", &rows, &columns, &sparsity, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_SIZE || columns < 1 || columns > MAX_SIZE)
        return 1;

    words = (columns + 63) / 64;
    uint64_t state = seed;
    for (int row = 0; row < rows; row++)
        for (int word = 0; word < words; word++) {
            uint64_t bits = next_random(&state);
            for (int i = 0; i < sparsity; i++) /* each time half of the ones remain */
                bits &= next_random(&state);
            if (columns - word * 64 < 64)
                bits &= ((uint64_t)1 << (columns % 64)) - 1;
            row_of(row)[word] = bits;
        }

    int pivots[MAX_SIZE];
    int rank = reduce(rows, columns, pivots);
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < rank; i++) {
        hash = (hash ^ (uint64_t)pivots[i]) * 1099511628211u;
        for (int word = 0; word < words; word++)
            hash = (hash ^ row_of(i)[word]) * 1099511628211u;
    }
    printf("rank %d nullity %d\n", rank, columns - rank);
    if (rank > 0)
        printf("pivots from %d to %d\n", pivots[0], pivots[rank - 1]);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
