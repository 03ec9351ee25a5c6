/* The supervisor: runs untrusted programs under a sandbox policy and reports what happened to each run.
 *
 * Theory of operation. Python starts one supervisor per worker and talks to it over a SOCK_SEQPACKET socket.
 * A request carries descriptors (programs, inputs, expected outputs) and a schedule; the supervisor performs every run of the
 * schedule, one after the other, and answers once. The child of a run is made by clone(CLONE_VM | CLONE_VFORK | CLONE_FILES):
 * it borrows the supervisor's memory until its one execveat, so starting costs microseconds, and ru_maxrss starts from this
 * small process instead of from a Python with a model in it. Standard output and standard error are two memory files
 * that Python made and reads afterwards; the child gets write-only descriptors of them, so no reader thread disturbs a
 * timed run.
 *
 * Nothing here interprets bytes that a candidate made, except to compare its output with the expected one. A fault of the
 * supervisor itself is a setup_step in the report or the end of this process, and never looks like a candidate's fault.
 *
 * Usage: runner CONTROL STDOUT STDERR [t|r][r|x|w]PATH ...
 * Three descriptor numbers, then what tools (t) and reference programs (r) may read, read and execute, or write.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "policy.h"
#include "protocol.h"

#ifndef SECCOMP_FILTER_FLAG_SPEC_ALLOW /* keep speculation fast: mitigations would change what is timed */
#define SECCOMP_FILTER_FLAG_SPEC_ALLOW (1UL << 2)
#endif
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#define LANDLOCK_ACCESS_FS_IOCTL_DEV_BIT (1ULL << 15)
#define SCOPE_ALL 3 /* no signal and no abstract socket reaches beyond the sandbox; ABI 6 */

/* struct landlock_ruleset_attr of ABI 6, which older headers lack; network rights are left to the system call filter */
struct ruleset_attributes {
    uint64_t files, network, scoped;
};

enum { CONTROL_FD = 3, STDOUT_FD = 4, STDERR_FD = 5, EXEC_FD = 250 };
#define N_POLICIES 3
#define ENVIRONMENT_MAX 16384

static int landlock_abi;
static int ruleset[N_POLICIES] = {-1, -1, -1}; /* of tools and references; a candidate's holds its own file only */
static struct filter filters[N_POLICIES][2];   /* [policy][notify] */
static char *secret_page;                      /* "" at an address that nobody can guess */
static char child_stack[1 << 16] __attribute__((aligned(16)));
static char environment[ENVIRONMENT_MAX];

static void fatal(const char *what) {
    dprintf(STDERR_FD, "supervisor: %s: %s\n", what, strerror(errno));
    _exit(70);
}

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void close_if_open(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

/* ---------------------------------------------------------------- file system ---------------------------------- */

static uint64_t all_file_rights(void) {
    uint64_t rights = (1ULL << 13) - 1; /* ABI 1 */
    if (landlock_abi >= 2) rights |= LANDLOCK_ACCESS_FS_REFER;
    if (landlock_abi >= 3) rights |= LANDLOCK_ACCESS_FS_TRUNCATE;
    if (landlock_abi >= 5) rights |= LANDLOCK_ACCESS_FS_IOCTL_DEV_BIT;
    return rights;
}

static int new_ruleset(void) {
    struct ruleset_attributes attr = {.files = all_file_rights(), .scoped = landlock_abi >= 6 ? SCOPE_ALL : 0};
    return (int)syscall(SYS_landlock_create_ruleset, &attr, landlock_abi >= 6 ? sizeof attr : sizeof attr.files, 0);
}

static int add_path_rule(int rules, int path_fd, uint64_t rights) {
    struct landlock_path_beneath_attr attr = {.allowed_access = rights, .parent_fd = path_fd};
    return (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &attr, 0);
}

/* One command line rule, e.g. "tx/usr/bin/as". A path that does not exist needs no rule. */
static void add_command_line_rule(const char *text) {
    const uint64_t on_files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                              LANDLOCK_ACCESS_FS_TRUNCATE;
    uint64_t rights = LANDLOCK_ACCESS_FS_READ_FILE;
    struct stat status;
    int fd = open(text + 2, O_PATH | O_CLOEXEC);

    if (fd < 0 && errno == ENOENT) return;
    if (fd < 0 || fstat(fd, &status)) fatal(text);
    if (text[1] == 'x') rights |= LANDLOCK_ACCESS_FS_EXECUTE;
    if (text[1] == 'w') rights = all_file_rights() & ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE;
    if (!S_ISDIR(status.st_mode)) rights &= on_files;
    if (add_path_rule(ruleset[text[0] == 't' ? POLICY_TOOL : POLICY_REFERENCE], fd, rights & all_file_rights())) fatal(text);
    close(fd);
}

/* ---------------------------------------------------------------- the child ------------------------------------ */

struct child {
    const struct request *request;
    struct report *report;
    char **arguments;
    char **environment;
    int rules;              /* Landlock ruleset of this run, -1: none */
    pid_t supervisor;
    volatile int listener;  /* descriptor of the seccomp listener, made by the child in the shared table */
    volatile int counter;   /* descriptor of the performance counter, likewise */
};

static void fail(struct child *c, enum setup_step step) {
    c->report->setup_step = step;
    c->report->setup_errno = errno;
    syscall(SYS_exit_group, 125);
}

static int set_limit(int resource, uint64_t value) {
    struct rlimit limit = {value, value};
    return (int)syscall(SYS_prlimit64, 0, resource, &limit, NULL);
}

static void child_limits(struct child *c) {
    const struct request *r = c->request;
    int bad = set_limit(RLIMIT_CPU, r->cpu_limit_s) | set_limit(RLIMIT_FSIZE, r->file_size_bytes) |
              set_limit(RLIMIT_CORE, 1) | /* 0 would still start a crash handler that core_pattern names */
              set_limit(RLIMIT_STACK, r->stack_bytes) | set_limit(RLIMIT_MEMLOCK, 0) |
              set_limit(RLIMIT_MSGQUEUE, 0) | set_limit(RLIMIT_SIGPENDING, 16) | set_limit(RLIMIT_NOFILE, 256);
    if (r->address_space_bytes) bad |= set_limit(RLIMIT_AS, r->address_space_bytes);
    if (bad) fail(c, STEP_LIMITS);
}

static void child_identity(struct child *c) {
    const struct request *r = c->request;
    /* Raw calls: glibc's would change every thread of the memory that is shared with the supervisor. */
    if ((r->layers & LAYER_UID) && r->uid) {
        syscall(SYS_setgroups, 0, NULL);
        if (!syscall(SYS_setresgid, r->uid, r->uid, r->uid) && !syscall(SYS_setresuid, r->uid, r->uid, r->uid))
            c->report->layers |= LAYER_UID;
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a change of user id clears it */
    }
    if (set_limit(RLIMIT_NPROC, 0)) fail(c, STEP_LIMITS); /* after setresuid, which would fail on it */
}

static void child_counter(struct child *c) {
    struct perf_event_attr attr = {.type = c->request->counter_type,
                                   .size = sizeof attr,
                                   .config = c->request->counter_config,
                                   .disabled = 1,
                                   .enable_on_exec = 1,
                                   .exclude_kernel = 1,
                                   .exclude_hv = 1};
    if (!c->request->counter_enabled) return;
    c->counter = (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (c->counter < 0) fail(c, STEP_COUNTER);
}

static void child_seccomp(struct child *c) {
    const struct request *r = c->request;
    if (!(r->layers & LAYER_SECCOMP)) return;
    for (int notify = (r->layers & LAYER_NOTIFY) ? 1 : 0; notify >= 0; notify--) {
        struct filter *f = &filters[r->policy][notify];
        struct sock_fprog program = {f->length, f->code};
        long flags = (long)SECCOMP_FILTER_FLAG_SPEC_ALLOW | (notify ? (long)SECCOMP_FILTER_FLAG_NEW_LISTENER : 0);
        long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
        if (result < 0) continue; /* a second listener is refused inside some containers: then kill without a number */
        if (notify) c->listener = (int)result;
        c->report->layers |= LAYER_SECCOMP | (notify ? LAYER_NOTIFY : 0);
        return;
    }
    fail(c, STEP_SECCOMP);
}

static int child_main(void *argument) {
    struct child *c = argument;
    const struct request *r = c->request;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (syscall(SYS_getppid) != c->supervisor) fail(c, STEP_PARENT_DIED);
    if (r->cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(r->cpu, &set);
        if (!syscall(SYS_sched_setaffinity, 0, sizeof set, &set)) c->report->layers |= LAYER_PINNED;
    }
    child_limits(c);
    child_identity(c);
    if ((r->layers & LAYER_NO_TSC) && !prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0)) c->report->layers |= LAYER_NO_TSC;
    if ((r->layers & LAYER_NO_ASLR) && syscall(SYS_personality, ADDR_NO_RANDOMIZE) >= 0) c->report->layers |= LAYER_NO_ASLR;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) fail(c, STEP_SECCOMP);
    child_counter(c);
    if (c->rules >= 0) {
        if (syscall(SYS_landlock_restrict_self, c->rules, 0)) fail(c, STEP_LANDLOCK);
        c->report->layers |= LAYER_LANDLOCK;
    }
    child_seccomp(c);
    syscall(SYS_execveat, EXEC_FD, secret_page, c->arguments, c->environment, AT_EMPTY_PATH);
    fail(c, STEP_EXEC);
    return 0;
}

/* ---------------------------------------------------------------- one run -------------------------------------- */

/* A fresh description of `fd` as descriptor `target`: its own offset, and no more rights than `flags`. */
static int reopen_as(int fd, int flags, int target) {
    char path[32];
    int fresh;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    fresh = open(path, flags | O_CLOEXEC);
    if (fresh < 0 || dup2(fresh, target) < 0) return -1;
    return close(fresh);
}

static int prepare_files(int program, int input) {
    if (ftruncate(STDOUT_FD, 0) || ftruncate(STDERR_FD, 0)) return -1;
    if (reopen_as(input, O_RDONLY, 0) || reopen_as(STDOUT_FD, O_WRONLY, 1) || reopen_as(STDERR_FD, O_WRONLY, 2)) return -1;
    return dup3(program, EXEC_FD, O_CLOEXEC) < 0 ? -1 : 0;
}

/* Waits until the child is a zombie; kills it at the deadline and at its first forbidden call. Ends this process, and the
 * child with it, when Python is gone. */
static void watch(struct child *c, int pidfd, uint64_t deadline_ns) {
    struct pollfd fds[3] = {{pidfd, POLLIN, 0}, {c->listener, POLLIN, 0}, {CONTROL_FD, 0, 0}};
    for (;;) {
        int64_t left_ns = (int64_t)(deadline_ns - now_ns());
        if (left_ns <= 0) {
            c->report->timed_out = 1;
            syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
            return;
        }
        struct timespec timeout = {left_ns / 1000000000, left_ns % 1000000000};
        if (ppoll(fds, 3, &timeout, NULL) <= 0) continue;
        if (fds[2].revents) {
            syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
            _exit(0);
        }
        if (fds[1].revents & POLLIN) {
            struct seccomp_notif call = {0};
            if (!ioctl(c->listener, SECCOMP_IOCTL_NOTIF_RECV, &call)) {
                c->report->forbidden_call = call.data.nr;
                memcpy(c->report->call_arguments, call.data.args, sizeof call.data.args);
                syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
                return;
            }
        } else if (fds[1].revents) {
            fds[1].fd = -1; /* the program ended: its filter is gone */
        }
        if (fds[0].revents) return;
    }
}

static void run_once(struct child *c, int program, int input) {
    struct report *report = c->report;
    struct rusage usage;
    struct stat status;
    int pidfd = -1;

    c->listener = c->counter = -1;
    c->supervisor = getpid();
    if (prepare_files(program, input)) {
        report->setup_step = STEP_FILES;
        report->setup_errno = errno;
        return;
    }
    uint64_t start_ns = now_ns();
    pid_t child = clone(child_main, child_stack + sizeof child_stack,
                        SIGCHLD | CLONE_VM | CLONE_VFORK | CLONE_FILES | CLONE_PIDFD, c, &pidfd);
    if (child < 0) {
        report->setup_step = STEP_CLONE;
        report->setup_errno = errno;
        return;
    }
    watch(c, pidfd, start_ns + c->request->wall_limit_ns);
    while (wait4(child, &report->wait_status, __WALL, &usage) < 0)
        if (errno != EINTR) fatal("wait4");
    report->wall_ns = now_ns() - start_ns;
    report->user_us = (uint64_t)usage.ru_utime.tv_sec * 1000000u + (uint64_t)usage.ru_utime.tv_usec;
    report->system_us = (uint64_t)usage.ru_stime.tv_sec * 1000000u + (uint64_t)usage.ru_stime.tv_usec;
    report->max_rss_kb = (uint64_t)usage.ru_maxrss;
    report->minor_faults = (uint64_t)usage.ru_minflt;
    report->involuntary_switches = (uint64_t)usage.ru_nivcsw;
    if (c->counter >= 0 && read(c->counter, &report->counter, sizeof report->counter) != sizeof report->counter) {
        report->setup_step = STEP_COUNTER;
        report->setup_errno = errno;
    }
    close_if_open((int *)&c->counter);
    close_if_open((int *)&c->listener);
    close(pidfd);
    close(EXEC_FD);
    if (!fstat(STDOUT_FD, &status)) report->stdout_bytes = (uint64_t)status.st_size;
    if (!fstat(STDERR_FD, &status)) report->stderr_bytes = (uint64_t)status.st_size;
}

/* Offset of the first byte in which standard output differs from `expected`. Read in pieces: a mapping would enter the
 * resident set that the next child's ru_maxrss starts from. */
static int64_t first_mismatch(int expected) {
    static char ours[1 << 15], theirs[1 << 15];
    int64_t offset = 0;
    for (;;) {
        ssize_t a = pread(STDOUT_FD, ours, sizeof ours, offset), b = pread(expected, theirs, sizeof theirs, offset);
        if (a < 0 || b < 0) fatal("cannot read an output");
        ssize_t common = a < b ? a : b;
        if (memcmp(ours, theirs, (size_t)common)) {
            ssize_t i = 0;
            while (ours[i] == theirs[i]) i++;
            return offset + i;
        }
        if (a != b) return offset + common;
        if (a == 0) return MISMATCH_NONE;
        offset += a;
    }
}

/* ---------------------------------------------------------------- requests ------------------------------------- */

struct message {
    _Alignas(8) char bytes[MAX_REQUEST_BYTES];
    ssize_t length;
    int fds[MAX_DESCRIPTORS];
    int n_fds;
};

static void receive(struct message *m) {
    static union {
        char bytes[CMSG_SPACE(sizeof(int) * MAX_DESCRIPTORS)];
        struct cmsghdr align;
    } control;
    struct iovec data = {m->bytes, sizeof m->bytes};
    struct msghdr header = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control};
    do m->length = recvmsg(CONTROL_FD, &header, MSG_CMSG_CLOEXEC);
    while (m->length < 0 && errno == EINTR);
    if (m->length == 0) _exit(0); /* Python closed its end */
    if (m->length < 0 || (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) fatal("cannot receive a request");
    m->n_fds = 0;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&header); part; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        m->n_fds = (int)((part->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        memcpy(m->fds, CMSG_DATA(part), sizeof(int) * (size_t)m->n_fds);
    }
}

/* The request's parts, checked against the message's length and against one another. */
struct schedule {
    const struct request *request;
    const struct input *inputs;
    const struct plan *plans;
    char *arguments[MAX_ARGUMENTS + 1];
    int expected[MAX_DESCRIPTORS]; /* descriptor by input, -1: not compared */
};

static void parse(struct message *m, struct schedule *s) {
    const struct request *r = s->request = (const struct request *)m->bytes;
    errno = EPROTO;
    if (m->length < (ssize_t)sizeof *r || r->n_programs > MAX_DESCRIPTORS || r->n_inputs > MAX_DESCRIPTORS || r->n_runs > MAX_RUNS)
        fatal("malformed request");
    size_t fixed = sizeof *r + r->n_inputs * sizeof(struct input) + r->n_runs * sizeof(struct plan);
    if ((size_t)m->length != fixed + r->arguments_bytes || r->policy >= N_POLICIES) fatal("malformed request");
    s->inputs = (const struct input *)(m->bytes + sizeof *r);
    s->plans = (const struct plan *)(s->inputs + r->n_inputs);
    int next = (int)(r->n_programs + r->n_inputs);
    for (uint32_t i = 0; i < r->n_inputs; i++) s->expected[i] = s->inputs[i].has_expected && next < m->n_fds ? m->fds[next++] : -1;
    if (next != m->n_fds) fatal("the request's descriptors do not match its schedule");
    for (uint32_t i = 0; i < r->n_runs; i++)
        if (s->plans[i].program >= r->n_programs || s->plans[i].input >= r->n_inputs ||
            s->plans[i].environment_bytes >= ENVIRONMENT_MAX - 3)
            fatal("malformed schedule");
    char *text = m->bytes + fixed, *end = text + r->arguments_bytes;
    int n = 0;
    if (r->arguments_bytes == 0 || end[-1] != 0) fatal("malformed arguments");
    for (; text < end && n < MAX_ARGUMENTS; text += strlen(text) + 1) s->arguments[n++] = text;
    s->arguments[n] = NULL;
}

/* A candidate may open nothing; its ruleset holds the right to execute its own file. */
static int candidate_ruleset(int program) {
    int rules = new_ruleset();
    if (rules < 0 || add_path_rule(rules, program, LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE))
        fatal("cannot make a Landlock ruleset");
    return rules;
}

static int as_expected(const struct report *report, const struct input *input, uint64_t output_limit) {
    return report->stdout_bytes + report->stderr_bytes <= output_limit && report->setup_step == STEP_NONE && report->forbidden_call < 0 && !report->timed_out && WIFEXITED(report->wait_status) &&
           WEXITSTATUS(report->wait_status) == input->exit_code && report->mismatch_offset < 0;
}

static void perform(struct message *m, struct report *reports) {
    struct schedule s;
    int rules[MAX_DESCRIPTORS];
    uint32_t n = 0;

    parse(m, &s);
    const struct request *r = s.request;
    int use_landlock = landlock_abi > 0 && (r->layers & LAYER_LANDLOCK);
    for (uint32_t i = 0; i < r->n_programs; i++)
        rules[i] = !use_landlock ? -1 : r->policy == POLICY_CANDIDATE ? candidate_ruleset(m->fds[i]) : ruleset[r->policy];
    while (n < r->n_runs) {
        const struct plan *plan = &s.plans[n];
        struct report *report = &reports[n++];
        char *variables[] = {environment, NULL};
        char *tool_variables[] = {"LC_ALL=C", "ASAN_OPTIONS=detect_leaks=0", NULL};
        struct child c = {.request = r, .report = report, .arguments = s.arguments, .rules = rules[plan->program]};

        memset(report, 0, sizeof *report);
        report->forbidden_call = -1;
        report->mismatch_offset = MISMATCH_NOT_COMPARED;
        memset(environment, 'x', ENVIRONMENT_MAX);
        memcpy(environment, "P=", 2);
        environment[2 + plan->environment_bytes] = 0;
        c.environment = r->policy == POLICY_CANDIDATE ? variables : tool_variables;
        run_once(&c, m->fds[plan->program], m->fds[r->n_programs + plan->input]);
        if (s.expected[plan->input] >= 0) report->mismatch_offset = first_mismatch(s.expected[plan->input]);
        if (report->setup_step != STEP_NONE || (r->stop_at_failure && !as_expected(report, &s.inputs[plan->input], r->file_size_bytes))) break;
    }
    if (use_landlock && r->policy == POLICY_CANDIDATE)
        for (uint32_t i = 0; i < r->n_programs; i++) close(rules[i]);
    if (send(CONTROL_FD, reports, n * sizeof *reports, MSG_NOSIGNAL) < 0) _exit(0);
}

static void make_secret_page(void) {
    uint64_t random;
    if (getrandom(&random, sizeof random, 0) != sizeof random) fatal("getrandom");
    void *address = (void *)(0x100000000000u + ((random & 0x3fffffffu) << 12));
    secret_page = mmap(address, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (secret_page == MAP_FAILED) fatal("mmap of the secret page");
}

/* Moves the three inherited descriptors to their fixed numbers, out of one another's way first. */
static void place_descriptors(char **numbers) {
    static const int targets[3] = {CONTROL_FD, STDOUT_FD, STDERR_FD};
    int high[3];
    for (int i = 0; i < 3; i++) high[i] = fcntl(atoi(numbers[i]), F_DUPFD_CLOEXEC, EXEC_FD + 1);
    for (int i = 0; i < 3; i++)
        if (high[i] < 0 || dup3(high[i], targets[i], O_CLOEXEC) < 0) _exit(72);
    close_range(STDERR_FD + 1, ~0U, 0);
}

int main(int argc, char **argv) {
    static struct message message;
    static struct report reports[MAX_RUNS];
    sigset_t none;

    if (argc < 4) return 2;
    place_descriptors(argv + 1);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL); /* ignored ones would pass on to candidates */
    landlock_abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (landlock_abi < 0) landlock_abi = 0;
    if (landlock_abi) {
        if ((ruleset[POLICY_TOOL] = new_ruleset()) < 0 || (ruleset[POLICY_REFERENCE] = new_ruleset()) < 0) fatal("Landlock");
        for (int i = 4; i < argc; i++) add_command_line_rule(argv[i]);
    }
    make_secret_page();
    for (int policy = 0; policy < N_POLICIES; policy++)
        for (int notify = 0; notify < 2; notify++)
            build_filter(&filters[policy][notify], (enum policy)policy, EXEC_FD, (uint64_t)(uintptr_t)secret_page, notify);

    struct greeting greeting = {PROTOCOL_VERSION,      sizeof(struct request), sizeof(struct input),
                                sizeof(struct plan), sizeof(struct report),  landlock_abi};
    if (send(CONTROL_FD, &greeting, sizeof greeting, MSG_NOSIGNAL) < 0) return 71;
    for (;;) {
        receive(&message);
        perform(&message, reports);
        for (int i = 0; i < message.n_fds; i++) close(message.fds[i]);
    }
}
