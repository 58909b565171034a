"""Putting a proposed bundle to work: what a second person decides."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine import access, tags
from engine.acts.design.definitions import Definitions, bundle_of
from engine.acts.design.reading import KINDS
from engine.errors import Conflict, NotFound, Refused
from engine.model import Actor, Bundle, Definition, Event, Proposal
from engine.store.protocol import Reader, Transaction

ENDINGS = {kind: ending for ending, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Activation:
    """The deed that a proposal of a bundle asks for."""

    definitions: Definitions

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Whoever may bring in definitions."""
        return actor.account is None or access.designs(actor)

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """Hold the files once more against what is active by now. Raises Refused."""
        with self.definitions.desk.look() as (reader, _):
            rows = reader.find(Definition, bundle=bundle_of(proposal))
        files = {f"{row.key}{ENDINGS.get(row.kind, '.yaml')}": row.source.encode() for row in _one_per_file(rows)}
        findings = self.definitions.check(files)
        if any(row.severity == "error" for row in findings):
            raise Refused(findings)

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> None:
        """Activate every version of the bundle; who runs on an older one goes on. Raises Conflict when a later one is active."""
        bundle = tx.get(Bundle, bundle_of(proposal))
        if bundle is None or bundle.activated_at is not None:
            raise NotFound()
        for row in tx.find(Definition, bundle=bundle.id):
            for older in tx.find(Definition, kind=row.kind, key=row.key, active=True):
                if older.version > row.version:
                    raise Conflict(
                        f"A later version of {row.key} is in use by now. Bring the files in anew.",
                        f"Van {row.key} is al een latere versie in gebruik. Breng de bestanden opnieuw in.",
                    )
                tx.change(older, active=False)
            tx.change(row, active=True)
        tx.change(bundle, activated_by=actor.account, activated_at=now)
        detail = json.dumps({"bundle": bundle.id})
        tx.append_events([Event(case=None, at=now, kind=tags.BUNDLE_ACTIVATED, actor=actor.account, detail=detail)])


def _one_per_file(rows: Iterable[Definition]) -> Iterable[Definition]:
    """A file with several tables is kept under each of their keys."""
    return {(row.kind, row.sha256): row for row in rows}.values()
