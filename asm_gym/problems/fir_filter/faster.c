/* Fixed-point FIR filter over blocks of samples in a linear buffer. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MAX_TAPS = 256, MAX_GAIN = 65535, BLOCK = 1024 };

static int16_t taps[MAX_TAPS + 1]; /* the last one stays zero: taps are used in pairs */
static int16_t line[MAX_TAPS + BLOCK], out[BLOCK]; /* the past of MAX_TAPS samples, then a block of new ones */
static int tap_count;

/* Filters a block, 16 outputs at a time, with pairs of taps for pmaddwd; returns the number of overflows. */
static unsigned int filter(int count)
{
    unsigned int overflows = 0;
    for (int i = 0; i < count; i += 16) {
        const int16_t *now = line + MAX_TAPS + i;
        __m256i low = _mm256_set1_epi32(1 << 14), high = low;
        for (int k = 0; k < tap_count; k += 2) {
            __m256i pair = _mm256_set1_epi32((int32_t)((uint32_t)(uint16_t)taps[k + 1] << 16 | (uint16_t)taps[k]));
            __m256i x = _mm256_loadu_si256((const __m256i *)(now - k));
            __m256i y = _mm256_loadu_si256((const __m256i *)(now - k - 1));
            low = _mm256_add_epi32(low, _mm256_madd_epi16(_mm256_unpacklo_epi16(x, y), pair));
            high = _mm256_add_epi32(high, _mm256_madd_epi16(_mm256_unpackhi_epi16(x, y), pair));
        }
        low = _mm256_srai_epi32(low, 15);
        high = _mm256_srai_epi32(high, 15);
        __m256i packed = _mm256_packs_epi32(low, high);
        _mm256_storeu_si256((__m256i *)(out + i), packed);
        /* The sums again from the packed results: where they differ, something was clipped. */
        __m256i sign = _mm256_srai_epi16(packed, 15);
        __m256i same = _mm256_packs_epi32(_mm256_cmpeq_epi32(low, _mm256_unpacklo_epi16(packed, sign)),
                                          _mm256_cmpeq_epi32(high, _mm256_unpackhi_epi16(packed, sign)));
        int16_t fits[16];
        _mm256_storeu_si256((__m256i *)fits, same);
        if (_mm256_movemask_epi8(same) != -1)
            for (int k = 0; k < 16 && i + k < count; k++)
                overflows += !fits[k];
    }
    return overflows;
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
    for (unsigned int done = 0; done < samples;) {
        int count = samples - done < BLOCK ? (int)(samples - done) : BLOCK;
        for (int i = 0; i < count; i++) {
            if (held == 0) { /* a new random level */
                noise ^= noise << 13;
                noise ^= noise >> 17;
                noise ^= noise << 5;
                sample = (int16_t)((int32_t)(noise >> 16) - 32768);
                held = hold;
            } else {
                held--;
            }
            line[MAX_TAPS + i] = sample;
        }
        clipped += filter(count);
        for (int i = 0; i < count; i++) {
            crossings += (out[i] < 0) != (previous < 0);
            sum += out[i];
            power += out[i] * out[i];
            hash = (hash ^ (uint16_t)out[i]) * 16777619u;
            previous = out[i];
        }
        memmove(line, line + count, MAX_TAPS * sizeof *line);
        done += (unsigned int)count;
    }
    printf("clipped %u crossings %u\n", clipped, crossings);
    printf("sum %lld power %lld\n", (long long)sum, (long long)power);
    printf("last %d hash %08x\n", previous, hash);
    return 0;
}
