/* The wire format between asm_gym/sandbox.py and the supervisor: one SOCK_SEQPACKET message each way.
 *
 * Python mirrors these structures with struct format strings; the greeting carries their sizes, so that a
 * difference is found at start-up and never as a wrong number. All integers are little endian (x86-64 only).
 */
#ifndef ASM_GYM_PROTOCOL_H
#define ASM_GYM_PROTOCOL_H

#include <stdint.h>

#define PROTOCOL_VERSION 1u
#define MAX_DESCRIPTORS 240 /* SCM_RIGHTS carries at most 253 */
#define MAX_RUNS 256
#define MAX_ARGUMENTS 64
#define MAX_REQUEST_BYTES 65536

enum policy {
    POLICY_CANDIDATE = 0, /* a hostile static program: argument-checked allow-list */
    POLICY_TOOL = 1,      /* as, ld, objdump on hostile input: files through Landlock only */
    POLICY_REFERENCE = 2, /* sanitizer builds of reference programs: a dynamic program that reads libraries */
};

/* Layers of defence. A request asks for some, every report says which were in force. */
enum layer {
    LAYER_SECCOMP = 1 << 0,  /* system call filter */
    LAYER_NOTIFY = 1 << 1,   /* a forbidden call is reported with its number (else: killed without one) */
    LAYER_LANDLOCK = 1 << 2, /* file system closed but for the paths that the policy names */
    LAYER_UID = 1 << 3,      /* own user id, without processes of its own */
    LAYER_NO_TSC = 1 << 4,   /* rdtsc and rdtscp fault */
    LAYER_NO_ASLR = 1 << 5,  /* the same addresses on every run */
    LAYER_PINNED = 1 << 6,   /* runs on the requested core only */
};

/* The step of a child's setup that failed; 0 when the program was started. */
enum setup_step {
    STEP_NONE = 0,
    STEP_FILES,
    STEP_CLONE,
    STEP_PARENT_DIED,
    STEP_LIMITS,
    STEP_LANDLOCK,
    STEP_COUNTER,
    STEP_SECCOMP,
    STEP_EXEC,
};

struct greeting {
    uint32_t version, request_size, input_size, plan_size, report_size;
    int32_t landlock_abi; /* 0: not available */
};

/* Followed by struct input[n_inputs], struct plan[n_runs], then arguments_bytes of NUL-terminated strings.
 * Descriptors, in order: programs, standard inputs, then one expected output per input with has_expected. */
struct request {
    uint32_t policy, layers;
    int32_t cpu; /* -1: wherever the supervisor runs */
    uint32_t uid;
    uint32_t n_programs, n_inputs, n_runs, arguments_bytes;
    uint32_t stop_at_failure;   /* end the schedule after the first run that is not as expected */
    uint32_t counter_type;      /* perf_event_open type; used with counter_enabled */
    uint64_t counter_config;
    uint32_t counter_enabled, padding;
    uint64_t wall_limit_ns, cpu_limit_s;
    uint64_t address_space_bytes; /* 0: no limit */
    uint64_t stack_bytes, file_size_bytes;
};

struct input {
    int32_t exit_code; /* the exit status that counts as success */
    uint32_t has_expected;
};

struct plan {
    uint16_t program, input;
    uint16_t environment_bytes; /* length of the one environment string: moves the stack */
    uint16_t padding;
};

#define MISMATCH_NONE (-1)
#define MISMATCH_NOT_COMPARED (-2)

struct report {
    int32_t wait_status;
    int32_t setup_step, setup_errno;
    uint32_t layers;
    int32_t forbidden_call; /* -1: none */
    uint32_t timed_out;
    uint64_t call_arguments[6];
    uint64_t wall_ns, user_us, system_us, max_rss_kb, minor_faults, involuntary_switches, counter;
    uint64_t stdout_bytes, stderr_bytes;
    int64_t mismatch_offset; /* first differing byte of standard output */
};

#endif
