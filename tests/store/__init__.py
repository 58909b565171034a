"""The store keeps its promises, on every database alike."""
