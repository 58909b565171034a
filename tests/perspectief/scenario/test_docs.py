"""Every story in docs/scenarios.md goes as told, and every kind of step and expectation stands there."""

import re

import pytest

from engine import notation
from perspectief.factory import shipped_files
from perspectief.scenario import run_text
from perspectief.scenario.acts import ACTS
from perspectief.scenario.expectations import CHECKS
from tests.engine.cast import asks, drawn, small
from tests.kernel.drawing import end, service, start
from tests.repository.house import ROOT

PAGE = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
STORIES = {notation.plain(text)["naam"]: text for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)}
ASKS = drawn(
    "start t Lezen end", start(), service("t", "register"), asks("Lezen", form_id="note"), end(), ident="VOORBEELD"
)


@pytest.mark.parametrize("name", STORIES)
def test_an_example_goes_as_told(name: str) -> None:
    example = {**shipped_files(), "VOORBEELD.bpmn": ASKS, "note.form": small()["note.form"]}
    run_text(STORIES[name], files=example if "VOORBEELD" in STORIES[name] else None)


def test_every_kind_of_step_has_an_example() -> None:
    used = {word for text in STORIES.values() for step in notation.plain(text)["stappen"] for word in step}
    assert set(ACTS) - used == set()


def test_every_expectation_is_explained() -> None:
    assert [word for word in CHECKS if f"`{word}:" not in PAGE and f"`{word}: " not in PAGE] == []
