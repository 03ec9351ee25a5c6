/* Ising spins on a torus: Metropolis updates of the black and then the white cells of a checkerboard. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SIDE = 1024 };

static int8_t spins[MAX_SIDE][MAX_SIDE];
static uint64_t state;
static int64_t magnetisation, energy, accepted;

static uint32_t next_random(void) {
    state = state * 0x5851F42D4C957F2Du + 0x14057B7EF767814Fu;
    return (uint32_t)(state >> 32);
}

/* Random bits that depend on the half sweep and on the cell only. */
static uint32_t noise(uint32_t key, uint32_t cell) {
    uint32_t z = (cell * 0x9E3779B9u) ^ key;
    z = (z ^ (z >> 16)) * 0x85EBCA6Bu;
    z = (z ^ (z >> 13)) * 0xC2B2AE35u;
    return z ^ (z >> 16);
}

/* Flips that cost energy pass with the chance odds[cost / 4] / 65536. */
static void update(int side, int colour, uint32_t key, const unsigned odds[3]) {
    for (int y = 0; y < side; y++) {
        int above = (y + side - 1) % side, below = (y + 1) % side;
        for (int x = (y + colour) % 2; x < side; x += 2) {
            int left = (x + side - 1) % side, right = (x + 1) % side;
            int spin = spins[y][x];
            int around = spins[above][x] + spins[below][x] + spins[y][left] + spins[y][right];
            int cost = 2 * spin * around;
            if (cost <= 0 || noise(key, (uint32_t)(y * side + x)) >> 16 < odds[cost / 4]) {
                spins[y][x] = (int8_t)-spin;
                magnetisation -= 2 * spin;
                energy += cost;
                accepted++;
            }
        }
    }
}

int main(void) {
    int half, sweeps;
    unsigned odds[3] = {65536, 0, 0}, start;
    if (scanf("%d %d %u %u %u %lu", &half, &sweeps, &odds[1], &odds[2], &start, &state) != 6)
        return 1;
    if (half < 1 || half > MAX_SIDE / 2)
        return 1;
    int side = 2 * half;

    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            spins[y][x] = next_random() >> 16 < start ? 1 : -1;
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            magnetisation += spins[y][x];
            energy -= spins[y][x] * (spins[(y + 1) % side][x] + spins[y][(x + 1) % side]);
        }
    }
    printf("start magnetisation %ld energy %ld\n", magnetisation, energy);

    int64_t lowest = energy, sum = 0;
    uint64_t history = 0;
    for (int t = 0; t < sweeps; t++) {
        update(side, 0, next_random(), odds);
        update(side, 1, next_random(), odds);
        if (energy < lowest)
            lowest = energy;
        sum += magnetisation < 0 ? -magnetisation : magnetisation;
        history = (history ^ (uint64_t)(energy + magnetisation * 4)) * 0x100000001B3u;
    }

    uint64_t hash = 0;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            hash = hash * 0x9E3779B97F4A7C15u + (uint64_t)(spins[y][x] + 2);
    printf("end magnetisation %ld energy %ld lowest %ld\n", magnetisation, energy, lowest);
    printf("accepted %ld sum %ld\n", accepted, sum);
    printf("history %016lx spins %016lx\n", history, hash);
    return 0;
}
