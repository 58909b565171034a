"""Prints what would be sent: for the demonstration, and for letters that somebody hands over."""

import sys


class Console:
    """A channel that writes one line per notice."""

    def send(self, recipient: str, subject: str, body: str, key: str) -> None:
        """Print the notice; the body stays unprinted, a console is no letterbox."""
        sys.stderr.write(f"notice {key}: {recipient}: {subject}\n")
