"""A case with a long past: its page reads what is newest, the rest is behind it in pages, and nothing of it is lost."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

import pytest

from engine import pages
from engine.acts import past, slices
from engine.acts.past import EVERYTHING, NEWEST, Extent
from engine.acts.roads import Roads
from engine.errors import NotFound
from engine.model import Case, Event, Instance
from engine.store.protocol import Reader
from engine.store.transaction import SqlReader
from engine.views import CaseView
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.engine.test_pages import walked
from tests.kernel.drawing import element, end, flow, gateway, start

SHORT = 4
MOOD = {"type": "boolean", "zone": "SOC", "meaning": "Gaat het", "scope": "case"}
FEW, MANY = 6, 24
CALLED = '<zeebe:calledElement processId="Ronde" propagateAllChildVariables="false"/>'


@pytest.fixture(scope="module")
def desk() -> Iterator[Stage]:
    road = drawn(
        "start weer ronde keuze weer",
        start(),
        gateway("exclusive", "weer"),
        element("callActivity", "ronde", CALLED),
        gateway("exclusive", "keuze", default="keuze_weer"),
        flow("keuze", "end", '=priority = "P0"'),
        end(),
    )
    ronde = drawn("start T1 end", start(), asks("T1"), end(), ident="Ronde")
    with stage(small(road, ronde, facts={"mood": MOOD})) as here:
        yield here


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", SHORT)
    monkeypatch.setattr(past, "MOST", SHORT + 1)
    monkeypatch.setattr(slices, "AMONG", SHORT)


@pytest.fixture(scope="module")
def cases(desk: Stage) -> tuple[Case, Case]:
    """One with a few rounds behind it, one with many."""
    few, many = desk.open_case(mood=True), desk.open_case(mood=True)
    for case, rounds in ((few, FEW), (many, MANY)):
        for number in range(rounds):
            desk.later(hours=1)
            desk.do(case, note=f"ronde {number}")
    return few, many


SOME = Extent(lines=SHORT, parts=2, entries=2, looks=SHORT)


def view(desk: Stage, case: Case, extent: Extent = SOME, who: str = "alice") -> CaseView:
    return desk.engine.cases.view(desk.who(who), case.reference, extent)


def test_the_page_has_what_is_newest_and_says_that_there_is_more(desk: Stage, cases: tuple[Case, Case]) -> None:
    whole, newest = view(desk, cases[1], EVERYTHING), view(desk, cases[1])
    assert newest.timeline == whole.timeline[:SHORT]
    assert (newest.now, newest.parties, newest.elsewhere) == (whole.now, whole.parties, whole.elsewhere)
    assert [one.status for one in newest.paths] == ["active", "completed", "completed", "active"]
    assert set(newest.paths) < set(whole.paths)
    assert (newest.earlier_lines, newest.earlier_parts) == (True, True)
    assert (whole.earlier_lines, whole.earlier_parts) == (False, False)


def test_the_closed_forms_are_the_newest_of_each_zone(desk: Stage, cases: tuple[Case, Case]) -> None:
    (whole,) = [part for part in view(desk, cases[1], EVERYTHING).slices if part.entries]
    (newest,) = [part for part in view(desk, cases[1]).slices if part.entries]
    assert len(whole.entries) == whole.filled == MANY
    assert newest.entries == whole.entries[:2]
    assert newest.earlier


def test_pages_behind_it_have_all_that_happened_and_each_once(desk: Stage, cases: tuple[Case, Case]) -> None:
    case, alice, behind = cases[1], desk.who("alice"), desk.engine.past
    whole = view(desk, case, EVERYTHING)
    lines = walked(lambda cursor: behind.events(alice, case.reference, before=cursor))
    filled = walked(lambda cursor: behind.filled(alice, case.reference, "SOC", after=cursor))
    parts = walked(lambda cursor: behind.parts(alice, case.reference, after=cursor))
    assert [row for page in lines for row in page.items] == list(whole.timeline)
    assert [row for page in filled for row in page.items] == [row for part in whole.slices for row in part.entries]
    ended = [one for one in whole.paths if one.status != "active"]
    assert [row.path for page in parts for row in page.items] == ended[::-1]
    assert [len(page.items) for page in parts] == [SHORT] * (MANY // SHORT)


def test_an_old_form_is_found_by_its_number_by_whoever_reads_its_zone(desk: Stage, cases: tuple[Case, Case]) -> None:
    oldest = next(part.entries[-1] for part in view(desk, cases[1], EVERYTHING).slices if part.entries)
    assert desk.engine.past.entry(desk.who("alice"), cases[1].reference, oldest.id) == oldest
    for who, reference in (("charlie", cases[1].reference), ("alice", cases[0].reference)):
        with pytest.raises(NotFound):
            desk.engine.past.entry(desk.who(who), reference, oldest.id)


def test_a_zone_that_somebody_does_not_read_has_no_page(desk: Stage, cases: tuple[Case, Case]) -> None:
    with pytest.raises(NotFound):
        desk.engine.past.filled(desk.who("alice"), cases[0].reference, "MED")
    for ask in (desk.engine.past.filled, desk.engine.past.parts, desk.engine.past.events):
        with pytest.raises(NotFound):
            ask(desk.who("charlie"), cases[0].reference)


def test_a_look_of_the_same_sitting_is_not_the_last_one(desk: Stage) -> None:
    case, other = desk.open_case(mood=True), desk.open_case(mood=True)
    assert view(desk, case).looked is None
    desk.later(hours=1)
    assert view(desk, case).looked is None
    before = desk.clock.now()
    desk.later(hours=5)
    assert view(desk, case).looked == before
    assert view(desk, other).looked is None


def test_who_did_something_was_here_too(desk: Stage) -> None:
    case = desk.open_case()
    desk.do(case, who="bob", note="klaar")
    done = desk.clock.now()
    assert view(desk, case, who="bob").looked is None
    desk.later(hours=5)
    assert view(desk, case, who="bob").looked == done
    assert view(desk, case, who="alice").looked is None


def test_the_page_reads_as_many_rows_after_many_rounds_as_after_few(desk: Stage, cases: tuple[Case, Case]) -> None:
    few, many = (rows_read(desk, case, SOME) for case in cases)
    assert many == few


def test_sabotage_a_page_that_reads_the_whole_past_is_seen(desk: Stage, cases: tuple[Case, Case]) -> None:
    few, many = (rows_read(desk, case, EVERYTHING) for case in cases)
    assert many > few + MANY


def rows_read(desk: Stage, case: Case, extent: Extent) -> int:
    """How many rows the database gave for a page that was asked for before."""
    for _ in range(SHORT):
        view(desk, case, extent)
    desk.later(hours=5)
    read, plain = 0, SqlReader._run

    def run(self: SqlReader, *words: Any, **named: Any) -> Any:
        nonlocal read
        answer = plain(self, *words, **named)
        read += len(answer.rows)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqlReader, "_run", run)
        view(desk, case, extent)
    return read


def test_the_page_shows_fifty_lines() -> None:
    assert NEWEST.lines == 50


def test_a_road_of_many_rounds_is_told_once(desk: Stage, cases: tuple[Case, Case]) -> None:
    with desk.engine.desk.store.reading() as reader:
        road = view(desk, cases[1]).paths[0]
        told = reader.roads(cases[1].id, "case:instance:stepped", [road.instance])
        steps = reader.find(Event, case=cases[1].id, instance=road.instance, kind="case:instance:stepped")
    assert len(told) <= 3 < MANY < len(steps)
    assert {detail for _, detail, _, _ in told} == {row.detail for row in steps}
    assert max(at for _, _, at, _ in told) == steps[-1].at


def test_roads_that_are_kept_are_those_that_are_read_anew(desk: Stage) -> None:
    case, kept = desk.open_case(), Roads()
    for number in range(5):
        with desk.engine.desk.store.reading() as reader:
            parts = reader.find(Instance, case=case.id)
            assert kept.of(reader, case.id, parts) == Roads().of(reader, case.id, parts)
            assert kept.of(reader, case.id, parts[:1]) == Roads().of(reader, case.id, parts[:1])
        desk.later(hours=1)
        desk.do(case, note=f"ronde {number}")


def test_of_roads_that_are_kept_only_what_came_since_is_read(desk: Stage, cases: tuple[Case, Case]) -> None:
    kept, asked = Roads(most=1), []

    class Heard:
        def roads(self, *words: object, behind: int) -> list[tuple[int, str, datetime, int]]:
            asked.append(behind)
            return reader.roads(*words, behind=behind)  # type: ignore[arg-type] # as it was asked

    with desk.engine.desk.store.reading() as reader:
        heard = cast("Reader", Heard())
        parts = reader.find(Instance, case=cases[1].id)
        for some in (parts[:1], parts[:1], parts[:2], parts[:1]):
            kept.of(heard, cases[1].id, some)
    assert (asked[0], asked[2]) == (0, 0)
    assert asked[1] > 0
    assert asked[3] == 0, "of what was asked for longest ago nothing is kept"
