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
from engine.errors import AlreadyDone, Conflict, FourEyes, NotFound, Stale
from engine.facts import dumps
from engine.model import Account, Actor, Case, Event, Organisation, Proposal
from engine.store.protocol import Reader, Transaction
from engine.views import Person
from engine.vocabulary import Vocabulary


class Deed(Protocol):
    """One kind of thing that two persons decide."""

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Whether the proposal exists for this actor; deciding it asks for another person besides."""
        ...

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """What takes long, before any transaction. Raises when it cannot be done any more."""
        ...

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> str | None:
        """Do it. The case, when there is one, is locked. Answers what only who confirms is told, once; mostly there is nothing."""
        ...


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal as somebody sees it. `mine` says that they made it themselves, `may` that they can confirm it.

    `about` is whose right it is; of a role its organisation, `lane.role` and label are told, of a log-in service the service
    and what it calls this person.
    """

    id: int
    kind: str
    subject: str
    reference: str
    code: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    mine: bool
    may: bool
    about: Person | None = None
    organisation: str = ""
    role: str = ""
    label: str = ""
    issuer: str = ""
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What waits for a second person."""

    desk: Desk
    deeds: Mapping[str, Deed]

    def open(self, actor: Actor, about: int | None = None) -> list[ProposalView]:
        """The open proposals that exist for this actor, oldest first; with `about` those about one account."""
        with self.desk.look() as (reader, snapshot):
            return [
                _view(reader, snapshot.vocabulary, actor, row)
                for row in reader.find(Proposal, decided_at=None, limit=500)
                if about in (None, row.about) and self.deeds[row.kind].may(reader, actor, row)
            ]

    def decide(self, actor: Actor, proposal: int, *, accept: bool) -> str | None:
        """Confirm or refuse what somebody else proposed; whoever proposed it may take it back.

        1. It must exist for this actor. 2. What takes long is checked outside any transaction. 3. With the case locked the
        row is read again; it must still be open. 4. Neither who proposed it nor whom it is about can confirm. 5. It is done,
        and history says so. Of two who decide at the same moment the version of the row lets one through.

        Answers what only who confirms is told, once: the code of a link for a new password. Mostly None.
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
                raise _too_late()
            decided, told = _decided(tx, row, decided_by=actor.account, decided_at=now, accepted=accept), None
            if accept:
                _must_be_another(actor, row)
                told = self.deeds[row.kind].do(tx, actor, decided, now)
            tell(tx, decided, tags.PROPOSAL_CONFIRMED if accept else tags.PROPOSAL_REFUSED, actor, now)
            return told

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
    about: int | None = None,
    reason: str = "",
    detail: Mapping[str, str] | None = None,
) -> Proposal:
    """Write down what another person must confirm: of which case, about whose account, and why (`reason`, or a code).

    `detail` is what the deed must know, in codes and keys. A case must be locked. Raises Conflict when it is proposed already.
    """
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
            about=about,
            detail=dumps(detail or {}),
            reason=reason.strip()[:300],
            proposed_by=actor.account,
            proposed_at=now,
        )
    )
    tell(tx, row, tags.PROPOSAL_MADE, actor, now)
    return row


def _decided(tx: Transaction, row: Proposal, **columns: object) -> Proposal:
    """The row as it was decided, unless somebody else decided since it was read."""
    try:
        return tx.change(row, **columns)
    except Stale as stale:
        raise _too_late() from stale


def _too_late() -> AlreadyDone:
    return AlreadyDone("This proposal was decided already.", "Over dit voorstel is al beslist.")


def tell(tx: Transaction, row: Proposal, kind: str, actor: Actor, now: datetime) -> None:
    """A line of history; of a case its own, else of the system's."""
    detail = dumps({"proposal": row.id, "kind": row.kind, "subject": row.subject})
    tx.append_events([Event(case=row.case, at=now, kind=kind, actor=actor.account, detail=detail)])


def _must_be_another(actor: Actor, proposal: Proposal) -> None:
    if not access.four_eyes(actor.account, _involved(proposal)):
        raise need_another()


def need_another() -> FourEyes:
    """What is said to who would decide alone."""
    return FourEyes(
        "Somebody else must do this: not who proposed it, and not whom it is about. Ask a colleague.",
        "Iemand anders moet dit doen: niet wie het voorstelde en niet over wie het gaat. Vraag een collega.",
    )


def _involved(proposal: Proposal) -> tuple[int | None, ...]:
    return proposal.proposed_by, proposal.about


def _view(reader: Reader, vocabulary: Vocabulary, actor: Actor, row: Proposal) -> ProposalView:
    by = reader.get(Account, row.proposed_by) if row.proposed_by else None
    case = reader.get(Case, row.case) if row.case else None
    who = reader.get(Account, row.about) if row.about else None
    detail = json.loads(row.detail)
    places = reader.find(Organisation, key=detail["organisation"]) if "organisation" in detail else []
    return ProposalView(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        reference=case.reference if case else "",
        code=detail.get("code", ""),
        reason=row.reason,
        proposed_by=by.name if by else "Perspectief",
        proposed_at=row.proposed_at,
        mine=actor.account is not None and row.proposed_by == actor.account,
        may=access.four_eyes(actor.account, _involved(row)),
        about=Person(who.id, who.name) if who else None,
        organisation=places[0].name if places else "",
        role=detail.get("role", ""),
        label=vocabulary.role_words(detail.get("role", ""), actor.language),
        issuer=detail.get("issuer", ""),
        known_as=detail.get("subject", ""),
    )
