"""The key to the own page: alias with numbers and a passphrase, or a printed code. No DigiD, no citizen service number.

Somebody of staff asks for a key and somebody else hands the printed code out, so that nobody alone can become the person. A lost key
is a new one, by the same two people at the desk.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import access, passwords, tags
from engine.acts.desk import Desk
from engine.acts.people.common import hashed, new_secret
from engine.acts.people.guard import Guard
from engine.errors import FourEyes, Invalid, NotAllowed, NotFound, Stale
from engine.model import Actor, Case, CaseStatus, PersonKey, PersonVisit
from engine.step.routing import ALPHABET
from engine.store.protocol import Reader, Transaction

ABSOLUTE = timedelta(hours=2)
IDLE = timedelta(minutes=15)  # a shared telephone or a library computer
SEEN_EVERY = timedelta(minutes=1)
CODE_LETTERS = 24  # 120 bits: nobody guesses it, and it can be typed over from paper
GROUPS = 4


@dataclass(frozen=True, slots=True)
class NewKey:
    """What is printed for the person, once: it is kept nowhere in readable form."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Asking for, handing out and using the key of a person."""

    desk: Desk
    guard: Guard

    def standing(self, actor: Actor, reference: str) -> PersonKey | None:
        """The key of a case, for whoever directs or oversees it; None when there is none. Raises NotFound."""
        with self.desk.look() as (reader, _):
            case = self._case(reader, actor, reference)
            return next(iter(reader.find(PersonKey, case=case.id)), None)

    def ask(self, actor: Actor, reference: str, *, once: bool = True) -> None:
        """Ask for a (new) key. The old one works no more from here. Raises NotFound, NotAllowed."""
        with self.desk.look() as (reader, _):
            case_id = self._case(reader, actor, reference).id
        with self.desk.act(actor, case_id) as run:
            self._end(run.tx, case_id)
            name = _new_name(run.tx, run.case)
            run.tx.add(PersonKey(case=case_id, name=name, once=once, asked_by=actor.account, asked_at=run.now))
            run.settle()

    def hand_out(self, actor: Actor, reference: str) -> NewKey:
        """Make the code that is printed; not by whoever asked. Raises FourEyes, NotFound, NotAllowed."""
        with self.desk.look() as (reader, _):
            case_id = self._case(reader, actor, reference).id
        with self.desk.act(actor, case_id) as run:
            asked = next(iter(run.tx.find(PersonKey, case=case_id)), None)
            if asked is None or asked.issued_at is not None:
                raise NotFound()
            if actor.account is None or not access.four_eyes(actor.account, [asked.asked_by]):
                raise FourEyes()
            code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
            run.tx.change(asked, code=hashed(code), issued_by=actor.account, issued_at=run.now)
            run.tell(tags.PERSON_KEY_ISSUED, asked=asked.asked_by)
            run.settle()
            return NewKey(asked.name, _in_groups(code))

    def enter(self, name: str, secret: str, address: str = "") -> Actor | None:
        """The person behind a name with a passphrase or printed code; None when they do not fit.

        Every try counts, and takes as long for a name that nobody has. Raises TooManyTries.
        """
        name = name.strip().lower()
        limits = self.guard.at_login(f"own:{name}", address)
        self.guard.count(limits)
        with self.desk.store.reading() as reader:
            key = next(iter(reader.find(PersonKey, name=name)), None)
        # Hashed outside a transaction: it takes long, and nobody else should wait for it.
        by_word = passwords.fits(key.secret if key else None, secret.strip())
        by_code = secrets.compare_digest(key.code if key else "", hashed(_typed(secret)))
        if key is None or not (by_word or by_code):
            return None
        actor = self._use(key, by_code=by_code)
        if actor is None:
            return None
        self.guard.passed(limits)
        with self.desk.act(actor, key.case) as run:
            by = "code" if by_code and not by_word else "passphrase"
            run.tell(tags.PERSON_LOGGED_IN, by=by, at=run.now.isoformat())
            run.settle()
        return actor

    def _use(self, key: PersonKey, *, by_code: bool) -> Actor | None:
        """The person of a key that fitted; None when it was changed or used up meanwhile, or the file is gone."""
        try:
            with self.desk.store.begin() as tx:
                rows = tx.find(PersonKey, id=key.id, code=key.code, secret=key.secret)
                actor = self._actor(tx, key.case) if rows else None
                if actor is not None and by_code and key.once:
                    tx.change(rows[0], code="")
                return actor
        except Stale:
            return None  # the code for one time was typed twice at the same moment

    def choose(self, actor: Actor, passphrase: str) -> None:
        """The person chooses a passphrase; the printed code works no more unless it was meant to stay. Raises Invalid."""
        wrong = passwords.objection(passphrase.strip(), [actor.name])
        if wrong is not None:
            raise Invalid([wrong])
        hashed_words = passwords.hash_password(passphrase.strip())
        with self.desk.store.begin() as tx:
            for key in tx.find(PersonKey, case=actor.person):
                tx.change(key, secret=hashed_words, code="" if key.once else key.code)

    def must_choose(self, actor: Actor) -> bool:
        """Whether the person came in with a code for one time and has no passphrase yet."""
        with self.desk.store.reading() as reader:
            return any(key.once and not key.secret for key in reader.find(PersonKey, case=actor.person))

    # --- visits ---------------------------------------------------------------------------------------------------

    def open_visit(self, actor: Actor) -> str:
        """Begin a visit and answer what the browser keeps; only its hash is stored."""
        if actor.person is None:
            raise NotAllowed()
        token, now = new_secret(), self.desk.clock.now()
        visit = PersonVisit(
            token=hashed(token), case=actor.person, created_at=now, seen_at=now, expires_at=now + ABSOLUTE
        )
        with self.desk.store.begin() as tx:
            tx.add(visit)
        return token

    def visit(self, token: str) -> Actor | None:
        """The person of a visit; None when it is over: a quarter of an hour after the last look, two hours after its start."""
        now = self.desk.clock.now()
        with self.desk.store.reading() as reader:
            row = next(iter(reader.find(PersonVisit, token=hashed(token))), None)
            actor = self._actor(reader, row.case) if row else None
        if row is None or actor is None or _over(row, now):
            return None
        if now - row.seen_at > SEEN_EVERY:
            with self.desk.store.begin() as tx:
                tx.change(row, seen_at=now)
        return actor

    def close_visit(self, token: str) -> None:
        """End a visit."""
        with self.desk.store.begin() as tx:
            for row in tx.find(PersonVisit, token=hashed(token)):
                tx.remove(row)

    # --- shared ---------------------------------------------------------------------------------------------------

    def _case(self, reader: Reader, actor: Actor, reference: str) -> Case:
        """The case, for whoever directs or oversees it."""
        case, within = self.desk.case_by_reference(reader, actor, reference)
        if actor.person is not None or not (access.DIRECTOR in within.groups or within.oversees):
            raise NotAllowed()
        return case

    def _actor(self, reader: Reader, case_id: int) -> Actor | None:
        case = reader.get(Case, case_id)
        if case is None or case.status in (CaseStatus.ERASED, CaseStatus.RETAINED):
            return None
        language = case.language if case.language in ("nl", "en") else "nl"
        return Actor(account=None, name=case.alias, person=case.id, language=language)

    def _end(self, tx: Transaction, case_id: int) -> None:
        for row in (*tx.find(PersonVisit, case=case_id), *tx.find(PersonKey, case=case_id)):
            tx.remove(row)


def _over(row: PersonVisit, now: datetime) -> bool:
    return now >= row.expires_at or now - row.seen_at > IDLE


def _new_name(reader: Reader, case: Case) -> str:
    """The alias in plain letters with four numbers: two people with one alias do not meet, and the name says no more than the alias."""
    plain = re.sub(r"[^a-z]", "", case.alias.lower())[:20] or "naam"
    while True:
        name = f"{plain}-{secrets.randbelow(9000) + 1000}"
        if not reader.count(PersonKey, cap=1, name=name):
            return name


def _typed(code: str) -> str:
    """A code as it was printed, whatever spaces and small letters it was typed with."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def _in_groups(code: str) -> str:
    return " ".join(code[at : at + GROUPS] for at in range(0, len(code), GROUPS))
