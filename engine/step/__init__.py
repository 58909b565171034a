"""One step of one case: what is deployed, what is known, and the run that works everything off until it is quiet."""
