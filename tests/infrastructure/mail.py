"""A mail server on loopback that keeps what it gets."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailServer:
    """Where it listens, and every mail it took, oldest first. `refuse` makes it answer 451 until set back."""

    host: str = "127.0.0.1"
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuse: bool = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuse:
            return "451 try again later"
        mail = message_from_bytes((envelope.original_content or b"").replace(b"\r\n", b"\n"), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


@pytest.fixture
def smtp_server() -> Iterator[MailServer]:
    """Empty for every test."""
    with listening() as post:
        yield post


@contextmanager
def listening(*, offers: ssl.SSLContext | None = None, speaks: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """As `smtp_server`, for whoever is no test: one that offers STARTTLS, speaks TLS from the first word, or neither. Its loop has
    a thread of its own: the browser's occupies the main one."""
    post, loop, ready = MailServer(), asyncio.new_event_loop(), threading.Event()
    thread = threading.Thread(target=_listen, args=(post, loop, ready, offers, speaks), name="smtp")
    thread.start()
    ready.wait(timeout=10)
    try:
        yield post
    finally:  # whatever happened: a thread that is left keeps the program from ending
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _listen(
    post: MailServer,
    loop: asyncio.AbstractEventLoop,
    ready: threading.Event,
    offers: ssl.SSLContext | None,
    speaks: ssl.SSLContext | None,
) -> None:
    lines: list[SMTP] = []

    def pick_up() -> SMTP:
        lines.append(SMTP(post, hostname="test", tls_context=offers))
        return lines[-1]

    server = loop.run_until_complete(loop.create_server(pick_up, post.host, 0, ssl=speaks))
    post.port = server.sockets[0].getsockname()[1]
    ready.set()
    loop.run_forever()
    server.close()
    for line in lines:
        if line.transport is not None:
            line.transport.abort()
    loop.run_until_complete(asyncio.sleep(0.01))  # a line is closed in a later turn of the loop
    loop.close()
