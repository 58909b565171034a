"""Mail over SMTP. The message id carries the notice's key, by which a repeat is recognised."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage


@dataclass(frozen=True, slots=True)
class Smtp:
    """A channel that sends mail through one server."""

    host: str
    port: int
    sender: str
    seconds: float = 10.0

    def send(self, recipient: str, subject: str, body: str, key: str) -> None:
        """Send one mail; raises OSError when it did not leave (smtplib's errors are OSErrors)."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = recipient
        message["Subject"] = subject
        message["Message-ID"] = f"<{key.replace(':', '.')}@{self.sender.partition('@')[2]}>"
        message.set_content(body)
        with smtplib.SMTP(self.host, self.port, timeout=self.seconds) as server:
            server.send_message(message)
