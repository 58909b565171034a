"""The rules a diagram must keep before it may be deployed: one rule per function."""
