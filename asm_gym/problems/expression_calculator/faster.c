/* Tabulates arithmetic expressions in x and y: 32-bit unsigned + - * / %, negation and parentheses.
   Each is compiled once to a stack program, of which every instruction works on a block of points. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_LINE 100
#define MAX_POINTS 1000000
#define BLOCK 256

static const char *at;    /* the next character of the expression */
static const char *wrong; /* the first one that does not fit, or NULL */

enum op { X, Y, NUMBER, NEGATE, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER };

static struct { enum op op; uint32_t value; } code[2 * MAX_LINE];
static int instructions;
static uint32_t stack[MAX_LINE + 2][BLOCK], undefined[BLOCK]; /* all ones where a divisor was zero */

static void sum(void);

static void emit(enum op op, uint32_t value)
{
    code[instructions].op = op;
    code[instructions++].value = value;
}

static void fail(void)
{
    if (wrong == NULL)
        wrong = at;
    at = ""; /* nothing more to read */
}

static char peek(void)
{
    while (*at == ' ')
        at++;
    return *at;
}

static void operand(void)
{
    char c = peek();
    if (c >= '0' && c <= '9') {
        uint32_t value = 0;
        for (; *at >= '0' && *at <= '9'; at++)
            value = value * 10 + (uint32_t)(*at - '0');
        emit(NUMBER, value);
    } else if (c == 'x' || c == 'y') {
        emit(c == 'x' ? X : Y, 0);
        at++;
    } else if (c == '-') {
        at++;
        operand();
        emit(NEGATE, 0);
    } else if (c == '(') {
        at++;
        sum();
        if (peek() == ')')
            at++;
        else
            fail();
    } else {
        fail();
    }
}

static void product(void)
{
    operand();
    for (char c = peek(); c == '*' || c == '/' || c == '%'; c = peek()) {
        at++;
        operand();
        emit(c == '*' ? MULTIPLY : c == '/' ? DIVIDE : REMAINDER, 0);
    }
}

static void sum(void)
{
    product();
    for (char c = peek(); c == '+' || c == '-'; c = peek()) {
        at++;
        product();
        emit(c == '+' ? ADD : SUBTRACT, 0);
    }
}

#define EACH for (uint32_t k = 0; k < BLOCK; k++)

/* The values at points first, first + 1, ... */
static void run(uint32_t first, uint32_t seed)
{
    uint32_t(*top)[BLOCK] = stack;
    memset(undefined, 0, sizeof undefined);
    for (int i = 0; i < instructions; i++) {
        uint32_t value = code[i].value;
        enum op op = code[i].op;
        if (op < NEGATE)
            top++;
        else if (op > NEGATE)
            top--;
        uint32_t *left = top[0], *right = top[1];
        switch (op) {
        case X: EACH left[k] = first + k; break;
        case Y: EACH { uint32_t y = (first + k + seed) * 2654435761u; left[k] = y ^ y >> 15; } break;
        case NUMBER: EACH left[k] = value; break;
        case NEGATE: EACH left[k] = -left[k]; break;
        case ADD: EACH left[k] += right[k]; break;
        case SUBTRACT: EACH left[k] -= right[k]; break;
        case MULTIPLY: EACH left[k] *= right[k]; break;
        case DIVIDE:
            EACH {
                undefined[k] |= right[k] == 0;
                left[k] /= right[k] | (right[k] == 0);
            }
            break;
        case REMAINDER:
            EACH {
                undefined[k] |= right[k] == 0;
                left[k] %= right[k] | (right[k] == 0);
            }
            break;
        }
    }
}

static void tabulate(const char *expression, uint32_t points, uint32_t seed)
{
    uint32_t defined = 0, odd = 0, hash = 2166136261u, largest = 0, where = 0;
    uint64_t total = 0;
    wrong = NULL;
    at = expression;
    instructions = 0;
    sum();
    if (peek() != '\0')
        fail();
    if (wrong != NULL) {
        printf("error at column %d\n", (int)(wrong - expression) + 1);
        return;
    }
    for (uint32_t first = 0; first < points; first += BLOCK) {
        run(first, seed);
        uint32_t rest = points - first < BLOCK ? points - first : BLOCK;
        for (uint32_t k = 0; k < rest; k++) {
            if (undefined[k])
                continue;
            uint32_t value = stack[1][k];
            defined++;
            odd += value & 1;
            total += value;
            hash = (hash ^ value) * 16777619u;
            if (value > largest) {
                largest = value;
                where = first + k;
            }
        }
    }
    printf("defined %u odd %u total %llu ", defined, odd, (unsigned long long)total);
    printf("largest %u at %u hash %08x\n", largest, where, hash);
}

int main(void)
{
    unsigned points, seed;
    if (scanf("%u %u", &points, &seed) != 2 || getchar() != '\n' || points < 1 || points > MAX_POINTS)
        return 1;
    char line[MAX_LINE + 3];
    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t length = strcspn(line, "\n");
        if (length > MAX_LINE)
            return 1;
        line[length] = '\0';
        tabulate(line, points, seed);
    }
    return 0;
}
