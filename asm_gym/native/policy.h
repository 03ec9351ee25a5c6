/* System call filters: an allow-list with argument checks for each policy, as classic BPF.
 *
 * A rule reads "if the number is X: every check must hold, then ACTION; a check that fails is forbidden". The number stays
 * in the accumulator over the whole chain, so a rule that does not match costs one instruction; the kernel evaluates the
 * filter once per system call number when it is loaded, and that is most of what loading costs.
 */
#ifndef ASM_GYM_POLICY_H
#define ASM_GYM_POLICY_H

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "protocol.h"

#ifndef ARCH_SET_FS
#define ARCH_SET_FS 0x1002
#endif
#ifndef ARCH_CET_STATUS
#define ARCH_CET_STATUS 0x3001 /* asked by glibc at start-up; the kernel refuses it */
#endif
#define X32_SYSCALL_BIT 0x40000000u
#define CLOCK_OF_THIS_PROCESS 2 /* CLOCK_PROCESS_CPUTIME_ID */

struct filter {
    struct sock_filter code[512];
    unsigned short length;
    uint32_t forbidden; /* what happens to a call that no rule allows */
    int rule;           /* index of the open rule's comparison */
};

static void emit(struct filter *f, uint16_t code, uint8_t if_true, uint8_t if_false, uint32_t k) {
    if (f->length >= sizeof f->code / sizeof f->code[0]) abort();
    f->code[f->length++] = (struct sock_filter){code, if_true, if_false, k};
}

static void emit_return(struct filter *f, uint32_t action) { emit(f, BPF_RET | BPF_K, 0, 0, action); }

static void load_low(struct filter *f, int argument) {
    emit(f, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args) + 8 * argument);
}

static void load_high(struct filter *f, int argument) {
    emit(f, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args) + 8 * argument + 4);
}

static void rule_begin(struct filter *f, uint32_t number) {
    f->rule = f->length;
    emit(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, number); /* if_false is patched by rule_end */
}

static void rule_end(struct filter *f, uint32_t action) {
    emit_return(f, action);
    f->code[f->rule].jf = (uint8_t)(f->length - f->rule - 1);
}

/* The low 32 bits of an argument equal `value`: enough for descriptors and flags, which the kernel truncates too. */
static void check_low(struct filter *f, int argument, uint32_t value) {
    load_low(f, argument);
    emit(f, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, value);
    emit_return(f, f->forbidden);
}

static void check_either(struct filter *f, int argument, uint32_t one, uint32_t other) {
    load_low(f, argument);
    emit(f, BPF_JMP | BPF_JEQ | BPF_K, 2, 0, one);
    emit(f, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, other);
    emit_return(f, f->forbidden);
}

static void check_in(struct filter *f, int argument, int count, const uint32_t *values) {
    load_low(f, argument);
    for (int i = 0; i < count; i++) emit(f, BPF_JMP | BPF_JEQ | BPF_K, (uint8_t)(count - i), 0, values[i]);
    emit_return(f, f->forbidden);
}

static void check_all_64(struct filter *f, int argument, uint64_t value) {
    check_low(f, argument, (uint32_t)value);
    load_high(f, argument);
    emit(f, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, (uint32_t)(value >> 32));
    emit_return(f, f->forbidden);
}

static void check_no_bits(struct filter *f, int argument, uint32_t bits) {
    load_low(f, argument);
    emit(f, BPF_JMP | BPF_JSET | BPF_K, 0, 1, bits);
    emit_return(f, f->forbidden);
}

static void rule(struct filter *f, uint32_t number, uint32_t action) {
    rule_begin(f, number);
    rule_end(f, action);
}

static void allow(struct filter *f, uint32_t number) { rule(f, number, SECCOMP_RET_ALLOW); }

static void refuse(struct filter *f, uint32_t number, int error) { rule(f, number, SECCOMP_RET_ERRNO | (uint32_t)error); }

/* Memory, exit and the start-up of a static glibc program: what every policy allows. */
static void common_rules(struct filter *f) {
    allow(f, __NR_brk);
    allow(f, __NR_munmap);
    allow(f, __NR_exit_group);
    allow(f, __NR_exit);
    rule_begin(f, __NR_arch_prctl);
    check_either(f, 0, ARCH_SET_FS, ARCH_CET_STATUS);
    rule_end(f, SECCOMP_RET_ALLOW);
    allow(f, __NR_set_tid_address);
    rule_begin(f, __NR_prlimit64); /* read only, of itself */
    check_low(f, 0, 0);
    check_all_64(f, 2, 0);
    rule_end(f, SECCOMP_RET_ALLOW);
    allow(f, __NR_sysinfo); /* glibc before 2.37: qsort uses an uninitialised size where it fails */
    refuse(f, __NR_set_robust_list, ENOSYS);
    refuse(f, __NR_rseq, ENOSYS);
}

static void candidate_rules(struct filter *f) {
    rule_begin(f, __NR_read);
    check_low(f, 0, 0);
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_write);
    check_either(f, 0, 1, 2);
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_readv);
    check_low(f, 0, 0);
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_writev);
    check_either(f, 0, 1, 2);
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_mmap); /* private memory wherever the kernel likes, never executable */
    check_all_64(f, 0, 0);
    check_no_bits(f, 2, ~(uint32_t)(PROT_READ | PROT_WRITE));
    check_low(f, 3, MAP_PRIVATE | MAP_ANONYMOUS);
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_mremap);
    check_either(f, 3, 0, MREMAP_MAYMOVE);
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_mprotect);
    check_no_bits(f, 2, ~(uint32_t)(PROT_READ | PROT_WRITE));
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_getrandom); /* malloc's tcache key; refused, malloc falls back on clock_gettime */
    check_low(f, 2, 1 /* GRND_NONBLOCK */);
    rule_end(f, SECCOMP_RET_ALLOW);
    rule_begin(f, __NR_clock_gettime); /* clock(); the offered time() and gettimeofday() use their own calls */
    check_low(f, 0, CLOCK_OF_THIS_PROCESS);
    rule_end(f, SECCOMP_RET_ALLOW);
    allow(f, __NR_time);
    allow(f, __NR_gettimeofday);
    /* Harmless questions of libc, answered "no" without killing. stdin and stdout look like pipes. */
    refuse(f, __NR_readlink, ENOENT);
    refuse(f, __NR_readlinkat, ENOENT);
    refuse(f, __NR_newfstatat, EPERM);
    refuse(f, __NR_fstat, EPERM);
    refuse(f, __NR_ioctl, ENOTTY);
    refuse(f, __NR_lseek, ESPIPE);
    refuse(f, __NR_madvise, EINVAL);
    refuse(f, __NR_getpid, 0); /* answers 0: the real number would differ between runs */
    refuse(f, __NR_gettid, 0);
    refuse(f, __NR_tgkill, EPERM); /* abort() goes on to its trap instruction */
    refuse(f, __NR_rt_sigprocmask, EPERM);
    refuse(f, __NR_rt_sigaction, EPERM);
    refuse(f, __NR_futex, ENOSYS);
    refuse(f, __NR_uname, EPERM);
}

/* File access of the dynamic programs; Landlock says which files. */
static void file_rules(struct filter *f) {
    static const uint32_t numbers[] = {
        __NR_read,   __NR_pread64, __NR_readv,     __NR_write,    __NR_writev,       __NR_pwrite64,   __NR_lseek,
        __NR_close,  __NR_fstat,   __NR_newfstatat, __NR_stat,    __NR_lstat,        __NR_statx,      __NR_access,
        __NR_faccessat, __NR_faccessat2, __NR_readlink, __NR_readlinkat, __NR_getcwd, __NR_fadvise64,
        __NR_openat, __NR_open,    __NR_mmap,      __NR_mprotect, __NR_mremap,       __NR_madvise,    __NR_rt_sigaction,
        __NR_rt_sigprocmask, __NR_getpid, __NR_gettid, __NR_getrandom, __NR_getrusage, __NR_clock_gettime, __NR_futex,
        __NR_getuid, __NR_geteuid, __NR_getgid,    __NR_getegid,
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) allow(f, numbers[i]);
    rule_begin(f, __NR_fcntl); /* no F_SETOWN, F_SETSIG or F_NOTIFY: they send signals */
    check_in(f, 1, 4, (const uint32_t[]){F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC});
    rule_end(f, SECCOMP_RET_ALLOW);
    refuse(f, __NR_ioctl, ENOTTY);
    refuse(f, __NR_uname, EPERM);
    refuse(f, __NR_getdents64, EPERM);
    refuse(f, __NR_tgkill, EPERM);
}

static void tool_rules(struct filter *f) {
    static const uint32_t numbers[] = {__NR_unlink, __NR_unlinkat, __NR_umask,    __NR_rename,
                                       __NR_dup,    __NR_times,    __NR_ftruncate};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) allow(f, numbers[i]);
    refuse(f, __NR_mkdir, EPERM); /* temporary folders */
    refuse(f, __NR_chmod, 0);     /* Landlock does not govern it; "done": the linked program is made executable outside */
    refuse(f, __NR_fchmod, 0);
    refuse(f, __NR_utimensat, EPERM);
}

static void reference_rules(struct filter *f) {
    static const uint32_t numbers[] = {__NR_sigaltstack, __NR_sched_getaffinity, __NR_sched_yield, __NR_getppid};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) allow(f, numbers[i]);
    refuse(f, __NR_prctl, EPERM);
    refuse(f, __NR_personality, 0); /* AddressSanitizer asks whether addresses are randomised; they are not */
}

/* Builds the filter of one policy. The only execveat that passes names `exec_fd` and the address of an empty string that
 * nobody can guess; the descriptor is gone once the program runs. */
static void build_filter(struct filter *f, enum policy policy, int exec_fd, uint64_t secret, int notify) {
    f->length = 0;
    f->forbidden = notify ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_KILL_PROCESS;
    emit(f, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, arch));
    emit(f, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AUDIT_ARCH_X86_64);
    emit_return(f, SECCOMP_RET_KILL_PROCESS); /* int $0x80 */
    emit(f, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr));
    emit(f, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_SYSCALL_BIT);
    emit_return(f, SECCOMP_RET_KILL_PROCESS);
    if (policy == POLICY_CANDIDATE) {
        candidate_rules(f);
    } else {
        file_rules(f);
        if (policy == POLICY_TOOL) tool_rules(f);
        else reference_rules(f);
    }
    common_rules(f);
    rule_begin(f, __NR_execveat);
    check_low(f, 0, (uint32_t)exec_fd);
    check_all_64(f, 1, secret);
    check_low(f, 4, AT_EMPTY_PATH);
    rule_end(f, SECCOMP_RET_ALLOW);
    emit_return(f, f->forbidden);
}

#endif
