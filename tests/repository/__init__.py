"""The repository itself is under test: who imports what, where things lie, what is written how, what is shipped."""
