# Code in data could be changed while it runs.
        .data
        .globl  main
main:   xorl    %eax, %eax
        ret
        .section .note.GNU-stack,"",@progbits
