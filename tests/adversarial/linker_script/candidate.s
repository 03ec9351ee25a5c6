INPUT(-lc)
ENTRY(main)
SECTIONS { .text : { *(.text) } }
