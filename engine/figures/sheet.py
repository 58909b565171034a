"""A month's figures as a table for other programs. Pure."""

import csv
import io
from collections.abc import Iterable

from engine.figures.indicators import EXACT, Line

COLUMNS = ("month", "indicator", "process", "cell", "about", "counts")


def as_csv(month: str, lines: Iterable[Line]) -> str:
    """Comma separated, a header line, one line a figure. `about` is in tens, empty for fewer than ten or hidden; `counts` says
    whether a line counts persons or, exactly, acts of authorities."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for line in lines:
        counts = "acts" if line.indicator in EXACT else "persons"
        shown = "" if line.shown is None else line.shown
        sheet.writerow((month, line.indicator, line.part, line.cell, shown, counts))
    return out.getvalue()
