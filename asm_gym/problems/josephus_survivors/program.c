/* The last two survivors of many Josephus circles. */
#include <stdint.h>
#include <stdio.h>

static uint64_t state;

static uint32_t next_random(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 32);
}

/* A number below bound. */
static uint32_t draw(uint32_t bound)
{
    return (uint32_t)(((uint64_t)next_random() * bound) >> 32);
}

/* Where the person who stands at `position` in a circle of `from` people stood when `people` were alive. */
static uint32_t trace_back(uint32_t position, uint32_t from, uint32_t people, uint32_t step)
{
    for (uint32_t alive = from + 1; alive <= people; alive++)
        position = (position + step) % alive;
    return position;
}

int main(void)
{
    uint32_t circles, max_people, max_step, seed; /* circles of 2 people or more */
    if (scanf("%u %u %u %u", &circles, &max_people, &max_step, &seed) != 4)
        return 1;
    if (circles == 0 || max_people > 200000000 || max_step > 4000000000u)
        return 1;
    state = seed;

    uint32_t last_seat = 0, neighbours = 0, farthest = 0, best_circle = 0;
    uint64_t sum = 0, hash = 14695981039346656037u;
    for (uint32_t circle = 1; circle <= circles; circle++) {
        uint32_t people = 2 + draw(max_people);
        uint32_t step = 1 + draw(max_step);
        uint32_t winner = trace_back(0, 1, people, step);
        uint32_t other = trace_back(step % 2 == 0, 2, people, step);

        uint32_t gap = winner > other ? winner - other : other - winner;
        if (gap > people - gap)
            gap = people - gap;
        if (gap == 1)
            neighbours++;
        if (gap > farthest) {
            farthest = gap;
            best_circle = circle;
        }
        if (winner == people - 1)
            last_seat++;
        sum += winner + other;
        hash = (hash ^ winner) * 1099511628211u;
        hash = (hash ^ other) * 1099511628211u;
    }
    printf("last seat %u neighbours %u\n", last_seat, neighbours);
    printf("farthest %u in circle %u\n", farthest, best_circle);
    printf("sum %llu\n", (unsigned long long)sum);
    printf("hash %016llx\n", (unsigned long long)hash);
    return 0;
}
