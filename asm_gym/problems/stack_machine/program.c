/* A stack machine with eight variables, run on a program given as pairs of operation and argument. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_CODE = 4096, STACK_SIZE = 64, VARIABLES = 8 };
enum { HALT, PUSH, LOAD, STORE, ADD, SUB, MUL, XOR, SHIFT, DIV, LESS, JUMP, JUMP_ZERO, DUP, SWAP, OUT, OPERATIONS };
enum { HALTED, OUT_OF_STEPS, UNDERFLOW, OVERFLOW, DIVISION_BY_ZERO, BAD_JUMP };

typedef struct {
    unsigned operation;
    uint32_t argument;
} Instruction;

static Instruction code[MAX_CODE];
static uint32_t stack[STACK_SIZE], variables[VARIABLES];
static unsigned length, depth, pc, status, written;
static uint64_t output;

/* The operands of the instruction are there, and its result has room. */
static int stack_fits(unsigned operation) {
    static const unsigned char pops[OPERATIONS] = {0, 0, 0, 1, 2, 2, 2, 2, 1, 2, 2, 0, 1, 1, 2, 1};
    static const unsigned char pushes[OPERATIONS] = {0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 2, 2, 0};
    if (depth < pops[operation]) {
        status = UNDERFLOW;
        return 0;
    }
    if (depth - pops[operation] + pushes[operation] > STACK_SIZE) {
        status = OVERFLOW;
        return 0;
    }
    return 1;
}

static uint64_t run(uint64_t limit) {
    uint64_t steps = 0;
    for (;;) {
        if (pc >= length) {
            status = BAD_JUMP;
            return steps;
        }
        if (steps == limit) {
            status = OUT_OF_STEPS;
            return steps;
        }
        Instruction now = code[pc];
        if (!stack_fits(now.operation))
            return steps;
        steps++;
        pc++;
        uint32_t *top = stack + depth; /* the first free place */
        switch (now.operation) {
        case HALT: status = HALTED; return steps;
        case PUSH: top[0] = now.argument; depth++; break;
        case LOAD: top[0] = variables[now.argument % VARIABLES]; depth++; break;
        case STORE: variables[now.argument % VARIABLES] = top[-1]; depth--; break;
        case ADD: top[-2] += top[-1]; depth--; break;
        case SUB: top[-2] -= top[-1]; depth--; break;
        case MUL: top[-2] *= top[-1]; depth--; break;
        case XOR: top[-2] ^= top[-1]; depth--; break;
        case SHIFT: top[-1] >>= now.argument % 32; break;
        case DIV:
            if (top[-1] == 0) {
                status = DIVISION_BY_ZERO;
                return steps;
            }
            top[-2] /= top[-1];
            depth--;
            break;
        case LESS: top[-2] = top[-2] < top[-1]; depth--; break;
        case JUMP: pc = now.argument; break;
        case JUMP_ZERO:
            depth--;
            if (top[-1] == 0)
                pc = now.argument;
            break;
        case DUP: top[0] = top[-1]; depth++; break;
        case SWAP: {
            uint32_t below = top[-2];
            top[-2] = top[-1];
            top[-1] = below;
            break;
        }
        case OUT:
            output = output * 0x5851F42D4C957F2Du + top[-1];
            written++;
            depth--;
            break;
        }
    }
}

int main(void) {
    uint64_t limit;
    if (scanf("%lu %u", &limit, &length) != 2 || length > MAX_CODE)
        return 1;
    for (unsigned i = 0; i < length; i++) {
        if (scanf("%u %u", &code[i].operation, &code[i].argument) != 2 || code[i].operation >= OPERATIONS)
            return 1;
    }
    uint64_t steps = run(limit);

    static const char *const names[] = {"halted",   "out of steps",     "underflow",
                                        "overflow", "division by zero", "bad jump"};
    printf("%s at %u after %lu\n", names[status], pc, steps);
    printf("output %u %016lx\n", written, output);
    printf("stack %u:", depth);
    for (unsigned i = 0; i < depth; i++)
        printf(" %u", stack[i]);
    printf("\nvariables:");
    for (unsigned i = 0; i < VARIABLES; i++)
        printf(" %u", variables[i]);
    printf("\n");
    return 0;
}
