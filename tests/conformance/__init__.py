"""What others say is right: other implementations, other people's files, the words of the standard."""
