/* Reduced row echelon form and rank of a random bit matrix (arithmetic modulo 2). */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIZE = 4096, WORDS = MAX_SIZE / 64 };

static uint64_t matrix[MAX_SIZE][WORDS];
static int words; /* that a row uses; the rest stays zero */

static int get_bit(int row, int column)
{
    return (int)(matrix[row][column / 64] >> (column % 64) & 1);
}

static void swap_rows(int a, int b)
{
    for (int word = 0; word < WORDS; word++) {
        uint64_t kept = matrix[a][word];
        matrix[a][word] = matrix[b][word];
        matrix[b][word] = kept;
    }
}

/* to ^= from; the words before the first one are zero in `from`. */
static void add_row(uint64_t *to, const uint64_t *from, int first)
{
    for (int word = first / 4 * 4; word < words; word += 4) {
        __m256i *target = (__m256i *)(to + word);
        __m256i sum = _mm256_xor_si256(_mm256_loadu_si256(target), _mm256_loadu_si256((const __m256i *)(from + word)));
        _mm256_storeu_si256(target, sum);
    }
}

/* Gauss-Jordan elimination with up to eight pivots at a time; stores the pivot columns and returns the rank. */
static int reduce(int rows, int columns, int *pivots)
{
    static uint64_t table[256][WORDS];
    int rank = 0;
    for (int first = 0; first < columns && rank < rows; first += 8) {
        int width = columns - first < 8 ? columns - first : 8, word = first / 64, shift = first % 64;
        uint64_t mask = ((uint64_t)1 << width) - 1;

        /* Pivots of this strip: rows below are brought up to date only when they are looked at. */
        int found = 0, places[8];
        for (int i = 0; i < width && rank + found < rows; i++) {
            int pivot = rank + found;
            for (; pivot < rows; pivot++) {
                for (int k = 0; k < found; k++)
                    if (get_bit(pivot, first + places[k]))
                        add_row(matrix[pivot], matrix[rank + k], word);
                if (get_bit(pivot, first + i))
                    break;
            }
            if (pivot == rows)
                continue;
            swap_rows(pivot, rank + found);
            for (int k = 0; k < found; k++)
                if (get_bit(rank + k, first + i))
                    add_row(matrix[rank + k], matrix[rank + found], word);
            places[found] = i;
            pivots[rank + found++] = first + i;
        }

        /* Sums of pivot rows by the bits they clear in the strip: entry e belongs to the bits of the pivots in e. */
        uint64_t used = 0;
        for (int k = 0; k < found; k++) {
            used |= (uint64_t)1 << places[k];
            for (int e = 0; e < 1 << k; e++)
                for (int w = word / 4 * 4; w < words; w++)
                    table[e | 1 << k][w] = table[e][w] ^ matrix[rank + k][w];
        }
        if (found > 0)
            for (int row = 0; row < rows; row++)
                if (row < rank || row >= rank + found)
                    add_row(matrix[row], table[_pext_u64(matrix[row][word] >> shift & mask, used)], word);
        rank += found;
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
            matrix[row][word] = bits;
        }

    int pivots[MAX_SIZE];
    int rank = reduce(rows, columns, pivots);
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < rank; i++) {
        hash = (hash ^ (uint64_t)pivots[i]) * 1099511628211u;
        for (int word = 0; word < words; word++)
            hash = (hash ^ matrix[i][word]) * 1099511628211u;
    }
    printf("rank %d nullity %d\n", rank, columns - rank);
    if (rank > 0)
        printf("pivots from %d to %d\n", pivots[0], pivots[rank - 1]);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
