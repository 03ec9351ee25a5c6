# A link that succeeds is not a program.
        .globl  main
        .set    main, 0xffffffff81000000
        .section .note.GNU-stack,"",@progbits
