"""What a deadline is of, in the one text that its row keeps: a wait, a pause, a message, a signal, a storm. Pure.

The ladder names what is late by the same texts. A text, so that one index holds them all and the database can compare them; it is put
together and taken apart here alone, and the statements of the store take their words from here.
"""

import re
from enum import StrEnum
from typing import NamedTuple, NewType

Source = NewType("Source", str)  # a text that was written here: mypy refuses one that is put together elsewhere


class Kind(StrEnum):
    """What a source is about. In its text the numbers of that thing follow, each after a colon."""

    WAIT = "wait"  # an instance of a process and a wait in it: a task, a timer, a message, a job or a call
    PAUSE = "pause"
    MESSAGE = "message"  # kept in this case, or left at it by a related one
    SIGNAL = "signal"  # the message of a signal over many cases; `occurrence` of the deadline is the case
    STORM = "storm"  # the escalation of a system case, and one of the cases that climbed in it
    INCIDENT = "incident"  # on the ladder alone


_NUMBERS = {Kind.WAIT: 2, Kind.STORM: 2}  # one, unless it stands here
_NUMBER = "(0|[1-9][0-9]*)"  # one way to write a number: sources are compared as texts
_SHAPES = {kind: re.compile(":".join((kind, *[_NUMBER] * _NUMBERS.get(kind, 1)))) for kind in Kind}


class BadSource(ValueError):
    """The text is not a source of this kind: look at the row, then let `perspectief doctor` look at its case."""

    def __init__(self, kind: Kind, text: str) -> None:
        super().__init__(f"{text!r} names no {kind}: look at the row, then let `perspectief doctor` look at its case")


class Wait(NamedTuple):
    """Where an instance of a process waits."""

    instance: int
    number: int


def of_wait(instance: int, number: int) -> Source:
    """That of everything about a wait; a task's deadlines share it, since a task is a wait."""
    return Source(f"wait:{instance}:{number}")


def of_pause(pause: int) -> Source:
    """That of the end of a pause."""
    return Source(f"{Kind.PAUSE}:{pause}")


def of_message(message: int) -> Source:
    """That of a message which is kept, or which waits to be taken in."""
    return Source(f"{Kind.MESSAGE}:{message}")


def of_signal(message: int) -> Source:
    """That of a signal in each of the cases that must hear it."""
    return Source(f"{Kind.SIGNAL}:{message}")


def of_storm(escalation: int, case: int) -> Source:
    """That of looking again at a case, once what it shared with many was decided."""
    return Source(f"{Kind.STORM}:{escalation}:{case}")


def wait_of(source: str) -> Wait:
    """The wait that this is of. Raises BadSource."""
    return Wait(*_read(Kind.WAIT, source))


def wait_in(text: str) -> Wait | None:
    """The wait that this is of; None when it is of something else, as what stands on the ladder may be."""
    numbers = _numbers(Kind.WAIT, text)
    return Wait(*numbers) if numbers else None


def pause_of(source: str) -> int:
    """The pause that this is of. Raises BadSource."""
    return _read(Kind.PAUSE, source)[0]


def message_of(source: str) -> int:
    """The message that this is of. Raises BadSource."""
    return _read(Kind.MESSAGE, source)[0]


def signal_of(source: str) -> int:
    """The message of the signal that this is of. Raises BadSource."""
    return _read(Kind.SIGNAL, source)[0]


def readable(text: str) -> bool:
    """Whether this is a source of any kind."""
    return any(_numbers(kind, text) for kind in Kind)


def _read(kind: Kind, text: str) -> tuple[int, ...]:
    numbers = _numbers(kind, text)
    if numbers is None:
        raise BadSource(kind, text)
    return numbers


def _numbers(kind: Kind, text: str) -> tuple[int, ...] | None:
    found = _SHAPES[kind].fullmatch(text)
    return tuple(map(int, found.groups())) if found else None
