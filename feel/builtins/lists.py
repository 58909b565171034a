"""Functions on lists."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key

from feel.arithmetic import add
from feel.builtins.registry import builtin
from feel.comparing import ORDERED, less, ordinal, same, scalar_key
from feel.errors import Refused
from feel.limits import Run
from feel.temporal import DaysTimeDuration, YearsMonthsDuration
from feel.values import NUMBERS, Value

TWO = Decimal(2)


def _numbers(items: list[Value]) -> list[Decimal]:
    """The items, all numbers. Raises Refused otherwise."""
    if not all(isinstance(item, Decimal) for item in items):
        raise Refused("all items must be numbers")
    return items


def _some_numbers(items: list[Value]) -> list[Decimal]:
    if not items:
        raise Refused("the list is empty")
    return _numbers(items)


@builtin("list contains", "list: list, element: any")
def list_contains(run: Run, items: list[Value], element: Value) -> bool:
    """Whether an item equals the element."""
    run.spend(len(items))
    return any(same(item, element, run) for item in items)


@builtin("count", "list: list…")
def count(run: Run, items: list[Value]) -> Decimal:
    """The number of items."""
    return Decimal(len(items))


@builtin("min", "list: list…")
def minimum(run: Run, items: list[Value]) -> Value:
    """The smallest item; null for an empty list."""
    return _extreme(items, less, run)


@builtin("max", "list: list…")
def maximum(run: Run, items: list[Value]) -> Value:
    """The largest item; null for an empty list."""
    return _extreme(items, lambda item, best: less(best, item), run)


def _extreme(items: list[Value], better: Callable[[Value, Value], bool], run: Run) -> Value:
    run.spend(len(items))
    if not items:
        raise Refused("the list is empty")
    best = items[0]
    for item in items:
        if item is not best and better(item, best):
            best = item
    if best is None or better(best, best):
        raise Refused("the items have no order")
    return best


@builtin("sum", "list: list…")
def total(run: Run, items: list[Value]) -> Value:
    """The sum of numbers, or of durations of one kind; null for an empty list."""
    run.spend(len(items))
    if not items or not isinstance(items[0], (Decimal, DaysTimeDuration, YearsMonthsDuration)):
        raise Refused("sum takes numbers or durations")
    result = items[0]
    for item in items[1:]:
        result = add(result, item, run)
    return result


@builtin("mean", "list: list…")
def mean(run: Run, items: list[Value]) -> Decimal:
    """The average of numbers."""
    return NUMBERS.divide(_sum(_some_numbers(items), run), Decimal(len(items)))


def _sum(numbers: list[Decimal], run: Run) -> Decimal:
    run.spend(len(numbers))
    result = Decimal(0)
    for number in numbers:
        result = NUMBERS.add(result, number)
    return result


@builtin("product", "list: list…")
def product(run: Run, items: list[Value]) -> Decimal:
    """The product of numbers; null for an empty list."""
    run.spend(len(items))
    result = Decimal(1)
    for number in _some_numbers(items):
        result = NUMBERS.multiply(result, number)
    return result


@builtin("median", "list: list…")
def median(run: Run, items: list[Value]) -> Decimal:
    """The number in the middle, or the average of the two."""
    run.spend(len(items))
    ordered = sorted(_some_numbers(items))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return NUMBERS.divide(NUMBERS.add(ordered[middle - 1], ordered[middle]), TWO)


@builtin("stddev", "list: list…")
def stddev(run: Run, items: list[Value]) -> Decimal:
    """The standard deviation of a sample of at least two numbers."""
    numbers = _numbers(items)
    if len(numbers) < 2:
        raise Refused("at least two numbers are needed")
    middle = mean(run, list(numbers))
    squares = [NUMBERS.power(NUMBERS.subtract(number, middle), TWO) for number in numbers]
    return NUMBERS.sqrt(NUMBERS.divide(_sum(squares, run), Decimal(len(numbers) - 1)))


@builtin("mode", "list: list…")
def mode(run: Run, items: list[Value]) -> list[Value]:
    """The numbers that come most often, in order."""
    run.spend(len(items))
    times: dict[Decimal, int] = {}
    for number in _numbers(items):
        times[number] = times.get(number, 0) + 1
    most = max(times.values(), default=0)
    return sorted(number for number, often in times.items() if often == most)


@builtin("all", "list: list…")
@builtin("and", "list: list…")
def every(run: Run, items: list[Value]) -> bool | None:
    """Whether all are true: false if one is false, else null if one is null."""
    _booleans(run, items)
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


@builtin("any", "list: list…")
@builtin("or", "list: list…")
def some(run: Run, items: list[Value]) -> bool | None:
    """Whether one is true: true if one is true, else null if one is null."""
    _booleans(run, items)
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None


def _booleans(run: Run, items: list[Value]) -> None:
    """Raises Refused when an item is neither boolean nor null."""
    run.spend(len(items))
    if not all(item is None or isinstance(item, bool) for item in items):
        raise Refused("all items must be booleans")


@builtin("sublist", "list: list, start position: number, length: number?")
def sublist(run: Run, items: list[Value], start: Decimal, length: Decimal | None) -> list[Value]:
    """The items from a position on, at most that many."""
    first = _index(items, start)
    if length is not None and not 0 <= length <= len(items) - first:
        raise Refused("the list has not that many items")
    return items[first:] if length is None else items[first : first + int(length)]


def _index(items: list[Value], position: Decimal) -> int:
    """A position counted from 1, or from the end when negative, as Python counts it. Raises Refused outside."""
    if position != int(position) or not 1 <= abs(position) <= len(items):
        raise Refused("the list has no such position")
    return int(position) - 1 if position > 0 else len(items) + int(position)


@builtin("append", "list: list, item: list*")
def append(run: Run, items: list[Value], more: list[Value]) -> list[Value]:
    """The list with more items at its end."""
    run.items(len(items) + len(more))
    return [*items, *more]


@builtin("concatenate", "list: list*")
def concatenate(run: Run, lists: list[Value]) -> list[Value]:
    """The items of all lists, in order."""
    if any(part is None for part in lists):
        raise Refused("concatenate takes lists")
    lists = [part if isinstance(part, list) else [part] for part in lists]
    run.items(sum(map(len, lists)))
    return [item for part in lists for item in part]


@builtin("union", "list: list*")
def union(run: Run, lists: list[Value]) -> list[Value]:
    """The items of all lists without repetitions."""
    return distinct_values(run, concatenate(run, lists))


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(run: Run, items: list[Value], position: Decimal, item: Value) -> list[Value]:
    """The list with an item put in at a position."""
    first = _index(items, position)
    run.items(len(items) + 1)
    return [*items[:first], item, *items[first:]]


@builtin("remove", "list: list, position: number")
def remove(run: Run, items: list[Value], position: Decimal) -> list[Value]:
    """The list without the item at a position."""
    first = _index(items, position)
    run.items(len(items))
    return [*items[:first], *items[first + 1 :]]


@builtin("list replace", "list: list, position: number, newItem: any")
def list_replace_at(run: Run, items: list[Value], position: Decimal, item: Value) -> list[Value]:
    """The list with another item at a position."""
    first = _index(items, position)
    run.items(len(items))
    return [*items[:first], item, *items[first + 1 :]]


@builtin("list replace", "list: list, match: any, newItem: any")
def list_replace_matching(run: Run, items: list[Value], match: Value, item: Value) -> list[Value]:
    """The list with another item wherever match(item, newItem) is true."""
    if not hasattr(match, "call"):
        raise Refused("match is a position or a function")
    run.items(len(items))
    answers = [match.call(run, [old, item], None) for old in items]
    if not all(isinstance(answer, bool) for answer in answers):
        raise Refused("the function must answer true or false")
    return [item if answer else old for old, answer in zip(items, answers, strict=True)]


@builtin("reverse", "list: list")
def reverse(run: Run, items: list[Value]) -> list[Value]:
    """The list backwards."""
    run.items(len(items))
    return items[::-1]


@builtin("index of", "list: list, match: any")
def index_of(run: Run, items: list[Value], match: Value) -> list[Value]:
    """The positions of the items that equal it."""
    run.spend(len(items))
    return [Decimal(i) for i, item in enumerate(items, 1) if same(item, match, run)]


class Seen:
    """Values met so far: plain ones by hash, the others one by one."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.keys: set[object] = set()
        self.others: list[Value] = []

    def add(self, value: Value) -> bool:
        """Whether the value is new."""
        key = scalar_key(value)
        if key is not None:
            new = key not in self.keys
            self.keys.add(key)
            return new
        self.run.spend(len(self.others) // 4)
        if any(same(value, other, self.run) for other in self.others):
            return False
        self.others.append(value)
        return True


@builtin("distinct values", "list: list")
def distinct_values(run: Run, items: list[Value]) -> list[Value]:
    """The list without repetitions."""
    run.spend(len(items))
    seen = Seen(run)
    return [item for item in items if seen.add(item)]


@builtin("duplicate values", "list: list")
def duplicate_values(run: Run, items: list[Value]) -> list[Value]:
    """The values that come more than once, once each."""
    run.spend(len(items))
    once, twice = Seen(run), Seen(run)
    return [item for item in items if not once.add(item) and twice.add(item)]


@builtin("flatten", "list: list")
def flatten(run: Run, items: list[Value]) -> list[Value]:
    """The items of all lists within, in order."""
    found: list[Value] = []
    open_lists = [iter(items)]
    while open_lists:
        for item in open_lists[-1]:
            run.spend(1)
            if isinstance(item, list):
                open_lists.append(iter(item))
                break
            found.append(item)
        else:
            open_lists.pop()
    run.items(len(found))
    return found


def _unordered(items: list[Value]) -> list[Value]:
    """A single item needs no order; more without one have none."""
    if len(items) > 1:
        raise Refused("the items have no order")
    return items


@builtin("sort", "list: list, precedes: any?")
def sort(run: Run, items: list[Value], precedes: Value) -> list[Value]:
    """The list in the order of precedes(x, y), or in the natural one."""
    run.items(len(items))

    def before(left: Value, right: Value) -> bool:
        run.spend(1)
        return less(left, right) if precedes is None else precedes.call(run, [left, right], None) is True

    if precedes is None and len({(type(item), getattr(item, "is_local", True)) for item in items}) == 1:
        return sorted(items, key=ordinal) if isinstance(items[0], ORDERED) else _unordered(items)
    if precedes is not None and not hasattr(precedes, "call"):
        raise Refused("precedes is a function")
    return sorted(items, key=cmp_to_key(lambda left, right: before(right, left) - before(left, right)))


@builtin("partition", "list: list, size: number")
def partition(run: Run, items: list[Value], size: Decimal) -> list[Value]:
    """The list in parts of at most that many items."""
    if size < 1 or size != int(size):
        raise Refused("the size is a whole number from 1")
    run.items(len(items))
    return [items[i : i + int(size)] for i in range(0, len(items), int(size))]
