"""The stories beside the processes, played in memory, for a log to export."""

from itertools import chain
from pathlib import Path
from typing import Any

from engine import store as store_room
from engine.acts.eventlog import FORMATS
from engine.clock import VirtualClock
from engine.eventlog.entry import Entry
from engine.kernel.model import Model
from engine.model import ENGINE
from engine.vocabulary import Vocabulary
from perspectief.memory import memory_house
from perspectief.rehearsal import Rehearsal
from perspectief.scenario.acts import check, take
from perspectief.scenario.opening import begin, furnished_image
from perspectief.scenario.play import Scripted
from perspectief.scenario.running import shipped_scenarios
from perspectief.scenario.story import read_story, starts_at

Cases = list[tuple[str, list[Entry]]]
Models = dict[tuple[str, int], tuple[Model, Vocabulary]]


def played(every: int, place: Path) -> Models:
    """Play every so-manieth story, write one log of them in each format, and answer the deployed models by process and version."""
    stories = shipped_scenarios()[::every]
    models: Models = {}
    cases: Cases = list(chain.from_iterable(_log_of(path, models) for path in stories))
    print(f"{len(stories)} stories played: {len(cases)} cases")
    for format, ending in (("xes", "xes"), ("ocel", "json")):
        (place / f"log.{ending}").write_text("".join(FORMATS[format](cases)), encoding="utf-8")
    return models


def _log_of(path: Path, models: Models) -> Cases:
    told: dict[str, Any] = read_story(path.read_text("utf-8"))
    check(told)
    clock, store = VirtualClock(starts_at(told)), store_room.open("sqlite://")
    connectors = {str(step["dienst"]): Scripted() for step in told["stappen"] if "dienst" in step}
    store.become(furnished_image())
    with memory_house(clock, store, connectors=connectors) as engine:
        play = begin(Rehearsal(engine(), clock), told, furnished=True)
        play.connectors = connectors
        for step in told["stappen"]:
            take(play, step)
        with engine().desk.look() as (_, snapshot):
            deployed = snapshot.processes.items()
            models |= {(key, one.row.version): (one.compiled, snapshot.vocabulary) for key, one in deployed}
        return [(name, list(entries)) for name, entries in engine().event_log.cases(ENGINE, "exports", "hour")]
