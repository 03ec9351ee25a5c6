/* Divides a grid among sites: every cell belongs to the nearest one. */
#include <stdint.h>
#include <stdio.h>

#define MAX_SIDE 1000
#define MAX_SITES 2000

static int site_x[MAX_SITES], site_y[MAX_SITES], cells_of[MAX_SITES];
static uint64_t random_state;

static int random_below(int limit) {
    random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int)((random_state >> 32) * (uint32_t)limit >> 32);
}

/* The first of the nearest sites; *distance becomes the squared distance, *shared whether others are as near. */
static int nearest_site(int x, int y, int sites, int *distance, int *shared) {
    int nearest = 0, best = INT32_MAX, tied = 0;
    for (int i = 0; i < sites; i++) {
        int dx = site_x[i] - x, dy = site_y[i] - y;
        int d = dx * dx + dy * dy;
        if (d < best) {
            best = d;
            nearest = i;
            tied = 0;
        } else if (d == best) {
            tied = 1;
        }
    }
    *distance = best;
    *shared = tied;
    return nearest;
}

int main(void) {
    int width, height, sites;
    unsigned seed;
    if (scanf("%d %d %d %u", &width, &height, &sites, &seed) != 4)
        return 1;
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || sites < 1 || sites > MAX_SITES)
        return 1;

    random_state = seed;
    for (int i = 0; i < sites; i++) {
        site_x[i] = random_below(width);
        site_y[i] = random_below(height);
    }

    int farthest = -1, far_x = 0, far_y = 0, shared_cells = 0;
    uint64_t total = 0, hash = random_state;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int distance, shared, owner = nearest_site(x, y, sites, &distance, &shared);
            cells_of[owner]++;
            shared_cells += shared;
            total += (uint64_t)distance;
            if (distance > farthest) {
                farthest = distance;
                far_x = x;
                far_y = y;
            }
            hash = (hash ^ (uint64_t)(2 * owner + shared)) * 0x100000001B3ULL;
        }
    }

    int largest = 0, empty = 0;
    for (int i = 0; i < sites; i++) {
        if (cells_of[i] > cells_of[largest])
            largest = i;
        if (cells_of[i] == 0)
            empty++;
    }
    printf("largest site %d at %d %d with %d cells\n", largest, site_x[largest], site_y[largest], cells_of[largest]);
    printf("shared cells %d, sites without cells %d\n", shared_cells, empty);
    printf("farthest cell %d %d, %d away\n", far_x, far_y, farthest);
    printf("total %llu hash %016llx\n", (unsigned long long)total, (unsigned long long)hash);
    return 0;
}
