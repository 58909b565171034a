"""Mail over SMTP. The message id carries the notice's key, by which a repeat is recognised."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage


@dataclass(frozen=True, slots=True)
class Smtp:
    """A channel that sends mail through one server. `tls` is starttls, tls or none; the server shows a certificate that holds."""

    host: str
    port: int
    sender: str
    seconds: float = 10.0
    tls: str = "none"

    def send(self, recipient: str, subject: str, body: str, key: str) -> None:
        """Send one mail; raises OSError when it did not leave (smtplib's errors are OSErrors)."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = recipient
        message["Subject"] = subject
        message["Message-ID"] = f"<{key.replace(':', '.')}@{self.sender.partition('@')[2]}>"
        message.set_content(body)
        with self._server() as server:
            server.send_message(message)

    def _server(self) -> smtplib.SMTP:
        """A server to which nothing was said before the line was closed to others. Raises OSError."""
        if self.tls == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=ssl.create_default_context())
        server = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        try:
            if self.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
        except OSError:  # it offers none, or shows a certificate that nobody trusts: the line is not left open
            server.close()
            raise
        return server
