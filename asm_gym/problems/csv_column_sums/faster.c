/* Sums the columns of a CSV table in hundredths, again and again with other characters replaced.
   Plain numbers are found and converted eight digits at a time in place; other cells take the slow path. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_SIZE 262144
#define MAX_COLUMNS 12
#define LONGEST 31
#define MAX_DIGITS 9

struct column {
    unsigned numbers, empty, texts;
    int64_t smallest, largest;
    uint64_t sum, hash; /* of the numbers, of the texts */
};

static struct column columns[MAX_COLUMNS];
static char text[MAX_SIZE + 64];
static unsigned rows, surplus, quotes, widest;

/* Reads [sign] digits [. one or two digits]; returns 0 where a cell is anything else. */
static int parse(const char *cell, int64_t *result)
{
    int negative = *cell == '-', count = 0;
    int64_t value = 0;
    if (*cell == '-' || *cell == '+')
        cell++;
    for (; *cell >= '0' && *cell <= '9'; cell++, count++) {
        if (count == MAX_DIGITS)
            return 0;
        value = value * 10 + (*cell - '0');
    }
    if (count == 0)
        return 0;
    value *= 100;
    if (*cell == '.') {
        cell++;
        for (int unit = 10; unit > 0 && *cell >= '0' && *cell <= '9'; unit /= 10, cell++)
            value += unit * (*cell - '0');
        if (cell[-1] == '.')
            return 0;
    }
    *result = negative ? -value : value;
    return *cell == '\0';
}

static inline void add_number(struct column *column, int64_t value)
{
    if (column->numbers == 0)
        column->smallest = column->largest = value;
    if (value < column->smallest)
        column->smallest = value;
    if (value > column->largest)
        column->largest = value;
    column->numbers++;
    column->sum += (uint64_t)value;
}

static void add(unsigned index, const char *cell)
{
    if (index >= MAX_COLUMNS) {
        surplus++;
        return;
    }
    struct column *column = &columns[index];
    int64_t value;
    if (*cell == '\0') {
        column->empty++;
    } else if (parse(cell, &value)) {
        add_number(column, value);
    } else {
        column->texts++;
        for (; *cell != '\0'; cell++)
            column->hash = (column->hash ^ (unsigned char)*cell) * 0x100000001B3u;
    }
}

/* The first bytes of a word that are digits. */
static inline unsigned leading_digits(uint64_t word)
{
    uint64_t low = word ^ 0x3030303030303030u;
    uint64_t other = ((low + 0x7676767676767676u) | low) & 0x8080808080808080u;
    return other == 0 ? 8 : (unsigned)__builtin_ctzll(other) / 8;
}

/* Adds the cell at a position if it is a number of one to seven digits or empty; returns its end, or 0. */
static inline size_t add_plain(unsigned index, size_t position)
{
    struct column *column = &columns[index];
    uint64_t word;
    char first = text[position];
    if (first == ',' || first == '\n') {
        column->empty++;
        return position;
    }
    int64_t negative = first == '-';
    position += (size_t)negative;
    memcpy(&word, text + position, 8);
    unsigned count = leading_digits(word);
    if (count - 1 > 6)
        return 0;
    uint64_t value = (word ^ 0x3030303030303030u) << (64 - 8 * count);
    value = (value * 10 + (value >> 8)) & 0x00FF00FF00FF00FFu;
    value = (value * 100 + (value >> 16)) & 0x0000FFFF0000FFFFu;
    value = (value * 10000 + (value >> 32)) & 0xFFFFFFFFu;
    position += count;
    value *= 100;
    if (text[position] == '.') {
        unsigned tens = (unsigned)text[position + 1] - '0', ones = (unsigned)text[position + 2] - '0';
        if (tens > 9 || ones > 9)
            return 0;
        value += 10 * tens + ones;
        position += 3;
    }
    if (text[position] != ',' && text[position] != '\n')
        return 0;
    add_number(column, ((int64_t)value ^ -negative) + negative);
    return position;
}

/* Separators and line feeds count only outside quotes; a doubled quote inside of them stands for one. */
static void scan(size_t size)
{
    char cell[LONGEST + 1];
    unsigned length = 0, index = 0, quoted = 0, fresh = 1; /* fresh: nothing of the cell is read */
    for (size_t i = 0; i < size; i++) {
        if (length == 0 && !quoted && index < MAX_COLUMNS && fresh) {
            size_t end = add_plain(index, i);
            if (end > 0 || text[i] == ',' || text[i] == '\n') {
                i = end;
                index++;
                if (text[i] == '\n') {
                    rows++;
                    if (index > widest)
                        widest = index;
                    index = 0;
                }
                continue;
            }
            fresh = 0;
        }
        char c = text[i];
        if (c == '"') {
            quotes++;
            if (!quoted || text[i + 1] != '"') {
                quoted = !quoted;
                continue;
            }
            i++;
        } else if (!quoted && (c == ',' || c == '\n')) {
            cell[length] = '\0';
            add(index++, cell);
            length = 0;
            fresh = 1;
            if (c == '\n') {
                rows++;
                if (index > widest)
                    widest = index;
                index = 0;
            }
            continue;
        }
        if (length < LONGEST)
            cell[length++] = c;
    }
    if (length > 0 || index > 0) { /* a last line without line feed */
        cell[length] = '\0';
        add(index, cell);
        rows++;
    }
}

int main(void)
{
    unsigned rounds, changes, seed;
    if (scanf("%u %u %u", &rounds, &changes, &seed) != 3 || getchar() != '\n')
        return 1;
    static char original[MAX_SIZE];
    size_t size = fread(original, 1, sizeof original, stdin);
    uint32_t x = seed;
    for (unsigned round = 0; round < rounds; round++) {
        memcpy(text, original, size);
        text[size] = '\0'; /* ends a number at the end of the table the slow way */
        for (unsigned i = 0; i < changes && size > 0; i++) {
            x = x * 1664525u + 1013904223u;
            text[((uint64_t)x * size) >> 32] = "0123456789,-.\n9x"[x >> 12 & 15];
        }
        scan(size);
    }
    printf("%u rows of up to %u cells, %u surplus, %u quotes\n", rows, widest, surplus, quotes);
    for (unsigned k = 0; k < widest && k < MAX_COLUMNS; k++) {
        const struct column *c = &columns[k];
        printf("%u: %u numbers from %lld to %lld, ", k, c->numbers, (long long)c->smallest, (long long)c->largest);
        printf("sum %lld; %u empty, ", (long long)c->sum, c->empty);
        printf("%u texts %016llx\n", c->texts, (unsigned long long)c->hash);
    }
    return 0;
}
