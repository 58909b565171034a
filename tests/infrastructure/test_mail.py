import smtplib
from email.message import EmailMessage

import pytest

from tests.infrastructure.mail import MailServer


def test_a_mail_arrives_with_its_words(smtp_server: MailServer) -> None:
    send(smtp_server)
    [mail] = smtp_server.mails
    assert mail["To"] == "alice@example.org"
    assert mail.get_content() == "Er staat iets voor u klaar: één taak.\n"


def test_a_server_that_refuses_keeps_nothing(smtp_server: MailServer) -> None:
    smtp_server.refuse = True
    with pytest.raises(smtplib.SMTPDataError):
        send(smtp_server)
    assert smtp_server.mails == []


def send(server: MailServer) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "perspectief@example.org", "alice@example.org", "Nieuwe taak"
    mail.set_content("Er staat iets voor u klaar: één taak.")
    with smtplib.SMTP(server.host, server.port, timeout=5) as post:
        post.send_message(mail)
