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

/* Seats of the last two survivors: both chains in one loop and no division on the way from one round to the next. */
static void trace_back(uint32_t people, uint32_t step, uint32_t *winner, uint32_t *other)
{
    uint32_t a = step % 2, b = step % 2 == 0, alive = 3;
    for (; alive <= people && alive <= step; alive++) {
        uint32_t rest = step % alive, a_less = a + rest - alive, b_less = b + rest - alive;
        a = (int32_t)a_less < 0 ? a + rest : a_less;
        b = (int32_t)b_less < 0 ? b + rest : b_less;
    }
    while (alive <= people) {
        /* Rounds in which neither position wraps, all at once: position + k * step < alive + k. */
        uint32_t top = a > b ? a : b;
        if (alive - top > 8 * step) {
            uint32_t rounds = (alive - top) / step;
            if (rounds > people - alive + 1)
                rounds = people - alive + 1;
            a += rounds * step;
            b += rounds * step;
            alive += rounds;
            continue;
        }
        uint32_t end = alive + 8 < people + 1 ? alive + 8 : people + 1;
        for (; alive < end; alive++) {
            uint32_t a_less = a + step - alive, b_less = b + step - alive;
            a = (int32_t)a_less < 0 ? a + step : a_less;
            b = (int32_t)b_less < 0 ? b + step : b_less;
        }
    }
    *winner = a;
    *other = b;
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
        uint32_t winner, other;
        trace_back(people, step, &winner, &other);

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
