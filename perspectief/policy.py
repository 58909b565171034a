"""Commands for who looks at how it goes: the figures of a month, and the log of events without content."""

import argparse
import sys
from collections.abc import Callable

from engine.acts.eventlog import FORMATS
from engine.errors import Misconfigured, NotFound
from engine.eventlog.entry import GRAINS
from engine.figures import indicators
from engine.figures.sheet import as_csv
from engine.model import ENGINE
from perspectief.factory import build_engine
from perspectief.settings import read_settings

Add = Callable[..., argparse.ArgumentParser]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add_one: Add) -> None:
    """Add the words of these commands."""
    figures_ = add_one(
        commands, "figures", figures, "print the figures of a month or a year as CSV, as they may be told"
    )
    figures_.add_argument("month", help="a month or a year that is over, such as 2026-10 or 2026")
    export_ = add_one(commands, "export", export, "print the log of events, without content, names and references")
    export_.add_argument("format", choices=sorted(FORMATS), help="XES (XML) or OCEL 2.0 (JSON)")
    export_.add_argument("--times", choices=tuple(GRAINS), default="hour", help="how exact moments are")


def figures(words: argparse.Namespace) -> int:
    """Print a month or a year. What the worker did not count yet is counted now, once; what is not over has no figures."""
    year = words.month.isdecimal() and len(words.month) == 4
    last = indicators.months_of(words.month)[-1] if year else words.month
    try:
        indicators.span(last)
    except ValueError:
        raise Misconfigured("Write a month as year and month, 2026-10, or a year: 2026.") from None
    told = build_engine(read_settings()).figures
    while (month := told.tell_month()) and month < last:
        pass
    while year and (compared := told.tell_year()) and compared < words.month:
        pass
    try:
        lines = told.all_of(words.month)
    except NotFound:
        print(f"There are no figures of {words.month}: it is not over, or nobody had a case yet.", file=sys.stderr)
        return 1
    sys.stdout.write(as_csv(words.month, lines))
    return 0


def export(words: argparse.Namespace) -> int:
    """Print the log of all cases of persons; its names are of this one log."""
    log = build_engine(read_settings()).event_log
    for part in log.written(ENGINE, words.format, words.times):
        sys.stdout.write(part)
    return 0
