"""Plays stories: one, or all that ship; straight, or with everything forgotten between the steps."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import processes
from engine import store as store_room
from engine.clock import VirtualClock
from perspectief.memory import memory_house
from perspectief.rehearsal import Rehearsal
from perspectief.scenario.acts import check, take
from perspectief.scenario.opening import begin, furnish, furnished_image
from perspectief.scenario.play import Play, Scripted
from perspectief.scenario.story import read_story, starts_at
from perspectief.scenario.witness import Witness


def shipped_scenarios() -> list[Path]:
    """The scenario files beside the processes."""
    return sorted(Path(processes.__file__).parent.glob("*/scenarios/*.yaml"))


def run_text(text: str, *, witness: Witness | None = None, files: Mapping[str, bytes] | None = None) -> None:
    """Play one story on an engine in memory. Raises Differs at the first line that does not go as told.

    `files` are the definitions; what ships without them. A witness that reloads gets a new engine for every step.
    """
    told = read_story(text)
    check(told)
    clock, store = VirtualClock(starts_at(told)), store_room.open("sqlite://")
    connectors = {str(step["dienst"]): Scripted() for step in told["stappen"] if "dienst" in step}
    if files is None:
        store.become(furnished_image())
    with memory_house(clock, store, stepper=witness, connectors=connectors) as engine:
        stage = Rehearsal(engine(), clock)
        if files is not None:
            furnish(stage.engine, files)
        play = begin(stage, told, furnished=True)
        play.connectors = connectors
        for step in told["stappen"]:
            if witness is not None and witness.reload:
                stage.engine = engine()
            take(play, step)
    if witness is not None:
        witness.new_story()


def play_on(stage: Rehearsal, told: Mapping[str, Any]) -> Play:
    """Play a story on a stage: who carries out the acts is the stage's affair. Raises Differs as run_text does."""
    check(told)
    play = begin(stage, told)
    for step in told["stappen"]:
        take(play, step)
    return play
