/* Fixed-point FIR filter with a circular delay line, one sample at a time. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_TAPS = 256, MAX_GAIN = 65535 };

static int16_t taps[MAX_TAPS], line[MAX_TAPS];
static int tap_count, newest;

static int16_t filter(int16_t sample, int *overflow)
{
    newest = newest + 1 < tap_count ? newest + 1 : 0;
    line[newest] = sample;
    int32_t sum = 1 << 14; /* rounds */
    int place = newest;
    for (int k = 0; k < tap_count; k++) {
        sum += taps[k] * line[place];
        place = place > 0 ? place - 1 : tap_count - 1;
    }
    sum >>= 15;
    *overflow = sum > INT16_MAX || sum < INT16_MIN;
    if (sum > INT16_MAX)
        return INT16_MAX;
    if (sum < INT16_MIN)
        return INT16_MIN;
    return (int16_t)sum;
}

int main(void)
{
    unsigned int samples, hold, seed;
    if (scanf("%u %u %u %d", &samples, &hold, &seed, &tap_count) != 4)
        return 1;
    if (samples == 0 || tap_count < 1 || tap_count > MAX_TAPS)
        return 1;
    int gain = 0; /* as a fraction of 32768; the limit keeps all sums in 32 bits */
    for (int k = 0; k < tap_count; k++) {
        int tap;
        if (scanf("%d", &tap) != 1 || tap < INT16_MIN || tap > INT16_MAX)
            return 1;
        gain += tap < 0 ? -tap : tap;
        taps[k] = (int16_t)tap;
    }
    if (gain > MAX_GAIN)
        return 1;

    uint32_t noise = seed | 1, hash = 2166136261u;
    unsigned int clipped = 0, crossings = 0, held = 0;
    int16_t sample = 0, previous = 0;
    int64_t sum = 0, power = 0;
    for (unsigned int i = 0; i < samples; i++) {
        if (held == 0) { /* a new random level */
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            sample = (int16_t)((int32_t)(noise >> 16) - 32768);
            held = hold;
        } else {
            held--;
        }
        int overflow;
        int16_t out = filter(sample, &overflow);
        if (overflow)
            clipped++;
        if ((out < 0) != (previous < 0))
            crossings++;
        sum += out;
        power += out * out;
        hash = (hash ^ (uint16_t)out) * 16777619u;
        previous = out;
    }
    printf("clipped %u crossings %u\n", clipped, crossings);
    printf("sum %lld power %lld\n", (long long)sum, (long long)power);
    printf("last %d hash %08x\n", previous, hash);
    return 0;
}
