"""What stands open for somebody for a few hours: care in an emergency, and the identity vault by two persons.

Whoever breaks the glass needs nobody's leave beforehand, for then it would be too late: it is written down, the person is
told, and another person looks at it afterwards. The vault is the other way round: nothing opens before a second person agrees.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import access, tags
from engine.acts import answers
from engine.acts.desk import Desk
from engine.acts.need.proposals import propose
from engine.errors import Conflict, Invalid, NotAllowed, NotFound
from engine.facts import dumps
from engine.model import Account, Actor, Case, CaseStatus, Event, Membership, Notice, Opening, Proposal, Review
from engine.ports import FieldProblem
from engine.store.protocol import Reader, Transaction

EMERGENCY_CODES = ("life", "unresponsive", "medication", "crisis")
VAULT_CODES = ("document", "court", "danger", "correction")
VAULT = "vault"
NO_CODE = FieldProblem("code", "choice", "Kies waarom.", "Choose why.")


@dataclass(frozen=True, slots=True)
class Openings:
    """Breaking the glass, and asking for the vault. `hours` is how long something stands open."""

    desk: Desk
    hours: float = 4.0

    def break_glass(self, actor: Actor, reference: str, zone: str, code: str) -> Opening:
        """Open a zone of care to a carer who has no part in the case, for an emergency.

        1. The actor must be a carer whom organisations.yaml lets in, and the case must be there: else it is absent.
        2. The opening, its line in the read log and in history, and the review by another person are written together.
        3. The person gets a letter about it, and the data protection officer a word.

        Raises NotFound, Invalid without a reason, Conflict when it is open to this actor already.
        """
        if actor.account is None:
            raise NotAllowed()
        with self.desk.store.begin() as tx:
            vocabulary = self.desk.library.snapshot(tx).vocabulary
            rows = tx.find(Case, reference=reference.strip().upper())
            if not access.carers_of(actor, zone, vocabulary) or not rows or rows[0].status is CaseStatus.ERASED:
                raise NotFound()
            if code not in EMERGENCY_CODES:
                raise Invalid([NO_CODE])
            case = tx.lock_case(rows[0].id) or rows[0]
            if zone in self.desk.reach(tx, actor, case, vocabulary).zones:
                raise Conflict("You can read this already.", "U kunt dit al lezen.")
            return self._opened(tx, actor.account, case, zone, code)

    def _opened(self, tx: Transaction, account: int, case: Case, zone: str, code: str) -> Opening:
        now = self.desk.clock.now()
        row = tx.add(self._opening(case.id, zone, account, access.EMERGENCY, code, now))
        subject = f"opening:{row.id}"
        answers.log(tx, account, case.id, zone, subject, access.EMERGENCY, now, access.EMERGENCY)
        tx.add(
            Review(
                kind=access.EMERGENCY,
                subject=subject,
                case=case.id,
                zone=zone,
                about=account,
                detail=dumps({"code": code}),
                opened_at=now,
            )
        )
        detail = dumps({"code": code, "until": row.until.isoformat()})
        tx.append_events([Event(case=case.id, at=now, kind=tags.GLASS_BROKEN, actor=account, zone=zone, detail=detail)])
        tell_person(tx, case, subject, "opened", now)
        tell_protection(tx, subject, now, besides=account)
        return row

    def ask_vault(self, actor: Actor, reference: str, code: str) -> Proposal:
        """Ask to see who somebody is. Whoever directs the case asks; it opens when a second person agrees.

        Raises NotFound, NotAllowed, Invalid without a reason, Conflict when it was asked already.
        """
        with self.desk.store.begin() as tx:
            seen, within = self.desk.case_by_reference(tx, actor, reference)
            if access.DIRECTOR not in within.groups:
                raise NotAllowed()
            if code not in VAULT_CODES:
                raise Invalid([NO_CODE])
            tx.lock_case(seen.id)
            now = self.desk.clock.now()
            return propose(
                tx, actor, VAULT, f"vault:{seen.id}:{actor.account}", now, case=seen.id, detail={"code": code}
            )

    # --- the deed of a vault ------------------------------------------------------------------------------------

    def may(self, reader: Reader, actor: Actor, proposal: Proposal) -> bool:
        """Whoever guards the vault, in cases that exist for them; and who asked."""
        case = reader.get(Case, proposal.case) if proposal.case else None
        if case is None:
            return False
        if access.protects(actor) or (actor.account is not None and actor.account == proposal.proposed_by):
            return True
        within = self.desk.reach(reader, actor, case, self.desk.library.snapshot(reader).vocabulary)
        return access.sees_case(case, within) and access.coordinates(actor)

    def check(self, actor: Actor, proposal: Proposal) -> None:
        """Nothing takes long here."""

    def do(self, tx: Transaction, actor: Actor, proposal: Proposal, now: datetime) -> None:
        """Open the vault for who asked, and tell the person."""
        case = tx.get(Case, proposal.case) if proposal.case else None
        if case is None or proposal.proposed_by is None:
            raise NotFound()
        asked = proposal.proposed_by
        row = tx.add(self._opening(case.id, access.VAULT, asked, VAULT, f"proposal:{proposal.id}", now))
        detail = dumps({"until": row.until.isoformat(), "for": asked})
        tx.append_events([Event(case=case.id, at=now, kind=tags.VAULT_OPENED, actor=actor.account, detail=detail)])
        tell_person(tx, case, f"opening:{row.id}", "opened", now)

    def _opening(self, case: int, zone: str, account: int, ground: str, code: str, now: datetime) -> Opening:
        until = now + timedelta(hours=self.hours)
        return Opening(case=case, zone=zone, account=account, ground=ground, code=code, since=now, until=until)


def tell_person(tx: Transaction, case: Case, subject: str, template: str, now: datetime) -> None:
    """A letter to the person, handed over or read out: no address is kept."""
    tx.add(
        Notice(
            case=case.id,
            key=f"{template}:{subject}",
            channel="letter",
            recipient=f"case:{case.reference}",
            template=template,
            language=case.language,
            detail=dumps({"reference": case.reference}),
            next_try_at=now,
        )
    )


def tell_protection(tx: Transaction, subject: str, now: datetime, *, besides: int | None = None) -> None:
    """A word to every data protection officer, but not to who it is about: there is something to look at."""
    for account in protectors(tx):
        if account.id != besides:
            notice = Notice(
                case=None,
                key=f"review:{subject}:{account.id}",
                channel="mail",
                recipient=f"account:{account.id}",
                template="review",
                language=account.language,
                next_try_at=now,
            )
            tx.add_unless_there(notice)


def protectors(reader: Reader) -> Iterable[Account]:
    """The accounts of data protection officers."""
    ids = tuple(sorted({row.account for row in reader.find(Membership, lane=access.PROTECTION)}))
    return reader.find(Account, id=ids, active=True) if ids else []
