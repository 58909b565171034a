"""Four eyes: one person proposes a thing, another confirms or refuses it. One mechanism for every kind of thing.

Each kind says who may decide and what is then done; this file keeps the two apart and remembers both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine import access, tags
from engine.acts.desk import Desk
from engine.errors import AlreadyDone, Conflict, FourEyes, NotFound
from engine.facts import dumps
from engine.model import Account, Actor, Case, Event, Proposal
from engine.store.protocol import Reader, Transaction


class Deed(Protocol):
    """One kind of thing that two persons decide."""

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Whether the proposal exists for this actor; deciding it asks for another person besides."""
        ...

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """What takes long, before any transaction. Raises when it cannot be done any more."""
        ...

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> None:
        """Do it. The case, when there is one, is locked."""
        ...


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal as somebody sees it. `mine` says that they made it themselves: another person must decide."""

    id: int
    kind: str
    subject: str
    reference: str
    code: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Proposals:
    """What waits for a second person."""

    desk: Desk
    deeds: Mapping[str, Deed]

    def open(self, actor: Actor) -> list[ProposalView]:
        """The open proposals that exist for this actor, oldest first."""
        with self.desk.look() as (reader, _):
            rows = reader.find(Proposal, decided_at=None, limit=500)
            return [_view(reader, actor, row) for row in rows if self.deeds[row.kind].may(reader, actor, row)]

    def decide(self, actor: Actor, proposal: int, *, accept: bool) -> Proposal:
        """Confirm or refuse what somebody else proposed; whoever proposed it may take it back.

        1. It must exist for this actor. 2. What takes long is checked outside any transaction. 3. With the case locked the
        row is read again; it must still be open. 4. The one who proposed cannot confirm. 5. It is done, and history says so.

        Raises NotFound, FourEyes, AlreadyDone, and what its kind raises.
        """
        with self.desk.look() as (reader, _):
            seen = self._seen(reader, actor, proposal)
        if accept:
            _must_be_another(actor, seen)
            self.deeds[seen.kind].check(actor, seen)
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            if seen.case is not None:
                tx.lock_case(seen.case)
            row = self._seen(tx, actor, proposal)
            if row.decided_at is not None:
                raise AlreadyDone()
            decided = tx.change(row, decided_by=actor.account, decided_at=now, accepted=accept)
            if accept:
                _must_be_another(actor, row)
                self.deeds[row.kind].do(tx, actor, decided, now)
            tell(tx, decided, tags.PROPOSAL_CONFIRMED if accept else tags.PROPOSAL_REFUSED, actor, now)
            return decided

    def _seen(self, reader: Reader, actor: Actor, proposal: int) -> Proposal:
        row = reader.get(Proposal, proposal)
        if row is None or not self.deeds[row.kind].may(reader, actor, row):
            raise NotFound()
        return row


def propose(
    tx: Transaction,
    actor: Actor,
    kind: str,
    subject: str,
    now: datetime,
    *,
    case: int | None = None,
    reason: str = "",
    code: str = "",
) -> Proposal:
    """Write down what another person must confirm. A case must be locked. Raises Conflict when it is proposed already."""
    if tx.find(Proposal, kind=kind, subject=subject, decided_at=None, limit=1):
        raise Conflict(
            "This was proposed already. It waits for a second person.",
            "Dit is al voorgesteld. Het wacht op een tweede persoon.",
        )
    row = tx.add(
        Proposal(
            kind=kind,
            subject=subject,
            case=case,
            detail=dumps({"code": code}),
            reason=reason.strip()[:300],
            proposed_by=actor.account,
            proposed_at=now,
        )
    )
    tell(tx, row, tags.PROPOSAL_MADE, actor, now)
    return row


def tell(tx: Transaction, row: Proposal, kind: str, actor: Actor, now: datetime) -> None:
    """A line of history; of a case its own, else of the system's."""
    detail = dumps({"proposal": row.id, "kind": row.kind, "subject": row.subject})
    tx.append_events([Event(case=row.case, at=now, kind=kind, actor=actor.account, detail=detail)])


def _must_be_another(actor: Actor, proposal: Proposal) -> None:
    if not access.four_eyes(actor.account, [proposal.proposed_by]):
        raise FourEyes(
            "You proposed this yourself. Ask a colleague to confirm it.",
            "U stelde dit zelf voor. Vraag een collega om het te bevestigen.",
        )


def _view(reader: Reader, actor: Actor, row: Proposal) -> ProposalView:
    by = reader.get(Account, row.proposed_by) if row.proposed_by else None
    case = reader.get(Case, row.case) if row.case else None
    return ProposalView(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        reference=case.reference if case else "",
        code=str(json.loads(row.detail).get("code", "")),
        reason=row.reason,
        proposed_by=by.name if by else "Perspectief",
        proposed_at=row.proposed_at,
        mine=actor.account is not None and row.proposed_by == actor.account,
    )
