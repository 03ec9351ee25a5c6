# Needs neither the time-stamp counter nor a system call.
        .text
        .globl  main
        .type   main, @function
main:   pushq   %rbx
        pushq   %r12
        pushq   %r13
        subq    $16, %rsp
.Lenv:  movq    (%rdx), %rax
        addq    $8, %rdx
        testq   %rax, %rax
        jnz     .Lenv
.Laux:  movq    (%rdx), %rax
        testq   %rax, %rax
        jz      .Lhonest
        cmpq    $33, %rax
        je      .Lfound
        addq    $16, %rdx
        jmp     .Laux
.Lfound:
        movq    8(%rdx), %rax
        movq    %rax, %rbx              # the vDSO's ELF header
        movq    32(%rbx), %rcx          # e_phoff
        addq    %rbx, %rcx
.Lphdr: cmpl    $2, (%rcx)              # PT_DYNAMIC
        je      .Ldyn
        addq    $56, %rcx
        jmp     .Lphdr
.Ldyn:  movq    16(%rcx), %rcx
        addq    %rbx, %rcx
.Ltag:  movq    (%rcx), %rax
        testq   %rax, %rax
        jz      .Lsym
        cmpq    $5, %rax                # DT_STRTAB
        jne     .Lnostr
        movq    8(%rcx), %r12
.Lnostr:
        cmpq    $6, %rax                # DT_SYMTAB
        jne     .Lnosym
        movq    8(%rcx), %r13
.Lnosym:
        addq    $16, %rcx
        jmp     .Ltag
.Lsym:  addq    %rbx, %r12
        addq    %rbx, %r13
.Lname: addq    $24, %r13
        movl    (%r13), %edi
        addq    %r12, %rdi
        leaq    wanted(%rip), %rsi
        call    strcmp
        testl   %eax, %eax
        jnz     .Lname
        movq    8(%r13), %rax
        addq    %rbx, %rax
        movl    $6, %edi
        leaq    ts(%rip), %rsi
        call    *%rax
.Lhonest:
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
        .section .rodata
wanted: .string "__vdso_clock_gettime"
        .bss
        .balign 8
ts:     .skip   16
        .section .note.GNU-stack,"",@progbits
