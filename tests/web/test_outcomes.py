"""How a process ended is said in words on the page of a case."""

from pathlib import Path

from lxml import etree

import processes
from web.texts import known

PROPERTY = "{http://camunda.org/schema/zeebe/1.0}property"


def outcomes() -> set[str]:
    """The codes of the ends of all processes; an end without one is called by its own Dutch name."""
    drawn = (etree.parse(path).getroot() for path in Path(processes.__file__).parent.glob("*/*.bpmn"))
    ends = (end for root in drawn for end in root.iter("{*}endEvent"))
    found = (one.get("value") for end in ends for one in end.iter(PROPERTY) if one.get("name") == "outcome")
    return {code for code in found if code}


def test_every_outcome_has_words() -> None:
    assert len(outcomes()) > 20
    assert {code for code in outcomes() if not known(f"value.{code}") and not known(f"coded.{code}")} == set()
