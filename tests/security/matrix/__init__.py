"""Who may do what at every address: the table, the people who try it, and the trial."""
