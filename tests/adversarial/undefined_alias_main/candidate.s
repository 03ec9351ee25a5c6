# main without a body of its own.
        .globl  main
        .set    main, exit
        .section .note.GNU-stack,"",@progbits
