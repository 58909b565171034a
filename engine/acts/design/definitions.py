"""Deploy: read, check together, number, keep. Nothing works before a person has activated it; a refused bundle changes nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import access, kernel, tags
from engine.acts.design.reading import Reading, Readings
from engine.acts.desk import Desk, person
from engine.acts.need.proposals import propose
from engine.errors import NotAllowed, NotFound
from engine.figures.disclosure import in_tens
from engine.lint.bundle import Bundle as Together
from engine.model import Actor, Bundle, Definition, Event, Instance, InstanceStatus, Proposal
from engine.step import states
from engine.store.protocol import Reader, Transaction
from engine.views import DefinitionView, Deployment, Finding
from engine.vocabulary import PLAIN_ZONE, Vocabulary

BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Definitions:
    """What process designers do."""

    desk: Desk
    connectors: frozenset[str] = frozenset()

    @property
    def _readings(self) -> Readings:
        return Readings(self.desk, self.connectors)

    # --- looking ------------------------------------------------------------------------------------------------

    def processes(self, actor: Actor) -> list[DefinitionView]:
        """The active version of every process."""
        with self.desk.look() as (reader, snapshot):
            told = _told_to(actor, snapshot.vocabulary)
            return self._views(reader, [deployed.row for _, deployed in sorted(snapshot.processes.items())], told)

    def versions(self, actor: Actor, kind: str, key: str) -> list[DefinitionView]:
        """Every version of a definition, newest first. Raises NotFound."""
        with self.desk.look() as (reader, snapshot):
            rows = reader.find(Definition, kind=kind, key=key, newest=True)
            if not rows:
                raise NotFound()
            told = _told_to(actor, snapshot.vocabulary)
            return self._views(reader, rows, told)

    def brought_in(self, actor: Actor, proposal: int) -> list[DefinitionView]:
        """The versions that a proposed bundle brings. Raises NotFound, also for who may bring in none."""
        with self.desk.look() as (reader, snapshot):
            row = reader.get(Proposal, proposal)
            if row is None or row.kind != BUNDLE or not access.designs(actor):
                raise NotFound()
            rows = reader.find(Definition, bundle=bundle_of(row))
            return self._views(reader, rows, _told_to(actor, snapshot.vocabulary))

    def source(self, actor: Actor, definition: int) -> str:
        """The file as it was deployed. Raises NotFound."""
        with self.desk.look() as (reader, _):
            row = reader.get(Definition, definition)
            if row is None:
                raise NotFound()
            return row.source

    def counts(self, actor: Actor, definition: int) -> dict[str, int]:
        """How many instances stand at each element now. Only for designers: they must know how many a change touches, not whom;
        of silent zones there are only tens."""
        if not access.designs(actor):
            return {}
        with self.desk.look() as (reader, snapshot):
            model = self.desk.library.model(reader, definition)
            alone = (model.zone or PLAIN_ZONE) in _told_to(actor, snapshot.vocabulary)
            counts: dict[str, int] = {}
            for row in reader.find(Instance, definition=definition, status=InstanceStatus.ACTIVE):
                if not states.opens(self.desk.sealer, row.zone):
                    continue
                for element in kernel.active(model, kernel.load(states.opened(self.desk.sealer, row))):
                    counts[element] = counts.get(element, 0) + 1
            return counts if alone else {e: tens for e, number in counts.items() if (tens := in_tens(number))}

    def form(self, form_id: str, version: int | None = None) -> object:
        """A form as the forms room compiled it. Raises NotFound."""
        with self.desk.look() as (reader, _):
            return self.desk.library.form(reader, form_id, version).compiled

    def forms(self) -> list[object]:
        """The active forms as the forms room compiled them: they hold the words of the facts that they ask."""
        with self.desk.look() as (_, snapshot):
            return [deployed.compiled for _, deployed in sorted(snapshot.forms.items())]

    def process_names(self) -> dict[str, str]:
        """The name that people see of every active process, by its key."""
        with self.desk.look() as (_, snapshot):
            return {key: deployed.compiled.name or key for key, deployed in sorted(snapshot.processes.items())}

    def _views(self, reader: Reader, rows: Sequence[Definition], told: frozenset[str]) -> list[DefinitionView]:
        """Versions as somebody sees them who is told exact counts of these zones; of the others there are only tens."""
        running = reader.running_counts([row.id for row in rows if row.kind == "process"])
        return [self._view(reader, row, self._running(row, running, told)) for row in rows]

    def _view(self, reader: Reader, row: Definition, running: int | None) -> DefinitionView:
        bundle = reader.get(Bundle, row.bundle)
        by = person(reader, bundle.proposed_by if bundle else None)
        name = row.key
        if row.kind == "process":
            name = self.desk.library.model_of(row).name
        return DefinitionView(
            id=row.id,
            kind=row.kind,
            key=row.key,
            name=name,
            version=row.version,
            sha256=row.sha256,
            active=row.active,
            deployed_at=bundle.activated_at or bundle.proposed_at if bundle else self.desk.clock.now(),
            deployed_by=by.name if by else "Perspectief",
            running=running,
        )

    def _running(self, row: Definition, running: Mapping[int, int], told: frozenset[str]) -> int | None:
        if row.kind != "process":
            return 0
        number = running.get(row.id, 0)
        zone = self.desk.library.model_of(row).zone or PLAIN_ZONE
        return number if zone in told else in_tens(number)

    # --- checking -----------------------------------------------------------------------------------------------

    def check(self, files: Mapping[str, bytes], actor: Actor | None = None) -> tuple[Finding, ...]:
        """Everything that is wrong with these files, together with what is active already."""
        with self.desk.look() as (reader, _):
            return tuple(self._readings.read(reader, files).findings)

    def together(self, files: Mapping[str, bytes]) -> Together:
        """What would work together if these files came to what is active, whatever is wrong with them."""
        with self.desk.look() as (reader, _):
            return self._readings.bring_together(reader, files)[1]

    # --- deploying ----------------------------------------------------------------------------------------------

    def deploy(
        self, files: Mapping[str, bytes], actor: Actor, *, dry_run: bool = False, activate: bool | None = None
    ) -> Deployment:
        """Check the files and keep what changed as new versions, in one transaction.

        What a person brings in is proposed: another person puts it to work. Only whoever runs the installation itself
        (`actor` without an account) activates at once. Findings of severity error refuse the whole bundle. A file that is the
        same as its active version gets no new one.
        """
        if actor.account is not None and not access.designs(actor):
            raise NotAllowed()
        activate = actor.account is None if activate is None else activate
        with self.desk.look() as (reader, _):
            reading = self._readings.read(reader, files)
        findings = tuple(reading.findings)
        if dry_run or any(row.severity == "error" for row in findings):
            return Deployment(None, False, findings, (), reading.sources)
        with self.desk.store.begin() as tx:
            bundle, written = self._keep(tx, reading, actor, activate=activate)
        with self.desk.look() as (reader, snapshot):
            told = _told_to(actor, snapshot.vocabulary)
            views = tuple(self._views(reader, written, told))
        return Deployment(bundle.id, activate, findings, views)

    def _keep(
        self, tx: Transaction, reading: Reading, actor: Actor, *, activate: bool
    ) -> tuple[Bundle, list[Definition]]:
        """Write the bundle down with a new version of every file that changed; propose it unless it works at once."""
        now = self.desk.clock.now()
        by, at = (actor.account, now) if activate else (None, None)
        bundle = tx.add(Bundle(proposed_by=actor.account, proposed_at=now, activated_by=by, activated_at=at))
        kept = (
            _version(tx, bundle, kind, key, text, activate=activate)
            for (kind, key), text in sorted(reading.sources.items())
        )
        written = [row for row in kept if row]
        kind = tags.BUNDLE_ACTIVATED if activate else tags.BUNDLE_PROPOSED
        tx.append_events([Event(case=None, at=now, kind=kind, actor=actor.account)])
        if written and not activate:
            keys = ", ".join(sorted({row.key for row in written}))
            propose(tx, actor, BUNDLE, f"{BUNDLE}:{bundle.id}", now, reason=keys)
        return bundle, written


def bundle_of(proposal: Proposal) -> int:
    """Which bundle it is proposed to put to work."""
    return int(proposal.subject.removeprefix(f"{BUNDLE}:"))


def _version(tx: Transaction, bundle: Bundle, kind: str, key: str, text: str, *, activate: bool) -> Definition | None:
    """The next version of a definition; None when it is the same as the active one. Who runs on the former goes on."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    former = tx.find(Definition, kind=kind, key=key, newest=True, limit=1)
    if former and former[0].sha256 == digest and former[0].active:
        return None
    for row in tx.find(Definition, kind=kind, key=key, active=True) if activate else ():
        tx.change(row, active=False)
    version = former[0].version + 1 if former else 1
    return tx.add(
        Definition(kind=kind, key=key, version=version, sha256=digest, source=text, bundle=bundle.id, active=activate)
    )


def _told_to(actor: Actor, vocabulary: Vocabulary) -> frozenset[str]:
    """The zones whose instances are counted exactly for an actor: for designers all but the silent ones, for they must know how
    many a change touches, and an administrator designs nothing.

    One complaint more, or one more person in care, is nobody's to see in a list of processes.
    """
    if actor.account is not None and (actor.admin or not access.designs(actor)):
        return frozenset()
    return frozenset(zone for zone in vocabulary.zones if not vocabulary.silent(zone))
