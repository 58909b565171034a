"""Who reads what the person writes, told by organisation: a count of roles says nothing to the person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import access
from engine.acts.desk import Desk
from engine.model import Case, CaseParty, Organisation
from engine.store.protocol import Reader
from engine.vocabulary import Vocabulary

Helpers = tuple[tuple[str, tuple[str, ...]], ...]
"""Organisations, or kinds of them, each with the roles in it that read."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads one zone: the organisations that take part (`now`), and the kinds that would, once they take part (`later`)."""

    now: Helpers
    later: Helpers


def readers_of(desk: Desk, case: int, zones: Iterable[str], language: str, now: datetime) -> dict[str, Readers]:
    """Who reads each of these zones of a case, the person left out."""
    with desk.look() as (reader, snapshot):
        row = reader.get(Case, case)
        parties = _parties(reader, row, now) if row else {}
        return {zone: _readers(zone, snapshot.vocabulary, parties, language) for zone in zones}


def _parties(reader: Reader, case: Case, now: datetime) -> dict[str, list[str]]:
    """The names of the organisations that take part now, by their lane."""
    rows = [row for row in reader.find(CaseParty, case=case.id) if access.takes_part(row, now)]
    names = {row.id: row.name for row in reader.find(Organisation)}
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.lane, []).append(names.get(row.organisation, ""))
    return found


def _readers(zone: str, words: Vocabulary, parties: Mapping[str, Sequence[str]], language: str) -> Readers:
    now: dict[str, list[str]] = {}
    later: dict[str, list[str]] = {}
    declared = words.zones.get(zone)
    for group in sorted(declared.read) if declared else ():
        lane, role = words.lanes.get(group.partition(".")[0]), words.role(group)
        if lane is None or lane.kind == "person":
            continue
        for name in parties.get(lane.key, ()):
            now.setdefault(name, []).append((role or lane).say(language))
        if lane.key not in parties:
            later.setdefault(lane.say(language), []).append((role or lane).say(language))
    return Readers(_told(now), _told(later))


def _told(found: Mapping[str, Sequence[str]]) -> Helpers:
    return tuple((name, tuple(dict.fromkeys(roles))) for name, roles in found.items())
