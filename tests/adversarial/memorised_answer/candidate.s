# Right on the test that is shown, and on no other.
        .text
        .globl  main
main:   subq    $8, %rsp
        leaq    memo(%rip), %rdi
        call    puts
        xorl    %eax, %eax
        addq    $8, %rsp
        ret
        .section .rodata
memo:   .string "14"
        .section .note.GNU-stack,"",@progbits
