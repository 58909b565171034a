from dataclasses import fields, is_dataclass
from types import ModuleType

import engine.model
from engine.model import RECORDS
from tests.repository.arrows import imports
from tests.repository.house import Source, sources

ROOMS = {source.name.split("/")[-1].removesuffix(".py"): source for source in sources(rooms=("engine/model",))}


def test_every_record_of_every_room_has_a_table() -> None:
    rooms = [getattr(engine.model, name) for name in ROOMS.keys() - {"__init__", "records"}]
    assert {kind for room in rooms for kind in kept_in(room)} == set(RECORDS)


def test_the_rooms_know_of_each_other_only_the_priority_of_a_case_and_of_what_a_deadline_is() -> None:
    among = {name for room, source in ROOMS.items() if room not in ("__init__", "records") for name in ours(source)}
    assert among == {"engine.model.cases.Priority", "engine.source.Source"}


def test_a_planted_arrow_is_seen() -> None:
    assert ours(Source("engine/model/cases.py", "from engine.model.tasks import Task")) == {"engine.model.tasks.Task"}


def kept_in(room: ModuleType) -> set[type]:
    """The records of a room: what the store gives a number."""
    own = (each for each in vars(room).values() if isinstance(each, type) and each.__module__ == room.__name__)
    return {kind for kind in own if is_dataclass(kind) and fields(kind)[0].name == "id"}


def ours(source: Source) -> set[str]:
    return {name for _, name in imports(source) if name.startswith("engine.")}
