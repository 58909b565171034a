"""One case of Yasin in a house with the shipped pathway, directed by Alice, and Yasin behind the own page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from engine.model import Actor, Case, Consent
from engine.step import consenting
from engine.step.run import Run
from tests.engine.cast import Stage, pathway, stage

PLAN = ["contactDetails", "planSummary"]
COMPLAINT = {
    "kind": "complaint",
    "about": "Alice",
    "story": "kanarie-verhaal",
    "wish": "Iemand anders.",
    "anonymous": "false",
    "urgent": "false",
    "suspendRequested": "true",
}


@dataclass
class Life:
    """A stage with one case after triage."""

    here: Stage
    case: Case

    @property
    def yasin(self) -> Actor:
        """The person, on the own page."""
        return Actor(account=None, name="Yasin", person=self.case.id)

    def consent(self, purpose: str, recipient: str, pieces: list[str], **answers: Any) -> Consent:
        """A consent that was told back."""
        given: dict[str, object] = {"dataScope": pieces, "teachBack": True, **answers}
        self.here.act(self.case, lambda run: consenting.give(run, purpose, recipient, given))
        return self.here.find(Consent, case=self.case.id, purpose=purpose, recipient=recipient, newest=True)[0]

    def run(self, what: Any) -> None:
        self.here.act(self.case, what)

    def kinds(self) -> list[str]:
        """What happened in the case, in order."""
        from engine.model import Event

        return [row.kind for row in self.here.find(Event, case=self.case.id)]


def begun(here: Stage) -> Life:
    """Somebody new arrives and has a director."""
    receipt = here.play.report(
        {
            "reporterType": "self",
            "possiblyMinor": "false",
            "acuteDanger": "none",
            "runningDeadline": "none",
            "language": "ary",
            "consentContact": "true",
            "alias": "Yasin",
        }
    )
    case = here.one(Case, reference=receipt.reference)
    alice, bob = here.who("alice"), here.who("bob")

    def directed(run: Run) -> None:
        run.set_fact("caseDirector", "alice", source="test")
        run.change_case(director=alice.account, deputy=bob.account)

    here.act(case, directed)
    return Life(here, here.case(case.id))


@contextmanager
def life() -> Iterator[Life]:
    """A stage of its own with one case."""
    with stage(pathway()) as here:
        yield begun(here)
