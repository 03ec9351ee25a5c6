# The baseline's status is 0.
        .text
        .globl  main
        .type   main, @function
main:   pushq   %rbx
        pushq   %r12
        pushq   %r13
        subq    $16, %rsp
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
        # Decimal digits, backwards from the end of a buffer, then one write(1, ...).
        leaq    digits+31(%rip), %rsi
        movb    $10, (%rsi)
        movq    %rbx, %rax
        movl    $10, %ecx
        movl    $1, %r12d
.Ldigit:
        xorl    %edx, %edx
        divq    %rcx
        addl    $48, %edx
        decq    %rsi
        movb    %dl, (%rsi)
        incq    %r12
        testq   %rax, %rax
        jnz     .Ldigit
        movl    $1, %edi
        movq    %r12, %rdx
        movl    $1, %eax                # write
        syscall
        movl    $1, %edi
        movl    $231, %eax              # exit_group
        syscall
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
        .bss
digits: .skip   32
        .section .note.GNU-stack,"",@progbits
