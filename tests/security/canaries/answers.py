"""How every address that can be read was answered: one that nobody asked for, or that gave nobody anything, proves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, Response, request, request_finished

GIVEN = {200, 302}
NEVER_GIVEN = {
    "/zaken/<reference>/rechten/alles.json": "opened by two people: test_requests",
    "/zaken/<reference>/rechten/alles.pdf": "the same",
    "/aanmelden/dienst/terug": "no log-in service here: test_oidc",
    "/uitnodiging/<code>": "no invitation waits: test_accounts",
    "/mijn/vernietigen": "the law closed nothing: test_person_page",
}


@dataclass
class Answers:
    """The addresses of an application that can be read, and with which statuses each was answered."""

    app: Flask
    of: dict[str, set[int]] = field(default_factory=dict)

    def unasked(self) -> set[str]:
        """The addresses for which nobody asked."""
        return self._served() - self.of.keys()

    def empty(self) -> set[str]:
        """The addresses from which nobody was given anything, besides those of which that is known."""
        return {rule for rule in self._served() if not self.of.get(rule, set()) & GIVEN} - NEVER_GIVEN.keys()

    def _served(self) -> set[str]:
        return {rule.rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ())}


@contextmanager
def answers(app: Flask) -> Iterator[Answers]:
    """What is answered meanwhile."""
    heard = Answers(app)

    def note(_: object, response: Response) -> None:
        if request.url_rule:
            heard.of.setdefault(request.url_rule.rule, set()).add(response.status_code)

    with request_finished.connected_to(note, app):
        yield heard
