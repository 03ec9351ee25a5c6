# Not marked as code, so not scanned; placed among the code, so executable.
        .text
        .globl  main
        .type   main, @function
main:   pushq   %rbx
        pushq   %r12
        pushq   %r13
        subq    $16, %rsp
        call    coin
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
        .section .gnu.linkonce.t.q,"a",@progbits
coin:   .byte   0x0f, 0xc7, 0xf0        # rdrand %eax
        ret
        .section .note.GNU-stack,"",@progbits
