/* Mixes 16-bit tracks with a gain each; every addition saturates as in a fixed-point audio device. */
#include <stdint.h>
#include <stdio.h>

enum { MAX_SAMPLES = 200000, CHUNK = 4096 };

static int16_t mix[MAX_SAMPLES], track[CHUNK];

static int16_t saturate(int32_t value)
{
    if (value > INT16_MAX)
        return INT16_MAX;
    if (value < INT16_MIN)
        return INT16_MIN;
    return (int16_t)value;
}

/* The gain is a fraction of 32768; the product is rounded to the nearest sample. */
static int16_t scale(int16_t sample, int gain)
{
    return (int16_t)((sample * gain + 16384) >> 15);
}

/* Adds the samples of a chunk and returns how many of the sums did not fit. */
static int add_track(int16_t *out, const int16_t *in, int count, int gain)
{
    int clipped = 0;
    for (int i = 0; i < count; i++) {
        int32_t sum = out[i] + scale(in[i], gain);
        out[i] = saturate(sum);
        if (out[i] != sum)
            clipped++;
    }
    return clipped;
}

int main(void)
{
    int samples, tracks;
    unsigned int seed;
    if (scanf("%d %d %u", &samples, &tracks, &seed) != 3)
        return 1;
    if (samples < 1 || samples > MAX_SAMPLES)
        return 1;

    uint32_t noise = seed | 1;
    for (int i = 0; i < CHUNK; i++) {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        track[i] = (int16_t)((int32_t)(noise >> 16) - 32768);
    }

    for (int t = 0; t < tracks; t++) {
        int gain, clipped = 0;
        unsigned int offset;
        if (scanf("%d %u", &gain, &offset) != 2 || gain < -32767 || gain > 32767)
            return 1;
        offset %= CHUNK;
        for (int start = 0; start < samples;) { /* the track repeats; it starts in the middle */
            int count = CHUNK - (int)offset;
            if (count > samples - start)
                count = samples - start;
            clipped += add_track(mix + start, track + offset, count, gain);
            start += count;
            offset = 0;
        }
        if (t % 8 == 0)
            printf("track %d: %d clipped\n", t, clipped);
    }

    int lowest = 0, highest = 0;
    uint32_t hash = 2166136261u;
    for (int i = 0; i < samples; i++) {
        if (mix[i] < lowest)
            lowest = mix[i];
        if (mix[i] > highest)
            highest = mix[i];
        hash = (hash ^ (uint16_t)mix[i]) * 16777619u;
    }
    printf("range %d %d\n", lowest, highest);
    printf("hash %08x\n", hash);
    return 0;
}
