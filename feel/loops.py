"""Choices, loops and filters, made of closures; expressions and boxed expressions share them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from feel.errors import Refused
from feel.frames import Code, Frame, refused
from feel.limits import Run
from feel.temporal import Date
from feel.values import Range, Value


def conditional(condition: Code, yes: Code, no: Code) -> Code:
    """if / then / else: whatever is not true takes the second way."""
    return lambda frame: yes(frame) if condition(frame) is True else no(frame)


@dataclass(frozen=True, slots=True)
class Round:
    """`name in source`, or `name in source..end`."""

    name: str
    source: Code
    end: Code | None = None

    def items(self, frame: Frame) -> Steps:
        start = self.source(frame)
        return stretch(start, self.end(frame), frame.run) if self.end else iterable(start, frame.run)


class Days:
    """The days from one to another, in either direction."""

    def __init__(self, start: Date, end: Date) -> None:
        first, last = start.number, end.number
        self.numbers = range(first, last + 1) if first <= last else range(first, last - 1, -1)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Date]:
        return map(Date.of_number, self.numbers)


Steps = list[Value] | range | Days


def stretch(start: Value, end: Value, run: Run) -> range | Days:
    """`start..end` in a loop: whole numbers or days, up or down. Raises Refused for anything else."""
    if isinstance(start, Decimal) and isinstance(end, Decimal) and start == int(start) and end == int(end):
        run_length(abs(end - start) + 1, run)
        first, last = int(start), int(end)
        return range(first, last + 1) if first <= last else range(first, last - 1, -1)
    if isinstance(start, Date) and isinstance(end, Date):
        run_length(abs(Decimal(end.number - start.number)) + 1, run)
        return Days(start, end)
    raise Refused("a loop runs over whole numbers, dates or a list")


def run_length(count: Decimal, run: Run) -> None:
    run.items(int(min(count, Decimal(10**12))))


def iterable(value: Value, run: Run) -> Steps:
    """What a loop runs over: a list, a closed range of whole numbers or days, or a single value."""
    if isinstance(value, list):
        return value
    if value is None:
        raise Refused("a loop cannot run over null")
    if not isinstance(value, Range):
        return [value]
    return closed(value, run)


def closed(area: Range, run: Run) -> range | Days:
    """The values of a range of whole numbers or days, its excluded ends left out."""
    steps = stretch(area.low, area.high, run)
    if isinstance(steps, Days):
        steps.numbers = steps.numbers[(not area.low_included) : len(steps) - (not area.high_included)]
        return steps
    return steps[(not area.low_included) : len(steps) - (not area.high_included)]


def rounds(iterations: Sequence[Round], frame: Frame, cost: int) -> Iterator[Frame]:
    """A frame for every combination of the loops' items; each pays `cost`."""
    name, inner, run = iterations[0].name, iterations[1:], frame.run
    for item in iterations[0].items(frame):
        run.spend(cost)
        value = item if type(item) is not int else Decimal(item)
        scope = Frame({name: value}, frame, run)
        if inner:
            yield from rounds(inner, scope, cost)
        else:
            yield scope


def looping(iterations: Sequence[Round], body: Code, weight: int, partial: bool, at: int = -1) -> Code:
    """for / return; `partial` when the body names the results so far, `weight` what a round costs."""
    cost = 1 + weight

    def loop(frame: Frame) -> list[Value] | None:
        results: list[Value] = []
        try:
            for scope in rounds(iterations, frame, cost):
                if partial:
                    frame.run.items(len(results))
                    scope.names["partial"] = results[:]
                results.append(body(scope))
        except Refused as reason:
            refused(frame, reason, at)
            return None
        return results

    return loop


def quantifying(kind: str, iterations: Sequence[Round], condition: Code, weight: int, at: int = -1) -> Code:
    """some / every: three-valued, as `or` and `and` over all rounds."""
    cost, decisive = 1 + weight, kind == "some"

    def decide(frame: Frame) -> bool | None:
        undecided = False
        try:
            for scope in rounds(iterations, frame, cost):
                answer = condition(scope)
                if answer is decisive:
                    return bool(answer)
                if answer is not None and not isinstance(answer, bool):
                    raise Refused("the condition is no boolean")
                undecided = undecided or answer is None
        except Refused as reason:
            refused(frame, reason, at)
            return None
        return None if undecided else not decisive

    return decide


def filtering(source: Code, predicate: Code, weight: int, at: int = -1) -> Code:
    """`source[predicate]`: a number picks one item, a condition keeps those for which it is true."""
    cost = 1 + weight

    def select(frame: Frame) -> Value:
        value = source(frame)
        items = value if isinstance(value, list) else single(value)
        frame.run.spend(cost)
        answer = predicate(item_frame(items[0], frame) if items else frame)
        if isinstance(answer, Decimal):
            return at_index(items, answer, frame, at)
        kept = items[:1] if answer is True else []
        for item in items[1:]:
            frame.run.spend(cost)
            if predicate(item_frame(item, frame)) is True:
                kept.append(item)
        return kept

    return select


def single(value: Value) -> list[Value]:
    """What is filtered when it is no list: nothing for null, the value itself otherwise."""
    return [] if value is None else [value]


def item_frame(item: Value, frame: Frame) -> Frame:
    """A scope in which `item` and, if it is a context, its entries are names."""
    names = {"item": item, **item} if isinstance(item, dict) else {"item": item}
    return Frame(names, frame, frame.run)


def at_index(items: list[Value], index: Decimal, frame: Frame, at: int) -> Value:
    """The item at a position from 1, or from the end when negative; null with a warning where there is none."""
    if index == int(index) and index != 0 and abs(index) <= len(items):
        return items[int(index) - (index > 0)]
    return frame.run.warn(f"the list has no item {index}", at)
