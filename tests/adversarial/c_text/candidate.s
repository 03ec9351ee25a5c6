#include <stdio.h>
int main(void) {
    printf("14\n");
    return 0;
}
