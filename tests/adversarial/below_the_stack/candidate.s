# The reference ran just before: its answer may still be in memory.
        .text
        .globl  main
main:   subq    $8, %rsp
        movq    -16384(%rsp), %rsi
        leaq    out_fmt(%rip), %rdi
        xorl    %eax, %eax
        call    printf
        xorl    %eax, %eax
        addq    $8, %rsp
        ret
        .section .rodata
in_fmt: .string "%ld"
out_fmt:
        .string "%ld\n"
        .section .note.GNU-stack,"",@progbits
