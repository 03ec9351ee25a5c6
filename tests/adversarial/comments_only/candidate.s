# A plan to be fast, and no code.
