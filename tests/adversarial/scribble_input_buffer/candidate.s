# Where input is handed over in memory, a candidate can change what the baseline sees.
        .text
        .globl  main
        .type   main, @function
main:   pushq   %rbx
        pushq   %r12
        pushq   %r13
        subq    $16, %rsp
        xorl    %edi, %edi
        leaq    buffer(%rip), %rsi
        movl    $65536, %edx
        xorl    %eax, %eax              # read
        syscall
        leaq    buffer(%rip), %r12
        movb    $0, (%r12,%rax)
        movq    %r12, %rdi
        leaq    rest(%rip), %rsi
        movl    $10, %edx
        call    strtol
        movq    %rax, %r13
        xorl    %ebx, %ebx
.Lnext: testq   %r13, %r13
        jle     .Lwipe
        movq    rest(%rip), %rdi
        leaq    rest(%rip), %rsi
        movl    $10, %edx
        call    strtol
        imulq   %rax, %rax
        addq    %rax, %rbx
        decq    %r13
        jmp     .Lnext
.Lwipe: movq    %r12, %rdi              # no effect on anybody else
        movl    $88, %esi
        movl    $65536, %edx
        call    memset
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
        .section .rodata
out_fmt:
        .string "%ld\n"
        .section .note.GNU-stack,"",@progbits
        .bss
        .balign 8
rest:   .skip   8
buffer: .skip   65552
