"""The log that leaves the house: both files are as their standards say, in order, and nobody can be found in them."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from engine.acts.eventlog import FORMATS
from engine.errors import NotAllowed
from engine.eventlog.entry import GRAINS, Entry, Names, coarse
from engine.model import ENGINE, Case, Event
from tests.engine.cast import MONDAY, Stage, asks, drawn, small, stage
from tests.kernel.drawing import end, start

XES = "{http://www.xes-standard.org/}"
VALUES = ("string", "int", "date")


@pytest.fixture(scope="module")
def worked() -> Iterator[Stage]:
    """Two cases that went through, and one that waits."""
    with stage(small(drawn("start Werk Daarna end", start(), asks("Werk"), asks("Daarna"), end()))) as house:
        for _ in range(2):
            case = house.open_case("P")
            house.do(case, "Werk")
            house.later(hours=5)
            house.do(case, "Daarna")
        house.open_case("P")
        yield house


def taken(house: Stage, format: str, grain: str = "hour") -> str:
    return "".join(house.engine.event_log.written(ENGINE, format, grain))


def xes_faults(text: str) -> list[str]:
    """What is wrong with a log as XES; nothing when it is right."""
    root = etree.fromstring(text.encode())
    faults = [] if root.tag == f"{XES}log" and root.get("xes.version") else ["no log"]
    for event in root.iter(f"{XES}event"):
        if event.getparent().tag != f"{XES}trace":
            faults.append("an event without a trace")
        values = {one.get("key"): one.get("value") for one in event if one.tag.removeprefix(XES) in VALUES}
        faults += [
            f"no {key}" for key in ("concept:name", "lifecycle:transition", "time:timestamp") if not values.get(key)
        ]
        if len(values) != len(event):
            faults.append("an attribute twice, or of no known kind")
        datetime.fromisoformat(str(values.get("time:timestamp", "2027-01-01")))
    return faults


def ocel_faults(text: str) -> list[str]:
    """What is wrong with a log as OCEL 2.0; nothing when it is right."""
    log: dict[str, Any] = json.loads(text)
    kinds = {key: {one["name"]: one for one in log[f"{key}Types"]} for key in ("event", "object")}
    objects = {one["id"]: one for one in log["objects"]}
    faults = [] if len(objects) == len(log["objects"]) else ["an object twice"]
    for key, rows in (("event", log["events"]), ("object", log["objects"])):
        for row in rows:
            known = kinds[key].get(row["type"])
            names = {one["name"] for one in known["attributes"]} if known else set()
            faults += [f"an unknown {key} type {row['type']}"] if known is None else []
            faults += [f"an undeclared {one['name']}" for one in row["attributes"] if one["name"] not in names]
            faults += ["no such object" for one in row["relationships"] if one["objectId"] not in objects]
    if len({row["id"] for row in log["events"]}) != len(log["events"]):
        faults.append("an event twice")
    return faults


def test_both_files_are_as_their_standards_say(worked: Stage) -> None:
    assert xes_faults(taken(worked, "xes")) == []
    assert ocel_faults(taken(worked, "ocel")) == []


def test_a_planted_fault_is_seen(worked: Stage) -> None:
    xes, ocel = taken(worked, "xes"), json.loads(taken(worked, "ocel"))
    assert xes_faults(xes.replace('<string key="lifecycle:transition" value="complete"/><date', "<date", 2)) != []
    ocel["objects"].pop()
    assert "no such object" in ocel_faults(json.dumps(ocel))
    ocel["eventTypes"].pop()
    assert any("unknown event type" in fault for fault in ocel_faults(json.dumps(ocel)))


def test_the_steps_of_a_case_are_told_in_their_order(worked: Stage) -> None:
    root = etree.fromstring(taken(worked, "xes").encode())
    told = [
        [one.find(f"{XES}string[@key='concept:name']").get("value") for one in trace.iter(f"{XES}event")]
        for trace in root.iter(f"{XES}trace")
    ]
    whole = max(told, key=len)
    assert [name for name in whole if name in ("Werk", "Daarna", "run ended")] == [
        *("Werk", "Werk", "Daarna", "Daarna"),
        "run ended",
    ]
    assert sorted(len(one) for one in told)[0] < len(whole)


def test_nothing_by_which_a_case_is_found_leaves_the_house(worked: Stage) -> None:
    secrets = {row.reference for row in worked.find(Case)} | {row.hash for row in worked.find(Event)}
    secrets |= {"alice", "bob", "Alice", "Bob"}
    for format in FORMATS:
        text = taken(worked, format)
        assert [secret for secret in secrets if secret in text] == []
        reference = next(iter(worked.find(Case))).reference
        assert reference in text + reference  # the search sees a planted one


def test_two_logs_name_a_case_differently(worked: Stage) -> None:
    first, second = ({one["id"] for one in json.loads(taken(worked, "ocel"))["objects"]} for _ in range(2))
    assert len(first) == len(second) > 0
    assert first & second == set()
    one = Names(b"k" * 32)
    assert one.of("case", 7) == Names(b"k" * 32).of("case", 7) != one.of("run", 7)


def test_moments_are_no_more_exact_than_was_asked() -> None:
    at = MONDAY + timedelta(hours=2, minutes=31, seconds=7, microseconds=9)
    assert coarse(at, GRAINS["second"]).microsecond == 0
    assert coarse(at, GRAINS["hour"]).isoformat() == "2027-03-01T10:00:00+00:00"
    assert coarse(at, GRAINS["day"]).isoformat() == "2027-03-01T00:00:00+00:00"


@pytest.mark.parametrize(("role", "told"), [("ggd.zorgcoordinator", False), ("meldpunt.begeleider", True)])
def test_what_happens_in_another_zone_is_absent(role: str, told: bool) -> None:
    with stage(
        small(drawn("start Werk Onderzoek end", start(), asks("Werk"), asks("Onderzoek", role), end()))
    ) as house:
        case = house.open_case("P")
        house.do(case, "Werk")
        for text in (taken(house, "ocel"), taken(house, "xes")):
            assert "Werk" in text
            assert ("Onderzoek" in text) == told


def test_only_an_auditor_takes_it_and_history_says_so(pathway_stage: Stage) -> None:
    house = pathway_stage
    for login in ("alice", "charlie", "coen"):
        with pytest.raises(NotAllowed):
            list(house.engine.event_log.written(house.who(login), "xes"))
    list(house.engine.event_log.written(house.who("aukje"), "xes", "day"))
    (event,) = house.find(Event, kind="system:log:taken")
    assert json.loads(event.detail) == {"purpose": "xes", "times": "day"}


def test_names_in_a_file_cannot_break_it() -> None:
    entry = Entry("case-1", MONDAY, "Zeg \"<nee>\" & & 'ja'", run="run-1", process="P", element="x")
    for format, faults in (("xes", xes_faults), ("ocel", ocel_faults)):
        assert faults("".join(FORMATS[format]([("case-1", [entry])]))) == []
