/* Largest rectangle of free cells in a seeded grid, and how many free rectangles there are. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIDE = 1000 };

/* height[c]: free cells in column c from the current row upwards. */
static int height[MAX_SIDE];

static uint64_t random_state;

static void read_row(int cols, unsigned blocked) {
    for (int c = 0; c < cols; c++) {
        random_state ^= random_state << 13;
        random_state ^= random_state >> 7;
        random_state ^= random_state << 17;
        if ((unsigned)(random_state >> 40) % 1024 < blocked)
            height[c] = 0;
        else
            height[c]++;
    }
}

int main(void) {
    unsigned rows, cols, blocked, seed;
    if (scanf("%u %u %u %u", &rows, &cols, &blocked, &seed) != 4)
        return 1;
    if (rows < 1 || rows > MAX_SIDE || cols < 1 || cols > MAX_SIDE)
        return 1;
    random_state = (seed + 1ULL) * 0x9E3779B97F4A7C15ULL;

    int best = 0, top = 0, left_end = 0, bottom = 0, right_end = 0;
    uint64_t rectangles = 0, hash = 0xCBF29CE484222325ULL;
    for (int row = 0; row < (int)rows; row++) {
        read_row((int)cols, blocked);
        uint64_t in_row = 0;
        /* Every free rectangle whose lower right corner is (row, right), from narrow to wide. */
        for (int right = 0; right < (int)cols; right++) {
            int lowest = height[right];
            for (int left = right; left >= 0 && height[left] > 0; left--) {
                if (height[left] < lowest)
                    lowest = height[left];
                in_row += (uint64_t)lowest;
                int area = lowest * (right - left + 1);
                if (area > best) {
                    best = area;
                    top = row - lowest + 1;
                    left_end = left;
                    bottom = row;
                    right_end = right;
                }
            }
        }
        rectangles += in_row;
        hash = (hash ^ in_row ^ (uint64_t)best << 40) * 0x100000001B3ULL;
    }
    printf("largest %d\n", best);
    printf("rows %d to %d\n", top, bottom);
    printf("columns %d to %d\n", left_end, right_end);
    printf("rectangles %llu\n", (unsigned long long)rectangles);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
