"""What tables said, as a page shows it: the newest of those that said the same for the same reasons, and the earlier ones behind it."""

from collections.abc import Iterable

from engine.views import DecisionView

Said = tuple[DecisionView, tuple[DecisionView, ...]]


def said(decisions: Iterable[DecisionView]) -> list[Said]:
    """Decisions, newest first, each with those before it of which table, version and every sentence are the same.

    What still waits for a person stands by itself.
    """
    found: dict[object, list[DecisionView]] = {}
    for row in sorted(decisions, key=lambda one: one.at, reverse=True):
        same = (row.zone, row.table, row.version, row.lines, row.at if row.awaits else None)
        found.setdefault(same, []).append(row)
    return [(rows[0], tuple(rows[1:])) for rows in found.values()]
