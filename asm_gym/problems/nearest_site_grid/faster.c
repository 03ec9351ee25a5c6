/* Eight cells against one site at a time: one multiply-add of 16-bit pairs gives eight squared distances. */
#include <immintrin.h>
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

static __m256i sites_packed[MAX_SITES]; /* x and y as 16-bit pairs, eight times */

static void nearest_sites(int x, int y, int sites, int owners[8], int distances[8], int shared[8]) {
    __m256i columns = _mm256_add_epi32(_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32(x));
    __m256i cells = _mm256_or_si256(columns, _mm256_set1_epi32(y << 16));
    __m256i best = _mm256_set1_epi32(INT32_MAX), nearest = _mm256_setzero_si256(), tied = nearest;
    __m256i i = nearest, one = _mm256_set1_epi32(1);
    for (int k = 0; k < sites; k++) {
        __m256i apart = _mm256_sub_epi16(sites_packed[k], cells), d = _mm256_madd_epi16(apart, apart);
        __m256i nearer = _mm256_cmpgt_epi32(best, d), same = _mm256_cmpeq_epi32(best, d);
        tied = _mm256_or_si256(_mm256_andnot_si256(nearer, tied), same);
        nearest = _mm256_blendv_epi8(nearest, i, nearer);
        best = _mm256_min_epi32(best, d);
        i = _mm256_add_epi32(i, one);
    }
    _mm256_storeu_si256((__m256i *)owners, nearest);
    _mm256_storeu_si256((__m256i *)distances, best);
    _mm256_storeu_si256((__m256i *)shared, _mm256_and_si256(tied, one));
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
        sites_packed[i] = _mm256_set1_epi32(site_y[i] << 16 | site_x[i]);
    }

    int farthest = -1, far_x = 0, far_y = 0, shared_cells = 0;
    uint64_t total = 0, hash = random_state;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            static int owners[8], distances[8], is_shared[8];
            if (x % 8 == 0)
                nearest_sites(x, y, sites, owners, distances, is_shared);
            int distance = distances[x % 8], shared = is_shared[x % 8], owner = owners[x % 8];
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
