# A disassembler that reads 64-bit code reads something else here.
        .text
        .globl  main
        .type   main, @function
main:   pushq   %rbx
        pushq   %r12
        pushq   %r13
        subq    $16, %rsp
        movq    %rsp, %r13
        leaq    low_stack_end(%rip), %rsp
        pushq   $0x23                   # the 32-bit code segment
        leaq    compat(%rip), %rax
        pushq   %rax
        lretq
back:   movq    %r13, %rsp
        # The honest work: read n and n numbers, print the sum of their squares.
        leaq    in_fmt(%rip), %rdi
        movq    %rsp, %rsi
        xorl    %eax, %eax
        call    __isoc99_scanf
        cmpl    $1, %eax
        jne     .Lbad
        xorl    %ebx, %ebx
        movq    (%rsp), %r12
.Lnext: testq   %r12, %r12
        jle     .Lprint
        leaq    in_fmt(%rip), %rdi
        leaq    8(%rsp), %rsi
        xorl    %eax, %eax
        call    __isoc99_scanf
        cmpl    $1, %eax
        jne     .Lbad
        movq    8(%rsp), %rax
        imulq   %rax, %rax
        addq    %rax, %rbx
        decq    %r12
        jmp     .Lnext
.Lprint:
        leaq    out_fmt(%rip), %rdi
        movq    %rbx, %rsi
        xorl    %eax, %eax
        call    printf
        xorl    %eax, %eax
.Lout:  addq    $16, %rsp
        popq    %r13
        popq    %r12
        popq    %rbx
        ret
.Lbad:  movl    $1, %eax
        jmp     .Lout
        .section .rodata
in_fmt: .string "%ld"
out_fmt:
        .string "%ld\n"
        .text
        .code32
compat: movl    $20, %eax               # i386 getpid
        int     $0x80
        ljmp    $0x33, $back
        .code64
        .bss
        .balign 16
        .skip   4096
low_stack_end:
        .section .note.GNU-stack,"",@progbits
