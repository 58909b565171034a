"""docs/asvs.csv says how each requirement of OWASP ASVS 5.0, levels 1 and 2, is met: what it names is there."""

import ast
import csv
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = list(csv.DictReader((ROOT / "docs" / "asvs.csv").open(encoding="utf-8")))
WAYS = {"test", "document", "not applicable", "partly", "not met"}
# How many requirements the standard has per section at levels 1 and 2.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6,
    "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12,
    "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2,
    "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1,
    "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


@cache
def those_in(path: str) -> dict[str, bool]:
    """The tests of a file, and whether each runs."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        node.name: not any("skip" in ast.unparse(mark) or "xfail" in ast.unparse(mark) for mark in node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def wrong(rows: Sequence[dict[str, str]]) -> list[str]:
    """What is not as a row says."""
    found = [f"{row['number']}: no such way: {row['how']}" for row in rows if row["how"] not in WAYS]
    for row in rows:
        path, _, name = row["where"].partition("::")
        if row["how"] == "test" and not ((ROOT / path).is_file() and those_in(path).get(name)):
            found.append(f"{row['number']}: no test that runs: {row['where']}")
        if row["how"] == "document" and not (ROOT / path).is_file():
            found.append(f"{row['number']}: no document: {path}")
        if len(row["where"]) < 5:
            found.append(f"{row['number']}: without a reason")
    return found


def test_every_number_is_there_once() -> None:
    numbers = [row["number"] for row in ROWS]
    assert len(set(numbers)) == len(numbers)
    assert Counter(number.rpartition(".")[0] for number in numbers) == SECTIONS
    assert Counter(row["level"] for row in ROWS) == {"1": 70, "2": 183}


def test_every_test_that_is_named_exists_and_runs() -> None:
    assert wrong(ROWS) == []
    ways = Counter(row["how"] for row in ROWS)
    print(", ".join(f"{way} {number} of {len(ROWS)}" for way, number in ways.most_common()))


def test_a_row_that_names_nothing_is_seen() -> None:
    """The sabotage."""
    row = {"number": "0.0.1", "how": "test", "where": "tests/security/test_asvs.py::test_that_never_was"}
    assert wrong([row, {**row, "how": "document", "where": "docs/never.md"}, {**row, "how": "somehow"}])
    assert len(wrong([{**row, "how": "not met", "where": ""}])) == 1
