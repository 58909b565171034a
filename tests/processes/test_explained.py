"""Every row of every table says in two languages why it answers what it answers, where it comes from and who approved it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from engine.explained import because
from feel.dmn import DecisionInfo
from tests.processes.tables import FILES, HERE, info

TERMS = "D04"  # how long a step may take: looking that up is no decision about a person, and nothing is kept of it
FORBIDDEN = ("illegaal", "illegale", "illegal")
CALLED = re.compile(r'decisionId="(\w+)"')


def faults(table: DecisionInfo, *, spoken: bool = True) -> Iterator[str]:
    """What a page could not say of the rows of a table."""
    columns = [output.name for output in table.outputs]
    for rule in table.rules:
        cells = {name: cell.strip('"') for name, cell in zip(columns, rule.outputs, strict=True) if cell != "null"}
        told = because(cells, rule.description if spoken else f"{rule.description}; nl=-; en=-")
        if told is None:
            yield f"{rule.id} has no Dutch sentence"
            continue
        for word in ("en", "source", "approver"):
            if not getattr(told, word):
                yield f"{rule.id} has no {word}"
        for text in (told.nl, told.en, told.source):
            if any(word in text.lower() for word in FORBIDDEN):
                yield f"{rule.id} calls a person illegal"


@pytest.mark.parametrize("key", FILES)
def test_every_row_can_be_explained(key: str) -> None:
    assert list(faults(info(key), spoken=key != TERMS)) == []


def test_no_diagram_asks_the_table_that_explains_nothing() -> None:
    asked = {key for path in HERE.glob("*/*.bpmn") for key in CALLED.findall(path.read_text("utf-8"))}
    assert asked
    assert asked <= set(FILES) - {TERMS}


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("; en=", "; eng=", "D17_r1 has no en"),
        ("; nl=", "; ned=", "D17_r1 has no Dutch sentence"),
        ("source=", "sauce=", "D17_r1 has no source"),
        ("approver=", "approval=", "D17_r1 has no approver"),
        ("nl=De persoon", "nl=De illegale persoon", "D17_r1 calls a person illegal"),
    ],
)
def test_a_planted_fault_is_seen(was: str, becomes: str, fault: str) -> None:
    table = info("D17")
    first = table.rules[0]
    planted = replace(first, description=first.description.replace(was, becomes))
    assert fault in list(faults(replace(table, rules=(planted, *table.rules[1:]))))
