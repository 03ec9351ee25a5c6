# A link that succeeds is not a program.
        .globl  main
        .set    main, 0x1234
        .section .note.GNU-stack,"",@progbits
