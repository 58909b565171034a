"""What process designers do: bring in files, see what a change does, and put it to work."""
