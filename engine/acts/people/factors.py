"""The second factor: an app that shows codes, and ten recovery codes on paper for when the phone is lost."""

import json
import os
import secrets
from dataclasses import dataclass

from engine import tags, totp
from engine.acts.desk import Desk
from engine.acts.people.common import tell
from engine.errors import Conflict, Stale
from engine.model import Account, Factor
from engine.safe import Safe
from engine.store.protocol import Reader, Transaction

CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper
LENGTH = 12  # signs of a recovery code: 59 bits


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What somebody needs to link an app: the text for typing over, and the address that a QR code holds."""

    secret: str
    address: str


@dataclass(frozen=True, slots=True)
class FactorState:
    """Whether there is a second factor, and how many recovery codes are left."""

    linked: bool
    recovery_left: int = 0


@dataclass(frozen=True, slots=True)
class Factors:
    """Linking an app, and checking its codes. Each code counts once."""

    desk: Desk
    safe: Safe

    def state(self, account: int) -> FactorState:
        """How an account stands."""
        with self.desk.store.reading() as reader:
            factor = confirmed(reader, account)
        return FactorState(True, len(json.loads(factor.recovery))) if factor else FactorState(False)

    def begin(self, account: int) -> Enrolment:
        """What to link; the same until it is confirmed, so that a second look at the page does not break it. Raises Conflict."""
        with self.desk.store.begin() as tx:
            row, rows = tx.get(Account, account), tx.find(Factor, account=account)
            assert row is not None, "whoever links an app has an account"
            if rows and rows[0].confirmed_at:
                raise Conflict("An app is linked already.", "Er is al een app gekoppeld.")
            secret = self._secret(rows[0]) if rows else os.urandom(totp.SECRET_BYTES)
            if not rows:
                kept = self.safe.keep(secret, _place(account))
                tx.add(Factor(account=account, secret=kept, created_at=self.desk.clock.now()))
        return Enrolment(totp.written(secret), totp.address(secret, row.login))

    def confirm(self, account: int, code: str) -> tuple[str, ...] | None:
        """The app shows the right code: from now on it is asked. Answers the recovery codes, which are shown once; None when wrong."""
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            rows = tx.find(Factor, account=account, confirmed_at=None)
            step = totp.accepted(self._secret(rows[0]), _plain(code), now, 0) if rows else None
            if step is None:
                return None
            codes, kept = self._recovery_codes(account)
            tx.change(rows[0], confirmed_at=now, last_step=step, recovery=kept)
            tell(tx, account, now, tags.FACTOR_SET, account=account)
        return codes

    def fresh_recovery(self, account: int) -> tuple[str, ...]:
        """Ten new recovery codes; the old ones are worth nothing any more. Raises Conflict without a linked app."""
        with self.desk.store.begin() as tx:
            factor = confirmed(tx, account)
            if factor is None:
                raise Conflict("Link an app first.", "Koppel eerst een app.")
            codes, kept = self._recovery_codes(account)
            tx.change(factor, recovery=kept)
            tell(tx, account, self.desk.clock.now(), tags.FACTOR_SET, account=account)
        return codes

    def check(self, account: int, given: str) -> bool:
        """Whether this is a code of the app or a recovery code that was not used yet; it is used up by this."""
        try:
            with self.desk.store.begin() as tx:
                factor = confirmed(tx, account)
                return factor is not None and self._use(tx, factor, _plain(given))
        except Stale:
            return False  # the same code came twice at the same moment: one of them counts

    def _use(self, tx: Transaction, factor: Factor, given: str) -> bool:
        now = self.desk.clock.now()
        step = totp.accepted(self._secret(factor), given, now, factor.last_step)
        if step is not None:
            tx.change(factor, last_step=step)
            return True
        kept, mark = json.loads(factor.recovery), self._mark(factor.account, given)
        if mark not in kept:
            return False
        tx.change(factor, recovery=json.dumps([one for one in kept if one != mark]))
        tell(tx, factor.account, now, tags.RECOVERY_USED, account=factor.account, left=len(kept) - 1)
        return True

    def _recovery_codes(self, account: int) -> tuple[tuple[str, ...], str]:
        codes = tuple("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES))
        shown = tuple("-".join(code[at : at + 4] for at in range(0, LENGTH, 4)) for code in codes)
        return shown, json.dumps([self._mark(account, code) for code in codes])

    def _mark(self, account: int, code: str) -> str:
        return self.safe.mark("recovery", str(account), code)

    def _secret(self, factor: Factor) -> bytes:
        return self.safe.take(factor.secret, _place(factor.account))


def confirmed(reader: Reader, account: int) -> Factor | None:
    """The second factor that an account must use; None when it has none."""
    return next((row for row in reader.find(Factor, account=account) if row.confirmed_at), None)


def take_factor(tx: Transaction, account: int) -> None:
    """Take the second factor away: the next log-in links a new one where it is asked."""
    for row in tx.find(Factor, account=account):
        tx.remove(row)


def _plain(given: str) -> str:
    """What was typed, without spaces and dashes."""
    return "".join(sign for sign in given.lower()[:100] if sign.isascii() and sign.isalnum())


def _place(account: int) -> str:
    return f"factor:{account}"
