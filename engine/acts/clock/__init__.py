"""What the clock does: what is due, what stands still, connectors' jobs, and letters that go out."""
