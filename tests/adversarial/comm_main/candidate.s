# A link that succeeds is not a program.
        .comm   main, 16, 16
        .section .note.GNU-stack,"",@progbits
