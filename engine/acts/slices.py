"""What is known of a case, by zone: its facts, and the forms that were filled in, closed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.access import Reach
from engine.acts.desk import Desk, names_of
from engine.errors import NotFound
from engine.escalation import LADDER
from engine.model import Case, Fact, Instance
from engine.step import states
from engine.step.casefacts import CaseFacts, instance_scope, readable
from engine.store.protocol import Filled, Reader
from engine.views import FactView, SealedEntry, ZoneSlice
from engine.vocabulary import Vocabulary

AMONG = 50  # the newest forms of a case that its page looks at; older ones are behind it


@dataclass(frozen=True, slots=True)
class Slices:
    """A look at what is known of one case, as far as somebody reaches (`within`)."""

    desk: Desk
    reader: Reader
    case: Case
    within: Reach
    vocabulary: Vocabulary

    def of(self, parts: Iterable[Instance] | None, entries: int, language: str) -> tuple[ZoneSlice, ...]:
        """Of every zone the facts of the case and of these parts (of all there ever were for None), and so many of its forms."""
        facts = self._facts(None if parts is None else ("", *scopes_of(parts)))
        filled = self.reader.last_filled(self.case.id, self.zones(), limit=entries, among=max(entries, AMONG))
        many = {row.zone: row.of for row in filled}
        known, closed = self.known(facts), self.closed(filled)
        return tuple(
            ZoneSlice(
                zone=key,
                label=zone.say(language),
                facts=tuple(row for row in known if row.zone == key),
                entries=tuple(row for row in closed if row.zone == key),
                filled=many.get(key, 0),
                earlier=sum(many.values()) >= AMONG > entries,
            )
            for key, zone in self.vocabulary.zones.items()
            if key in self.within.zones
        )

    def zones(self) -> frozenset[str]:
        """The zones that this actor reads and this server can open."""
        return frozenset(zone for zone in self.within.zones if states.opens(self.desk.sealer, zone))

    def of_parts(self, parts: Sequence[Instance]) -> Mapping[str, Sequence[FactView]]:
        """The facts of these parts alone, by their scope."""
        facts = self._facts(scopes_of(parts)) if parts else None
        found: dict[str, list[FactView]] = {}
        if facts:
            rows = self._shown(facts)
            for row, view in zip(rows, self._views(facts, rows), strict=True):
                found.setdefault(row.scope, []).append(view)
        return found

    def known(self, facts: CaseFacts) -> list[FactView]:
        """The facts that may be seen, in words and values."""
        return self._views(facts, self._shown(facts))

    def closed(self, rows: Sequence[Filled]) -> list[SealedEntry]:
        """The forms, closed: what they are called, when they were filled in and by whom."""
        names = names_of(self.reader, (row.set_by for row in rows))
        return [
            SealedEntry(row.id, row.zone, self._title(row), row.form, row.set_at, names.get(row.set_by, ""))
            for row in rows
        ]

    def _facts(self, scopes: Sequence[str] | None) -> CaseFacts:
        return CaseFacts(self.reader, self.case, self.vocabulary, self.desk.sealer, scopes=scopes or ())

    def _shown(self, facts: CaseFacts) -> list[Fact]:
        """What the ladder notes about itself is in its tasks and the timeline; awards and the like belong here."""
        zones, ladders = self.zones(), self._ladders(facts)
        return [row for row in facts.rows() if row.zone in zones and row.scope not in ladders]

    def _ladders(self, facts: CaseFacts) -> Collection[str]:
        if not any(row.scope for row in facts.rows()):
            return ()
        return scopes_of(self.reader.find(Instance, case=self.case.id, process=LADDER))

    def _views(self, facts: CaseFacts, rows: Sequence[Fact]) -> list[FactView]:
        names, words = names_of(self.reader, (row.set_by for row in rows)), self.vocabulary.facts
        return [
            FactView(
                name=row.name,
                meaning=words[row.name].meaning if row.name in words else row.name,
                value=readable(facts, row),
                zone=row.zone,
                type=words[row.name].type if row.name in words else "text",
                set_at=row.set_at,
                set_by=names.get(row.set_by, ""),
            )
            for row in rows
        ]

    def _title(self, row: Filled) -> str:
        try:
            form = self.desk.library.form(self.reader, row.form, row.form_version or None)
        except NotFound:
            return row.form
        return self.desk.forms.title(form.compiled)


def scopes_of(parts: Iterable[Instance]) -> tuple[str, ...]:
    """Where the facts of these parts alone belong."""
    return tuple(instance_scope(row.id) for row in parts)
