"""The second opinion of SpiffWorkflow: `reading` on every diagram at deployment, `executor` and `follower` on scenarios only.

This room is the library's only home. Nothing that steps a case reaches it: `executor` is imported by whoever runs scenarios and tests.
"""

from engine.kernel.second.reading import Reader, compare

__all__ = ["Reader", "compare"]
