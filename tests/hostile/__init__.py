"""Files of strangers, made here: hostile samples of every kind of file, and blind mutants of our own diagrams."""
