"""Tokens of programs: named, of one account of kind program, for a while, and taken back at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import tags
from engine.acts.desk import Desk
from engine.acts.people.common import actor_of, hashed, must_administer, must_be_sure, new_secret, tell
from engine.errors import Invalid, NotFound
from engine.model import Account, AccountKind, Actor, ProgramToken
from engine.ports import FieldProblem

PREFIX = "psp_"  # so that a token that leaked can be recognised by whoever finds it
LONGEST = 366  # days


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as administrators see it: never its value."""

    id: int
    name: str
    created_at: datetime
    expires_at: datetime
    valid: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """Making, finding and taking back."""

    desk: Desk

    def make(self, actor: Actor, account: int, name: str, days: int) -> str:
        """A token for a program. It is answered once. Raises NotAllowed, ProveAgain, NotFound, Invalid."""
        now = self.desk.clock.now()
        must_administer(actor)
        must_be_sure(actor, now)
        if not name.strip() or not 0 < days <= LONGEST:
            raise Invalid(
                [_problem("days", f"Kies een naam en 1 tot {LONGEST} dagen.", f"Give a name and 1 to {LONGEST} days.")]
            )
        token = PREFIX + new_secret()
        with self.desk.store.begin() as tx:
            row = tx.get(Account, account)
            if row is None or not row.active:
                raise NotFound()
            if row.kind is not AccountKind.PROGRAM:
                raise Invalid(
                    [_problem("account", "Alleen een programma krijgt een token.", "Only a program gets a token.")]
                )
            made = tx.add(
                ProgramToken(
                    account=account,
                    name=name.strip()[:100],
                    token=hashed(token),
                    set_by=actor.account,
                    created_at=now,
                    expires_at=now + timedelta(days=days),
                )
            )
            tell(tx, actor.account, now, tags.TOKEN_MADE, account=account, token=made.id)
        return token

    def find(self, token: str) -> Actor | None:
        """The program behind a token; None when it is over, was taken back, or the account was ended."""
        if not token.startswith(PREFIX):
            return None
        with self.desk.store.reading() as reader:
            rows = reader.find(ProgramToken, token=hashed(token), revoked_at=None)
            if not rows or self.desk.clock.now() >= rows[0].expires_at:
                return None
            account = reader.get(Account, rows[0].account)
            if account is None or not account.active or account.kind is not AccountKind.PROGRAM:
                return None
            return actor_of(self.desk, reader, account)

    def of(self, actor: Actor, account: int) -> list[TokenRow]:
        """The tokens of a program, the newest first. Raises NotAllowed."""
        must_administer(actor)
        now = self.desk.clock.now()
        with self.desk.store.reading() as reader:
            rows = reader.find(ProgramToken, account=account, newest=True)
        return [
            TokenRow(row.id, row.name, row.created_at, row.expires_at, row.revoked_at is None and now < row.expires_at)
            for row in rows
        ]

    def revoke(self, actor: Actor, token: int) -> None:
        """Take a token back: the next request with it is refused. Raises NotAllowed, NotFound."""
        must_administer(actor)
        now = self.desk.clock.now()
        with self.desk.store.begin() as tx:
            row = tx.get(ProgramToken, token)
            if row is None:
                raise NotFound()
            if row.revoked_at is None:
                tx.change(row, revoked_at=now)
                tell(tx, actor.account, now, tags.TOKEN_REVOKED, account=row.account, token=row.id)


def _problem(path: str, nl: str, en: str) -> FieldProblem:
    return FieldProblem(path, "invalid", nl, en)
