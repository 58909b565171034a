"""Long lists come in pages: nobody is left out, nobody comes twice, and a cursor that no page gave is refused."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from engine import pages
from engine.errors import Invalid
from engine.model import Case, Event
from engine.pages import Page
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.kernel.drawing import end, start

SHORT = 4  # rows on a page here
MANY = 2 * SHORT + 3


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", SHORT)


@pytest.fixture(scope="module")
def desk() -> Iterator[Stage]:
    with stage(small(drawn("start T1 end", start(), asks("T1", due="P1D"), end()))) as here:
        for _ in range(MANY):
            here.open_case()
        with here.engine.desk.store.begin() as tx:
            for number, case in enumerate(tx.find(Case)):
                tx.change(case, alias=f"Persoon {number}")
        here.later(days=60)
        yield here


def walked(ask: Callable[[str | None], Page[Any]]) -> list[Page[Any]]:
    """Every page, in order."""
    found = [ask(None)]
    while found[-1].after:
        found.append(ask(found[-1].after))
    return found


def references(found: list[Page[Any]]) -> list[str]:
    return [row.head.reference for page in found for row in page.items]


def test_every_open_case_is_on_one_page_of_the_list(desk: Stage) -> None:
    listed = walked(lambda after: desk.engine.cases.list(desk.who("alice"), after=after))
    assert sorted(references(listed)) == sorted(case.reference for case in desk.find(Case))
    assert [len(page.items) for page in listed] == [SHORT, SHORT, 3]


def test_a_search_finds_a_case_of_a_later_page(desk: Stage) -> None:
    found = desk.engine.cases.list(desk.who("alice"), text="PERSOON 10")
    assert [row.head.alias for row in found.items] == ["Persoon 10"]
    assert desk.engine.cases.list(desk.who("alice"), text="100%").items == ()


def test_everybody_who_stands_still_is_on_one_page(desk: Stage) -> None:
    listed = walked(lambda after: desk.engine.coordination.stuck(desk.who("coen"), after=after))
    assert len(set(references(listed))) == len(references(listed)) == MANY


def test_the_row_of_one_case_is_found_without_the_list(desk: Stage) -> None:
    last = desk.find(Case)[-1].reference
    assert desk.engine.coordination.stuck_case(desk.who("coen"), last).head.reference == last


def test_history_is_read_in_pages(desk: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    case = desk.find(Case)[0]
    whole = desk.engine.past.events(desk.who("alice"), case.reference)
    assert whole.after is None
    monkeypatch.setattr(pages, "PAGE", 1)
    read = walked(lambda before: desk.engine.past.events(desk.who("alice"), case.reference, before=before))
    assert len(read) > 1
    assert [row for page in read for row in page.items] == list(whole.items)
    assert len(desk.find(Event, case=case.id)) >= len(whole.items)


@pytest.mark.parametrize("cursor", ["P1", "P1_x", "P1_-3", "P1_0", "_", "P1_99999999999999999999", "' or 1=1_3"])
def test_a_cursor_that_no_page_gave_is_refused(desk: Stage, cursor: str) -> None:
    with pytest.raises(Invalid):
        desk.engine.cases.list(desk.who("alice"), after=cursor)


def _each(rows: Sequence[tuple[str, int]]) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """Every row is seen."""
    return [(row, row) for row in rows]


@pytest.mark.parametrize("hidden", [range(0), range(2, 4), range(5, 30), range(5, 900)])
def test_neither_the_end_of_a_page_nor_its_cursor_tells_of_rows_that_are_not_seen(hidden: range) -> None:
    """The same rows are seen, whatever lies between them: the pages are the same, but for the places of their rows."""
    rows = [("P3", id) for id in range(1, 950)]
    seen = [row for row in rows if row[1] not in hidden][: 2 * SHORT]

    def page(after: str | None) -> Page[tuple[str, int]]:
        return pages.gather(
            lambda place: [row for row in rows if place < row <= seen[-1]][: pages.PAGE + 1],
            lambda row: row,
            lambda some: [(row, row) for row in some if row in seen],
            after,
        )

    first = page(None)
    assert first.items == tuple(seen[:SHORT])
    assert first.after == pages.written(seen[SHORT - 1])
    assert page(first.after) == Page(tuple(seen[SHORT:]), None)


def test_sabotage_whoever_looks_through_so_many_pages_and_no_more_learns_where_hidden_rows_stand() -> None:
    rows = [("P3", id) for id in range(1, 900)]
    page = pages.gather(
        lambda place: [row for row in rows if place < row][: pages.PAGE + 1],
        lambda row: row,
        lambda some: [(row, row) for row in some if row[1] in (1, 899)],
        None,
        rounds=3,
    )
    assert page.items == (("P3", 1),)
    assert page.after == pages.written(("P3", 3 * (pages.PAGE + 1)))


def test_sabotage_a_place_that_counts_rows_loses_whoever_moves_up() -> None:
    """Why a page begins behind a row and not behind a number of rows."""
    rows = [("P3", id) for id in range(1, 2 * pages.PAGE + 1)]
    moved = rows[1:]  # somebody of the first page is helped before the second is asked for

    def by_number(start: int) -> list[tuple[str, int]]:
        return moved[start : start + pages.PAGE]

    def by_place(place: tuple[str, int]) -> list[tuple[str, int]]:
        return [row for row in moved if row > place][: pages.PAGE + 1]

    first = rows[: pages.PAGE]
    second = pages.gather(by_place, lambda row: row, _each, pages.written(first[-1]))
    assert set(first) | set(second.items) == set(rows)
    assert set(first) | set(by_number(pages.PAGE)) != set(rows)
