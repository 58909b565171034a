"""Texts that a browser could take for something to run."""
