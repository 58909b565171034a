"""Mail leaves over an encrypted line to a server that proves its name, or it does not leave."""

import datetime
import gc
import ipaddress
import ssl
import warnings
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.infrastructure import mail
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


def listening(certificate: Path | None, *, at_once: bool = False) -> AbstractContextManager[MailServer]:
    """A mail server that offers STARTTLS with this certificate, speaks TLS `at_once`, or offers nothing."""
    if certificate is None:
        return mail.listening()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return mail.listening(speaks=context) if at_once else mail.listening(offers=context)


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


def test_a_line_on_which_nothing_may_be_said_is_not_left_open(certificate: Path) -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always", ResourceWarning)
        for shown in (None, certificate):
            with listening(shown) as post, suppress(OSError):
                send(post, "starttls")
        gc.collect()
    assert [str(one.message) for one in seen] == []
