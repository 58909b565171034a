"""Conformance cases that others wrote, run against this product. The cases themselves are not part of it."""
