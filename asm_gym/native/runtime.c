/* The part of the runtime that is not libc's: clocks by plain system calls, and the pieces that crtbegin.o would bring.
 *
 * With the time-stamp counter trapped, libc's clocks would crash in the vDSO. Real programs call these three to seed or to
 * report; clock_gettime itself is not offered.
 */
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

void *__dso_handle = NULL; /* atexit() registers for this "shared object" */

static long call2(long number, long a, long b) {
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b) : "rcx", "r11", "memory");
    return result;
}

clock_t clock(void) {
    struct timespec t;
    if (call2(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, (long)&t)) return (clock_t)-1;
    return t.tv_sec * CLOCKS_PER_SEC + t.tv_nsec / (1000000000 / CLOCKS_PER_SEC);
}

time_t time(time_t *result) { return call2(SYS_time, (long)result, 0); }

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
    return (int)call2(SYS_gettimeofday, (long)result, (long)zone);
}
