/* The depth of the stack is checked before the run; then threaded code runs with the top of the stack in a register.
   Programs whose depth is not known in advance, and the last few steps before the limit, take the plain interpreter. */
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

/* The plain interpreter, from any state on. */
static uint64_t run_checked(uint64_t limit, uint64_t steps) {
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

/* Number of instructions up to the next jump, that one included. */
static unsigned run_length[MAX_CODE + 1];

/* True if each instruction is always reached with the same depth of the stack, and that depth is sound. */
static int depth_is_fixed(void) {
    static int depth_at[MAX_CODE + 1];
    static unsigned work[2 * MAX_CODE + 2];
    unsigned top = 0;
    if (length == 0)
        return 0;
    for (unsigned i = 0; i <= length; i++)
        depth_at[i] = -1;
    depth_at[0] = 0;
    work[top++] = 0;
    int fixed = 1;
    while (top > 0 && fixed) {
        unsigned at = work[--top];
        unsigned operation = code[at].operation;
        depth = (unsigned)depth_at[at];
        if (!stack_fits(operation)) {
            fixed = 0;
            break;
        }
        static const signed char change[OPERATIONS] = {0, 1, 1, -1, -1, -1, -1, -1, 0, -1, -1, 0, -1, 1, 0, -1};
        int after = (int)depth + change[operation];
        for (int way = 0; way < 2 && operation != HALT; way++) {
            if (way == 0 ? operation == JUMP : operation != JUMP && operation != JUMP_ZERO)
                continue;
            unsigned next = way == 0 ? at + 1 : code[at].argument;
            if (next >= length || (depth_at[next] >= 0 && depth_at[next] != after)) {
                fixed = 0;
            } else if (depth_at[next] < 0) {
                depth_at[next] = after;
                work[top++] = next;
            }
        }
    }
    depth = 0;
    status = 0;
    return fixed;
}

#define FUSED(first) (((first) - PUSH) * 6 + OPERATIONS)

static uint64_t run(uint64_t limit) {
    if (!depth_is_fixed())
        return run_checked(limit, 0);

    static const void *const labels[] = {
        &&halt, &&push, &&load, &&store, &&add, &&sub, &&mul, &&xor, &&shift, &&div, &&less, &&jump, &&jump_zero,
        &&dup, &&swap, &&out, &&push_add, &&push_sub, &&push_mul, &&push_xor, &&push_less, &&push_div,
        &&load_add, &&load_sub, &&load_mul, &&load_xor, &&load_less, &&load_div,
    };
    typedef struct {
        const void *label;
        uint32_t argument;
    } Threaded;
    static Threaded threaded[MAX_CODE + 1];
    for (unsigned i = length; i-- > 0;) {
        unsigned operation = code[i].operation, follows = i + 1 < length ? code[i + 1].operation : HALT;
        threaded[i].argument = code[i].argument;
        if (operation == LOAD || operation == STORE)
            threaded[i].argument %= VARIABLES;
        int jumps = operation == JUMP || operation == JUMP_ZERO || operation == HALT;
        run_length[i] = 1 + (jumps ? 0 : run_length[i + 1]);
        if (operation == PUSH || operation == LOAD) {
            if (follows >= ADD && follows <= XOR)
                operation = FUSED(operation) + follows - ADD;
            else if (follows == LESS)
                operation = FUSED(operation) + 4;
            else if (follows == DIV)
                operation = FUSED(operation) + 5;
        }
        threaded[i].label = labels[operation];
    }

    /* memory[0] takes the meaningless top of an empty stack. */
    static uint32_t memory[STACK_SIZE + 1];
    uint32_t top = 0, *sp = memory, divisor;
    int stopped;
    uint64_t steps = 0, hash = 0;
    const Threaded *now = threaded;

#define NEXT(n) do { now += (n); goto *now->label; } while (0)
#define ENTER() do { \
        unsigned ahead = run_length[now - threaded]; \
        if (limit - steps < ahead) goto last_steps; \
        steps += ahead; \
        goto *now->label; \
    } while (0)

    ENTER();
push: *sp++ = top; top = now->argument; NEXT(1);
load: *sp++ = top; top = variables[now->argument]; NEXT(1);
store: variables[now->argument] = top; top = *--sp; NEXT(1);
add: top = *--sp + top; NEXT(1);
sub: top = *--sp - top; NEXT(1);
mul: top = *--sp * top; NEXT(1);
xor: top = *--sp ^ top; NEXT(1);
less: top = *--sp < top; NEXT(1);
shift: top >>= now->argument % 32; NEXT(1);
div:
    if (top == 0)
        goto zero;
    top = *--sp / top;
    NEXT(1);
dup: *sp++ = top; NEXT(1);
swap: { uint32_t below = sp[-1]; sp[-1] = top; top = below; } NEXT(1);
out: hash = hash * 0x5851F42D4C957F2Du + top; written++; top = *--sp; NEXT(1);
jump: now = threaded + now->argument; ENTER();
jump_zero: {
    uint32_t value = top;
    top = *--sp;
    now = value == 0 ? threaded + now->argument : now + 1;
    ENTER();
}
push_add: top += now->argument; NEXT(2);
push_sub: top -= now->argument; NEXT(2);
push_mul: top *= now->argument; NEXT(2);
push_xor: top ^= now->argument; NEXT(2);
push_less: top = top < now->argument; NEXT(2);
push_div:
    divisor = now->argument;
    goto divide;
load_add: top += variables[now->argument]; NEXT(2);
load_sub: top -= variables[now->argument]; NEXT(2);
load_mul: top *= variables[now->argument]; NEXT(2);
load_xor: top ^= variables[now->argument]; NEXT(2);
load_less: top = top < variables[now->argument]; NEXT(2);
load_div:
    divisor = variables[now->argument];
divide:
    if (divisor == 0) {
        *sp++ = top;
        top = divisor;
        now++;
        goto zero;
    }
    top /= divisor;
    NEXT(2);
zero:
    steps -= run_length[now - threaded + 1];
    status = DIVISION_BY_ZERO;
    stopped = 1;
    now++;
    goto leave;
halt:
    status = HALTED;
    stopped = 1;
    now++;
    goto leave;
last_steps:
    stopped = 0;
leave:
    pc = (unsigned)(now - threaded);
    depth = (unsigned)(sp - memory);
    output = hash;
    for (unsigned i = 1; i < depth; i++)
        stack[i - 1] = memory[i];
    if (depth > 0)
        stack[depth - 1] = top;
    return stopped ? steps : run_checked(limit, steps);
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
