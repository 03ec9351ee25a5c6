/* Each colour of the checkerboard has an array of its own, so that a row updates as a vector without branches. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIDE = 1024, HALF = MAX_SIDE / 2, PAD = 16 };

/* Cell (y, 2 k + (y + c) % 2) of colour c; a column beside each end holds the wrapped neighbour. */
static int32_t spins[2][MAX_SIDE][HALF + 2 * PAD];

static uint64_t state;

static uint32_t next_random(void) {
    state = state * 0x5851F42D4C957F2Du + 0x14057B7EF767814Fu;
    return (uint32_t)(state >> 32);
}

static uint32_t noise(uint32_t key, uint32_t cell) {
    uint32_t z = (cell * 0x9E3779B9u) ^ key;
    z = (z ^ (z >> 16)) * 0x85EBCA6Bu;
    z = (z ^ (z >> 13)) * 0xC2B2AE35u;
    return z ^ (z >> 16);
}

static int spin_at(int y, int x) { return spins[(x + y) % 2][y][PAD + x / 2]; }

static void wrap(int32_t *row, int half) {
    row[PAD - 1] = row[PAD + half - 1];
    row[PAD + half] = row[PAD];
}

typedef struct {
    int flips, turned, cost; /* cost in units of two */
} Changes;

static Changes update_row(int32_t *restrict row, const int32_t *restrict above, const int32_t *restrict below,
                          const int32_t *restrict beside, int shift, int half, uint32_t cell, uint32_t key,
                          int odds4, int odds8) {
    int flips = 0, turned = 0, cost = 0;
    const int32_t *shifted = beside + shift;
    for (int k = 0; k < half; k++) {
        int spin = row[k], gain = spin * (above[k] + below[k] + beside[k] + shifted[k]);
        int chance = gain <= 0 ? 65536 : gain == 2 ? odds4 : odds8;
        int flip = -((int)(noise(key, cell + 2u * (uint32_t)k) >> 16) < chance);
        row[k] = (spin ^ flip) - flip;
        flips -= flip;
        turned += spin & flip;
        cost += gain & flip;
    }
    return (Changes){flips, turned, cost};
}

int main(void) {
    int half, sweeps;
    unsigned odds[3] = {65536, 0, 0}, start;
    if (scanf("%d %d %u %u %u %lu", &half, &sweeps, &odds[1], &odds[2], &start, &state) != 6)
        return 1;
    if (half < 1 || half > MAX_SIDE / 2)
        return 1;
    for (int i = 1; i < 3; i++)
        if (odds[i] > 65536)
            odds[i] = 65536;
    int side = 2 * half;

    int64_t magnetisation = 0, energy = 0, accepted = 0;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            spins[(x + y) % 2][y][PAD + x / 2] = next_random() >> 16 < start ? 1 : -1;
    for (int y = 0; y < side; y++) {
        wrap(spins[0][y], half);
        wrap(spins[1][y], half);
        for (int x = 0; x < side; x++) {
            magnetisation += spin_at(y, x);
            energy -= spin_at(y, x) * (spin_at(y + 1 == side ? 0 : y + 1, x) + spin_at(y, x + 1 == side ? 0 : x + 1));
        }
    }
    printf("start magnetisation %ld energy %ld\n", magnetisation, energy);

    int64_t lowest = energy, sum = 0;
    uint64_t history = 0;
    for (int t = 0; t < sweeps; t++) {
        for (int colour = 0; colour < 2; colour++) {
            uint32_t key = next_random();
            for (int y = 0; y < side; y++) {
                int32_t *row = spins[colour][y];
                int odd = (y + colour) % 2;
                Changes changes = update_row(
                    row + PAD, spins[1 - colour][y == 0 ? side - 1 : y - 1] + PAD,
                    spins[1 - colour][y + 1 == side ? 0 : y + 1] + PAD, spins[1 - colour][y] + PAD, odd ? 1 : -1, half,
                    (uint32_t)(y * side + odd), key, (int)odds[1], (int)odds[2]);
                wrap(row, half);
                accepted += changes.flips;
                magnetisation -= 2 * changes.turned;
                energy += 2 * changes.cost;
            }
        }
        if (energy < lowest)
            lowest = energy;
        sum += magnetisation < 0 ? -magnetisation : magnetisation;
        history = (history ^ (uint64_t)(energy + magnetisation * 4)) * 0x100000001B3u;
    }

    uint64_t hash = 0;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            hash = hash * 0x9E3779B97F4A7C15u + (uint64_t)(spin_at(y, x) + 2);
    printf("end magnetisation %ld energy %ld lowest %ld\n", magnetisation, energy, lowest);
    printf("accepted %ld sum %ld\n", accepted, sum);
    printf("history %016lx spins %016lx\n", history, hash);
    return 0;
}
