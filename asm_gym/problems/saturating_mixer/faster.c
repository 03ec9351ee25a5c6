/* Mixes 16-bit tracks with a gain each; every addition saturates as in a fixed-point audio device. */
#include <immintrin.h>
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

/* Adds the samples of a chunk and returns how many of the sums did not fit: those that paddsw and paddw disagree on. */
static int add_track(int16_t *out, const int16_t *in, int count, int gain)
{
    int clipped, i = 0;
    const __m256i factor = _mm256_set1_epi16((int16_t)gain);
    __m256i same = _mm256_setzero_si256(); /* minus the number of equal sums in each lane */
    for (; i + 16 <= count; i += 16) {
        __m256i old = _mm256_loadu_si256((const __m256i *)(out + i));
        __m256i term = _mm256_mulhrs_epi16(_mm256_loadu_si256((const __m256i *)(in + i)), factor);
        __m256i sum = _mm256_adds_epi16(old, term);
        same = _mm256_add_epi16(same, _mm256_cmpeq_epi16(sum, _mm256_add_epi16(old, term)));
        _mm256_storeu_si256((__m256i *)(out + i), sum);
    }
    int16_t counts[16];
    _mm256_storeu_si256((__m256i *)counts, same);
    clipped = i;
    for (int k = 0; k < 16; k++)
        clipped += counts[k];
    for (; i < count; i++) {
        int32_t sum = out[i] + scale(in[i], gain);
        out[i] = saturate(sum);
        clipped += out[i] != sum;
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
