"""Cases as each release left them: the suite wakes them with the program of today. A new release adds a folder:
`python -m tests.states.keep`; an old folder is never written again."""
