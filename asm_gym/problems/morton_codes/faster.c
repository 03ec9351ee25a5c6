/* Morton codes (Z-order): positions of random cells on the curve and of the cells that follow them. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>

struct cell {
    uint32_t x, y;
};

static uint64_t state;

static uint64_t next_random(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

#define EVEN 0x5555555555555555u

/* Bits of x at the even places of the code, bits of y at the odd ones: one bit deposit each. */
static uint64_t encode(struct cell cell)
{
    return _pdep_u64(cell.x, EVEN) | _pdep_u64(cell.y, EVEN << 1);
}

static struct cell decode(uint64_t code)
{
    struct cell cell = {(uint32_t)_pext_u64(code, EVEN), (uint32_t)_pext_u64(code, EVEN << 1)};
    return cell;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

int main(void)
{
    uint32_t cells, side, hop, seed;
    if (scanf("%u %u %u %u", &cells, &side, &hop, &seed) != 4 || cells == 0)
        return 1;
    state = seed;

    uint32_t rises = 0, repeats = 0, longest = 0;
    uint64_t previous = 0, largest = 0, travelled = 0, hash = 14695981039346656037u;
    for (uint32_t i = 0; i < cells; i++) {
        uint64_t bits = next_random();
        struct cell cell = {(uint32_t)((bits & UINT32_MAX) * side >> 32), (uint32_t)((bits >> 32) * side >> 32)};
        uint64_t code = encode(cell);
        struct cell next = decode(code + hop);

        if (code > previous)
            rises++;
        else if (code == previous)
            repeats++;
        if (code > largest)
            largest = code;
        uint32_t dx = distance(cell.x, next.x), dy = distance(cell.y, next.y);
        if (dx > longest)
            longest = dx;
        travelled += (uint64_t)dx + dy;
        hash = (hash ^ code ^ ((uint64_t)next.x << 32 | next.y)) * 1099511628211u;
        previous = code;
    }
    printf("rises %u repeats %u\n", rises, repeats);
    printf("largest %llu\n", (unsigned long long)largest);
    printf("travelled %llu longest %u\n", (unsigned long long)travelled, longest);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
