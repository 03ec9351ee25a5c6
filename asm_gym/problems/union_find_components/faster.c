/* Connected components of an image: 64 cells are classified by masks, and only the set bits are visited. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_CELLS = 1 << 18, MAX_LEVELS = 20, WORDS = MAX_CELLS / 64, MARGIN = WORDS + 2 };

static unsigned char image[MAX_CELLS + 64];
static uint32_t parent[MAX_CELLS], size[MAX_CELLS];

static void make_image(uint32_t cells, uint32_t seed) {
    uint64_t x = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;
    for (uint32_t i = 0; i < cells; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        image[i] = (unsigned char)(x >> 56);
    }
}

/* A bit per cell, with a dark margin ahead of the first one. */
static uint64_t bright_bits[MARGIN + WORDS + 1], first_column[WORDS + 1];

static void classify(uint32_t cells, unsigned threshold) {
    __m256i limit = _mm256_set1_epi8((char)threshold);
    for (uint32_t cell = 0; cell < cells; cell += 64) {
        __m256i low = _mm256_loadu_si256((const __m256i *)&image[cell]);
        __m256i high = _mm256_loadu_si256((const __m256i *)&image[cell + 32]);
        uint32_t low_bits = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(low, limit), low));
        uint32_t high_bits = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(high, limit), high));
        bright_bits[MARGIN + cell / 64] = (uint64_t)high_bits << 32 | low_bits;
    }
}

/* The 64 bits that lie a distance ahead of those of a cell at the start of a word. */
static uint64_t bits_ahead(uint32_t cell, uint32_t distance) {
    uint32_t position = MARGIN * 64 + cell - distance;
    uint64_t low = bright_bits[position / 64], high = bright_bits[position / 64 + 1];
    return position % 64 == 0 ? low : low >> (position % 64) | high << (64 - position % 64);
}

/* No parent is larger than its child, so the root of a component is its first cell. */
static uint32_t find_root(uint32_t cell) {
    while (parent[cell] != cell) {
        parent[cell] = parent[parent[cell]];
        cell = parent[cell];
    }
    return cell;
}

/* Each bright cell takes over a neighbour's parent. Left and above need to be joined only if the cell between them
   is dark. Returns the number of pairs of bright neighbours. */
static uint32_t join_bright(uint32_t cells, uint32_t cols) {
    uint64_t pairs = 0;
    for (uint32_t start = 0; start < cells; start += 64) {
        uint64_t bright = bright_bits[MARGIN + start / 64];
        uint64_t left = bright & bits_ahead(start, 1) & ~first_column[start / 64];
        uint64_t above = bright & bits_ahead(start, cols);
        pairs += (uint64_t)_mm_popcnt_u64(left) + (uint64_t)_mm_popcnt_u64(above);
        for (uint64_t rest = bright; rest != 0; rest &= rest - 1) {
            uint32_t bit = (uint32_t)_tzcnt_u64(rest), cell = start + bit;
            uint32_t step = above >> bit & 1 ? cols : 0;
            step = left >> bit & 1 ? 1 : step;
            uint32_t taken = parent[cell - step];
            parent[cell] = step == 0 ? cell : taken;
        }
        for (uint64_t rest = left & above & ~bits_ahead(start, cols + 1); rest != 0; rest &= rest - 1) {
            uint32_t cell = start + (uint32_t)_tzcnt_u64(rest);
            uint32_t a = find_root(cell), b = find_root(cell - cols);
            parent[a < b ? b : a] = a < b ? a : b;
        }
    }
    return (uint32_t)pairs;
}

int main(void) {
    unsigned rows, cols, levels, seed;
    if (scanf("%u %u %u %u", &rows, &cols, &levels, &seed) != 4)
        return 1;
    uint64_t area = (uint64_t)rows * cols;
    if (area < 1 || area > MAX_CELLS || levels > MAX_LEVELS)
        return 1;
    uint32_t cells = (uint32_t)area;
    make_image(cells, seed);
    for (uint32_t cell = 0; cell < cells; cell += cols)
        first_column[cell / 64] |= 1ULL << (cell % 64);

    for (unsigned level = 1; level <= levels; level++) {
        unsigned threshold = 256 * level / (levels + 1);
        classify(cells, threshold);
        uint32_t pairs = join_bright(cells, cols), count = 0, components = 0, largest = 0;
        uint64_t squares = 0, hash = 0xCBF29CE484222325ULL;
        for (uint32_t start = 0; start < cells; start += 64) {
            uint64_t bright = bright_bits[MARGIN + start / 64];
            count += (uint32_t)_mm_popcnt_u64(bright);
            for (; bright != 0; bright &= bright - 1) {
                uint32_t cell = start + (uint32_t)_tzcnt_u64(bright);
                uint32_t root = parent[parent[cell]]; /* the parent was flattened before */
                parent[cell] = root;
                uint32_t old_size = root == cell ? 0 : size[root];
                components += root == cell;
                size[root] = old_size + 1;
                squares += 2ULL * old_size + 1;
                largest = old_size + 1 > largest ? old_size + 1 : largest;
                hash = (hash ^ root) * 0x100000001B3ULL;
            }
        }
        uint32_t circuits = pairs + components - count; /* the forest has count - components edges */
        printf("from %u: components %u largest %u ", threshold, (unsigned)components, (unsigned)largest);
        printf("squares %llu circuits %u ", (unsigned long long)squares, (unsigned)circuits);
        printf("labels %016llx\n", (unsigned long long)hash);
    }
    return 0;
}
