"""The decision tables as the product ships them, for tests to ask."""

import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import feel.dmn
from engine.vocabulary import Vocabulary, read_vocabulary

HERE = Path(__file__).parents[2] / "processes"
FILES = {path.name.split("-")[0]: path for path in sorted((HERE / "decisions").glob("*.dmn"))}
TODAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
Inputs = dict[str, Any]
PREPARE, BOARD = "prepare", "board"


@cache
def model(key: str) -> feel.dmn.Model:
    return feel.dmn.load(FILES[key].read_bytes())


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(*((HERE / f"{name}.yaml").read_text() for name in ("facts", "organisations", "messages")))


def info(key: str) -> feel.dmn.DecisionInfo:
    return model(key).decisions[0]


def decide(key: str, **inputs: Any) -> feel.dmn.Decision:
    """As the engine asks: with the rows of today, unless another `Peildatum` is given."""
    return model(key).decide(key, {"Peildatum": TODAY} | inputs)


def column(key: str, name: str) -> list[str]:
    place = [output.name for output in info(key).outputs].index(name)
    return [rule.outputs[place].strip('"') for rule in info(key).rules]


def asked(diagram: str) -> set[str]:
    """The steps of D04 that a diagram asks."""
    found = re.findall(r'name="term" value="([^"]+)"|term\((?:&quot;|")([^"&]+)', diagram)
    return {step for pair in found for step in pair if step}
