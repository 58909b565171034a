"""Decision tables: which rules match, and what the hit policy makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from feel.builtins import BUILTINS
from feel.comparing import same
from feel.dmn import boxed
from feel.dmn.boxed import Workshop, placed
from feel.dmn.model import Input, Output, Rule, TableBox, Text
from feel.errors import Refused
from feel.frames import Code, Frame, refused
from feel.limits import Run
from feel.types import fit
from feel.values import Value

LISTS = ("COLLECT", "RULE ORDER")
AGGREGATES = {"SUM": "sum", "MIN": "min", "MAX": "max"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched: its number from 1, and its answers by output name."""

    index: int
    rule: Rule
    outputs: dict[str, Value]


@dataclass(slots=True)
class Trace:
    """What a table saw while it was evaluated last: the tested values, and the rules that matched."""

    inputs: list[Value] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


class Table:
    """A compiled decision table."""

    def __init__(self, box: TableBox, workshop: Workshop) -> None:
        self.box = box
        self.inputs = [_tested(column, workshop) for column in box.inputs]
        inside = workshop.inside(("?",))
        self.rules = [[_cell(cell, inside) for cell in rule.cells] for rule in box.rules]
        self.answers = [
            [_answer(text, column, workshop) for text, column in zip(rule.outputs, box.outputs, strict=False)]
            for rule in box.rules
        ]
        self.defaults = [
            _answer(column.default, column, workshop) if column.default else None for column in box.outputs
        ]
        self.ranks = [
            workshop.code(Text(f"[{column.values}]", id=box.id)) if column.values else None for column in box.outputs
        ]
        self.names = [column.name or str(i) for i, column in enumerate(box.outputs)]

    def __call__(self, frame: Frame) -> Value:
        return self.decide(frame, Trace())

    def decide(self, frame: Frame, trace: Trace) -> Value:
        """The table's value; `trace` is filled on the way.

        1. Compute each tested value, and stop when one is not allowed.
        2. Find the rules whose cells all pass, and compute their answers.
        3. Without any, answer the default; otherwise let the hit policy choose or combine.
        """
        try:
            trace.inputs = [tested(frame) for tested in self.inputs]
        except Refused as reason:
            return refused(frame, reason, -1)
        scopes = [Frame({"?": value}, frame, frame.run) for value in trace.inputs]
        first_only = self.box.hit_policy == "FIRST"
        for i, cells in enumerate(self.rules):
            frame.run.spend(1 + len(cells))
            if all(cell is None or cell(scope) is True for cell, scope in zip(cells, scopes, strict=False)):
                trace.hits.append(Hit(i + 1, self.box.rules[i], self._outputs(i, frame)))
                if first_only:
                    break
        return self._policy(frame, trace.hits) if trace.hits else self._without_hits(frame)

    def _outputs(self, i: int, frame: Frame) -> dict[str, Value]:
        return {name: answer(frame) for name, answer in zip(self.names, self.answers[i], strict=False)}

    def _without_hits(self, frame: Frame) -> Value:
        if any(self.defaults):
            return self._whole(
                {
                    name: default(frame) if default else None
                    for name, default in zip(self.names, self.defaults, strict=True)
                }
            )
        if self.box.hit_policy == "COLLECT" and self.box.aggregation in ("", "COUNT", "LIST"):
            return Decimal(0) if self.box.aggregation == "COUNT" else []
        return frame.run.warn("no rule matches")

    def _whole(self, outputs: dict[str, Value]) -> Value:
        """One output is the value itself; more are a context."""
        return outputs if len(self.names) > 1 else next(iter(outputs.values()), None)

    def _policy(self, frame: Frame, hits: list[Hit]) -> Value:
        try:
            return POLICIES[self.box.hit_policy](self, frame, hits)
        except KeyError:
            return frame.run.warn(f"there is no hit policy {self.box.hit_policy}")
        except Refused as reason:
            return refused(frame, reason, -1)

    def first(self, frame: Frame, hits: list[Hit]) -> Value:
        return self._whole(hits[0].outputs)

    def unique(self, frame: Frame, hits: list[Hit]) -> Value:
        if len(hits) > 1:
            raise Refused(f"rules {', '.join(str(hit.index) for hit in hits)} match, but only one may")
        return self._whole(hits[0].outputs)

    def any(self, frame: Frame, hits: list[Hit]) -> Value:
        if not all(same(hit.outputs, hits[0].outputs, frame.run) for hit in hits):
            raise Refused("rules match that answer differently")
        return self._whole(hits[0].outputs)

    def every(self, frame: Frame, hits: list[Hit]) -> Value:
        return [self._whole(hit.outputs) for hit in hits]

    def priority(self, frame: Frame, hits: list[Hit]) -> Value:
        return self._whole(self._ordered(frame, hits)[0].outputs)

    def output_order(self, frame: Frame, hits: list[Hit]) -> Value:
        return self.every(frame, self._ordered(frame, hits))

    def _ordered(self, frame: Frame, hits: list[Hit]) -> list[Hit]:
        """By the place of each answer among the output's values, the first output deciding first."""
        orders = [rank(frame) if rank else None for rank in self.ranks]

        def place(hit: Hit) -> tuple[int, ...]:
            return tuple(
                _place(value, order or (), frame.run) for value, order in zip(hit.outputs.values(), orders, strict=True)
            )

        return sorted(hits, key=place)

    def collect(self, frame: Frame, hits: list[Hit]) -> Value:
        if self.box.aggregation == "COUNT":
            return Decimal(len(hits))
        aggregate = AGGREGATES.get(self.box.aggregation)
        if aggregate is None:
            return self.every(frame, hits)
        return self._whole(
            {
                name: BUILTINS[aggregate].call(frame.run, [[hit.outputs[name] for hit in hits]], None)
                for name in self.names
            }
        )


def _tested(column: Input, workshop: Workshop) -> Code:
    """The closure of a tested value; it raises Refused when the value is of another type or not allowed."""
    value, wanted = workshop.code(column.expression), workshop.type(column.type_ref)
    allowed = workshop.inside(("?",)).code(Text(column.values), tests=True) if column.values else None

    def test(frame: Frame) -> Value:
        tested = fit(value(frame), wanted)
        if allowed and tested is not None and allowed(Frame({"?": tested}, frame, frame.run)) is not True:
            raise Refused(f"{column.label} has a value that is not allowed")
        return tested

    return test


def _cell(cell: Text, workshop: Workshop) -> Code | None:
    """The closure of an input cell; None when everything passes."""
    return None if cell.text in ("", "-") else workshop.code(cell, tests=True)


def _answer(text: Text, column: Output, workshop: Workshop) -> Code:
    inner = workshop.code(text) if text.text else placed(lambda frame: None, text)
    wanted = workshop.type(column.type_ref)
    return inner if wanted is None else boxed.typed(inner, wanted)


def _place(value: Value, order: Sequence[Value], run: Run) -> int:
    """Where a value stands among the possible ones; unknown values come last."""
    return next((i for i, known in enumerate(order) if same(value, known, run)), len(order))


Policy = Callable[[Table, Frame, list[Hit]], Value]
POLICIES: dict[str, Policy] = {
    "UNIQUE": Table.unique,
    "FIRST": Table.first,
    "PRIORITY": Table.priority,
    "ANY": Table.any,
    "COLLECT": Table.collect,
    "RULE ORDER": Table.every,
    "OUTPUT ORDER": Table.output_order,
}
