#include <stdio.h>

int main(void) {
    long n, s = 0, x;
    if (scanf("%ld", &n) != 1) return 1;
    for (long i = 0; i < n; i++) {
        if (scanf("%ld", &x) != 1) return 1;
        s += x * x;
    }
    printf("%ld\n", s);
    return 0;
}
