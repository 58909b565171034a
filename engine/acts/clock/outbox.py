"""Notices that go out: one at a time, each as a letter without content of a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.acts.clock.trying import LEASE_SECONDS, TRIES, backoff
from engine.clock import Clock
from engine.model import Account, Notice, NoticeState
from engine.ports import Channel
from engine.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice made ready to send: no content of a case is in it."""

    recipient: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """The notices that wait. `write` turns one into a letter, a channel brings it."""

    store: Store
    clock: Clock
    channels: Mapping[str, Channel]
    write: Callable[[Notice, Account | None], Letter]

    def send_one(self) -> bool:
        """Send one notice of the outbox: taken with a lease, sent outside any transaction, marked afterwards.

        A crash between sending and marking sends it again with the same key, by which its receiver knows it.
        """
        with self.store.begin() as tx:
            notice = tx.take_notice(self.clock.now(), LEASE_SECONDS)
            if notice is None:
                return False
            account = _recipient(
                tx.get(Account, _account_id(notice.recipient)) if _account_id(notice.recipient) else None
            )
        self._mark(notice, sent=self._deliver(notice, account))
        return True

    def _deliver(self, notice: Notice, account: Account | None) -> bool:
        channel = self.channels.get(notice.channel) or self.channels["console"]
        letter = self.write(notice, account)
        try:
            channel.send(letter.recipient, letter.subject, letter.body, notice.key)
        except OSError:
            return False
        return True

    def _mark(self, notice: Notice, *, sent: bool) -> None:
        now = self.clock.now()
        with self.store.begin() as tx:
            row = tx.get(Notice, notice.id)
            if row is None:
                return
            if sent:
                tx.change(row, state=NoticeState.SENT, sent_at=now)
                return
            # Taking it counted the attempt, so that a crash while sending counts too.
            state = NoticeState.FAILED if row.attempts >= TRIES else NoticeState.WAITING
            tx.change(row, state=state, next_try_at=now + backoff(row.attempts))


def _account_id(recipient: str) -> int:
    kind, _, value = recipient.partition(":")
    return int(value) if kind == "account" and value.isdigit() else 0


def _recipient(account: Account | None) -> Account | None:
    return account if account and account.active else None
