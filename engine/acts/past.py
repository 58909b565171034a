"""What happened in a case, in pages: its history, the forms that were filled in and the parts of its road that ended.

The page of a case shows what is newest of each; a case of ten years has no other page than one of ten weeks.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine import pages, tags
from engine.access import Reach
from engine.acts import answers, explained
from engine.acts.desk import Desk, names_of
from engine.acts.paths import path
from engine.acts.slices import Slices
from engine.errors import NotFound
from engine.model import Actor, Case, Event, Instance
from engine.pages import Page, Place
from engine.step import states
from engine.step.casefacts import instance_scope
from engine.step.library import Snapshot
from engine.store.protocol import LAST, Filled, Reader
from engine.views import CaseHead, Part, SealedEntry, TimelineItem

QUIET = frozenset(
    {tags.STEP, tags.FACT_SET, tags.TASK_DRAFTED}
)  # too fine for the timeline: the lit path and the facts show them

MOST = pages.PAGE + 1  # one more than a page tells whether there is another

SITTING = timedelta(hours=4)  # whoever comes back within these hours still sits at the same work


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a long past is read: lines of the timeline, parts of the road that ended, forms of each zone, looks."""

    lines: int
    parts: int
    entries: int
    looks: int


NEWEST = Extent(lines=pages.PAGE, parts=8, entries=5, looks=pages.PAGE)
EVERYTHING = Extent(*[1_000_000_000] * 4)


@dataclass(frozen=True, slots=True)
class Past:
    """Looking back in a case."""

    desk: Desk

    def head(self, actor: Actor, reference: str) -> CaseHead:
        """Whose past it is. Raises NotFound."""
        with self.desk.look() as (reader, _):
            return self.desk.head(reader, *self.desk.case_by_reference(reader, actor, reference))

    def events(self, actor: Actor, reference: str, *, before: str | None = None) -> Page[TimelineItem]:
        """A page of the history of a case, newest first, as far as this actor may read it. Raises NotFound and Invalid.

        The cursor says how many lines of those that this actor reads are older: places in the chain would tell of the others.
        """
        with self.desk.look() as (reader, snapshot):
            case, within = self.desk.case_by_reference(reader, actor, reference)
            whole = reader.event_count(case.id, within.zones, QUIET)
            left = min(pages.read(before)[1] or whole, whole)
            rows = reader.last_events(case.id, within.zones, QUIET, skip=whole - left, limit=pages.PAGE)
            older = left - len(rows)
            parts = parts_of(self.desk, reader, within, (row.instance for row in rows))
            lines = timeline(reader, snapshot, rows, parts)
            return Page(lines, pages.written(("older", older)) if older else None)

    def filled(self, actor: Actor, reference: str, zone: str = "", *, after: str | None = None) -> Page[SealedEntry]:
        """A page of the forms of a zone, or of all that this actor reads, closed, newest first. Raises NotFound and Invalid."""
        with self.desk.look() as (reader, snapshot):
            case, within = self.desk.case_by_reference(reader, actor, reference)
            slices = Slices(self.desk, reader, case, within, snapshot.vocabulary)
            zones = slices.zones().intersection([zone]) if zone else slices.zones()
            if zone and not zones:
                raise NotFound()

            def rows(place: Place) -> list[Filled]:
                return reader.last_filled(case.id, zones, below=place[1] or LAST, limit=MOST, among=MOST)

            def seen(found: Sequence[Filled]) -> list[tuple[Filled, SealedEntry]]:
                return list(zip(found, slices.closed(found), strict=True))

            return pages.gather(rows, lambda row: ("older", row.id), seen, after)

    def parts(self, actor: Actor, reference: str, *, after: str | None = None) -> Page[Part]:
        """A page of the parts of the road that ended, newest first, with what is known of each alone; that this actor read it is
        written down first. Raises NotFound and Invalid."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            case, within = self.desk.case_by_reference(tx, actor, reference)
            answers.log_page(tx, self.desk.sealer, actor, case, within, now)
        with self.desk.look() as (reader, snapshot):
            slices = Slices(self.desk, reader, case, within, snapshot.vocabulary)

            def rows(place: Place) -> list[Instance]:
                return reader.ended_parts(case.id, below=place[1] or LAST, limit=MOST)

            def seen(found: Sequence[Instance]) -> list[tuple[Instance, Part]]:
                shown = shown_to(self.desk, within, found)
                known, walked = slices.of_parts(shown), self.desk.roads.of(reader, case.id, shown)
                return [
                    (
                        row,
                        Part(
                            path(self.desk, reader, row, walked[row.id]),
                            row.ended_at,
                            tuple(known.get(instance_scope(row.id), ())),
                        ),
                    )
                    for row in shown
                ]

            return pages.gather(rows, lambda row: ("older", row.id), seen, after)

    def entry(self, actor: Actor, reference: str, sealed: int) -> SealedEntry:
        """One form, closed. Raises NotFound."""
        with self.desk.look() as (reader, snapshot):
            case, within = self.desk.case_by_reference(reader, actor, reference)
            slices = Slices(self.desk, reader, case, within, snapshot.vocabulary)
            rows = reader.last_filled(case.id, slices.zones(), below=min(sealed, LAST - 1) + 1, limit=1, among=1)
            found = next((row for row in rows if row.id == sealed), None)
            if found is None:
                raise NotFound()
            return slices.closed([found])[0]


def shown_to(desk: Desk, within: Reach, parts: Iterable[Instance]) -> list[Instance]:
    """The parts of the road that lie within this reach and that this server can open."""
    return [row for row in parts if row.zone in within.zones and states.opens(desk.sealer, row.zone)]


def ended(desk: Desk, reader: Reader, case: Case, within: Reach, most: int) -> tuple[list[Instance], bool]:
    """The newest parts of the road that ended and may be seen, and whether there are more."""
    found: list[Instance] = []
    below = LAST
    while len(found) <= most:
        rows = reader.ended_parts(case.id, below=below, limit=most + 1)
        found += shown_to(desk, within, rows)
        if len(rows) <= most:
            break
        below = rows[-1].id
    return found[:most], len(found) > most


def parts_of(desk: Desk, reader: Reader, within: Reach, instances: Iterable[int | None]) -> dict[int, Instance]:
    """These parts of the road by their number, as far as they may be seen."""
    wanted = tuple(sorted({one for one in instances if one}))
    rows = reader.find(Instance, id=wanted) if wanted else []
    return {row.id: row for row in shown_to(desk, within, rows)}


def last_here(reader: Reader, actor: Actor, case: Case, rows: Iterable[Event], now: datetime) -> datetime | None:
    """When this account last read something of the case, or did one of these events, before it sat down to it now."""
    if actor.account is None:
        return None
    before = now - SITTING
    acted = (row.at for row in rows if row.actor == actor.account and row.at < before)
    read = reader.last_look(case.id, actor.account, before)
    return max((at for at in (read, next(acted, None)) if at), default=None)


def timeline(
    reader: Reader, snapshot: Snapshot, rows: Sequence[Event], parts: Mapping[int, Instance]
) -> tuple[TimelineItem, ...]:
    """Events as lines, each with the part of the road or the table that it is about."""
    names = names_of(reader, (row.actor for row in rows))
    found = []
    for row in rows:
        line, part = _line(row, names), parts.get(row.instance or 0)
        found.append(replace(line, process=part.process if part else "", name=line.name or _table(snapshot, line)))
    return tuple(found)


def _table(snapshot: Snapshot, line: TimelineItem) -> str:
    """The name of the table that was asked, for a line about one."""
    return explained.table_name(snapshot, str(line.detail["decision"])) if line.kind == tags.DECISION_TAKEN else ""


def _line(row: Event, names: Mapping[int | None, str]) -> TimelineItem:
    detail = json.loads(row.detail)
    return TimelineItem(row.at, row.kind, names.get(row.actor, ""), str(detail.get("name", "")), detail, row.task)
