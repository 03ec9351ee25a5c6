/* Tabulates arithmetic expressions in x and y: 32-bit unsigned + - * / %, negation and parentheses. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_LINE 100
#define MAX_POINTS 1000000

static const char *at;    /* the next character of the expression */
static const char *wrong; /* the first one that does not fit, or NULL */
static int undefined;     /* a divisor was zero */
static uint32_t x, y;

static uint32_t sum(void);

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

static uint32_t operand(void)
{
    uint32_t value = 0;
    char c = peek();
    if (c >= '0' && c <= '9') {
        for (; *at >= '0' && *at <= '9'; at++)
            value = value * 10 + (uint32_t)(*at - '0');
    } else if (c == 'x' || c == 'y') {
        value = c == 'x' ? x : y;
        at++;
    } else if (c == '-') {
        at++;
        value = -operand();
    } else if (c == '(') {
        at++;
        value = sum();
        if (peek() == ')')
            at++;
        else
            fail();
    } else {
        fail();
    }
    return value;
}

static uint32_t product(void)
{
    uint32_t value = operand();
    for (char c = peek(); c == '*' || c == '/' || c == '%'; c = peek()) {
        at++;
        uint32_t right = operand();
        if (c == '*') {
            value *= right;
        } else if (right == 0) {
            undefined = 1;
            value = 0;
        } else {
            value = c == '/' ? value / right : value % right;
        }
    }
    return value;
}

static uint32_t sum(void)
{
    uint32_t value = product();
    for (char c = peek(); c == '+' || c == '-'; c = peek()) {
        at++;
        uint32_t right = product();
        value = c == '+' ? value + right : value - right;
    }
    return value;
}

static uint32_t evaluate(const char *expression)
{
    at = expression;
    undefined = 0;
    uint32_t value = sum();
    if (peek() != '\0')
        fail();
    return value;
}

static void tabulate(const char *expression, uint32_t points, uint32_t seed)
{
    uint32_t defined = 0, odd = 0, hash = 2166136261u, largest = 0, where = 0;
    uint64_t total = 0;
    wrong = NULL;
    for (uint32_t i = 0; i < points; i++) {
        x = i;
        y = (i + seed) * 2654435761u;
        y ^= y >> 15;
        uint32_t value = evaluate(expression);
        if (wrong != NULL) {
            printf("error at column %d\n", (int)(wrong - expression) + 1);
            return;
        }
        if (undefined)
            continue;
        defined++;
        odd += value & 1;
        total += value;
        hash = (hash ^ value) * 16777619u;
        if (value > largest) {
            largest = value;
            where = i;
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
