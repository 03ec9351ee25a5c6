# The reference ran just before: its answer may still be in memory.
        .text
        .globl  main
main:   pushq   %rbx
        movl    $65536, %edi
        call    malloc
        movq    4096(%rax), %rsi
        leaq    out_fmt(%rip), %rdi
        xorl    %eax, %eax
        call    printf
        xorl    %eax, %eax
        popq    %rbx
        ret
        .section .rodata
in_fmt: .string "%ld"
out_fmt:
        .string "%ld\n"
        .section .note.GNU-stack,"",@progbits
