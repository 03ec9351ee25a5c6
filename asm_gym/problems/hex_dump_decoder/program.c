/* Decodes a hex dump, again and again with other characters replaced, and checks its columns. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 131072
#define BYTES 16       /* in a line: "0000000a: 41 42 ... 50  |AB...P|" */
#define FIRST_BYTE 9   /* column of the blank before the first byte */
#define TEXT_COLUMN 60 /* of the first character between the bars */

enum error { LENGTH, OFFSET, DIGIT, SHAPE, TEXT, ERRORS };

static const char *const names[ERRORS] = {"length", "offset", "digit", "shape", "text"};
static unsigned errors[ERRORS], first[ERRORS], good, zeros, printable;
static uint64_t sum, weighted; /* of the bytes; of the sum after each byte */
static uint64_t wrong_offsets;

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/* Decodes a line; returns the number of bytes, or -1 - error. */
static int decode(const char *line, size_t length, unsigned index, unsigned char *bytes)
{
    if (length <= TEXT_COLUMN + 1 || length > TEXT_COLUMN + BYTES + 1)
        return -1 - LENGTH;
    uint32_t offset = 0;
    for (int i = 0; i < 8; i++) {
        int digit = hex_value(line[i]);
        if (digit < 0)
            return -1 - DIGIT;
        offset = offset << 4 | (uint32_t)digit;
    }
    if (offset != index * BYTES) {
        wrong_offsets += offset;
        return -1 - OFFSET;
    }
    if (line[8] != ':')
        return -1 - SHAPE;

    int count = (int)length - TEXT_COLUMN - 1, column = FIRST_BYTE;
    for (int i = 0; i < count; i++, column += 3) {
        if (line[column] != ' ')
            return -1 - SHAPE;
        int high = hex_value(line[column + 1]), low = hex_value(line[column + 2]);
        if (high < 0 || low < 0)
            return -1 - DIGIT;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    for (; column < TEXT_COLUMN - 1; column++)
        if (line[column] != ' ')
            return -1 - SHAPE;
    if (line[TEXT_COLUMN - 1] != '|' || line[length - 1] != '|')
        return -1 - SHAPE;
    for (int i = 0; i < count; i++) {
        char shown = bytes[i] >= ' ' && bytes[i] <= '~' ? (char)bytes[i] : '.';
        if (line[TEXT_COLUMN + i] != shown)
            return -1 - TEXT;
    }
    return count;
}

static void use_line(const char *line, size_t length, unsigned index)
{
    unsigned char bytes[BYTES];
    int count = decode(line, length, index, bytes);
    if (count < 0) {
        int error = -1 - count;
        if (errors[error]++ == 0)
            first[error] = index;
        return;
    }
    good++;
    for (int i = 0; i < count; i++) {
        sum += bytes[i];
        weighted += sum;
        zeros += bytes[i] == 0;
        printable += bytes[i] >= ' ' && bytes[i] <= '~';
    }
}

int main(void)
{
    unsigned rounds, changes, seed;
    if (scanf("%u %u %u", &rounds, &changes, &seed) != 3 || getchar() != '\n')
        return 1;
    static char dump[MAX_SIZE], text[MAX_SIZE];
    size_t size = fread(dump, 1, sizeof dump, stdin);
    uint32_t x = seed;
    for (unsigned round = 0; round < rounds; round++) {
        memcpy(text, dump, size);
        for (unsigned i = 0; i < changes && size > 0; i++) {
            x = x * 1664525u + 1013904223u;
            text[((uint64_t)x * size) >> 32] = "0123456789abcdef|. :g\n/@`G"[(x >> 8) % 26];
        }
        unsigned index = 0;
        for (size_t start = 0, end; start < size; start = end + 1, index++) {
            for (end = start; end < size && text[end] != '\n'; end++)
                ;
            use_line(text + start, end - start, index);
        }
    }
    printf("good lines %u, sum %llu, weighted %llu\n", good, (unsigned long long)sum, (unsigned long long)weighted);
    printf("zero bytes %u, printable %u\n", zeros, printable);
    printf("wrong offsets add up to %llu\n", (unsigned long long)wrong_offsets);
    for (int error = 0; error < ERRORS; error++)
        printf("bad %s: %u, first in line %u\n", names[error], errors[error], first[error]);
    return 0;
}
