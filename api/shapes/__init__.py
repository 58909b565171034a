"""What requests and answers look like: schemas read requests and describe answers; functions beside them write answers."""
