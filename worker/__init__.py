"""The clock: APScheduler only ticks; what is due stands in rows, and each job below is three lines."""
