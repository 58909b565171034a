"""Mail leaves over an encrypted line to a server that proves its name, or it does not leave."""

import asyncio
import datetime
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.infrastructure.mail import MailServer
from worker.channels.smtp import Smtp


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine with its key, signed by itself."""
    key, today = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "post")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("post") / "certificate.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def listening(certificate: Path | None, *, at_once: bool = False) -> Iterator[MailServer]:
    """A mail server that offers STARTTLS with this certificate, speaks TLS `at_once`, or offers nothing."""
    post, loop, ready = MailServer(), asyncio.new_event_loop(), threading.Event()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH) if certificate else None
    if context and certificate:
        context.load_cert_chain(certificate)

    def listen() -> None:
        offered, spoken = (None, context) if at_once else (context, None)
        factory = lambda: SMTP(post, hostname="test", tls_context=offered)  # noqa: E731  one line per connection
        server = loop.run_until_complete(loop.create_server(factory, post.host, 0, ssl=spoken))
        post.port = server.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        server.close()
        loop.close()

    thread = threading.Thread(target=listen)
    thread.start()
    ready.wait(timeout=10)
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def send(post: MailServer, tls: str) -> None:
    Smtp(post.host, post.port, "wij@example.org", seconds=5, tls=tls).send(
        "u@example.org", "Iets", "Er is iets.", "k:1"
    )


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_mail_reaches_a_server_that_proves_who_it_is(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, tls: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with listening(certificate, at_once=tls == "tls") as post:
        send(post, tls)
    assert len(post.mails) == 1


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_server_with_a_certificate_that_nobody_trusts_gets_no_mail(certificate: Path, tls: str) -> None:
    with listening(certificate, at_once=tls == "tls") as post, pytest.raises(ssl.SSLCertVerificationError):
        send(post, tls)
    assert post.mails == []


def test_a_server_that_offers_no_encryption_gets_no_mail() -> None:
    """As when somebody on the way takes the offer out. Without asking for it the mail would have left: that is seen here too."""
    with listening(None) as post:
        with pytest.raises(OSError, match="STARTTLS"):
            send(post, "starttls")
        assert post.mails == []
        send(post, "none")
    assert len(post.mails) == 1
