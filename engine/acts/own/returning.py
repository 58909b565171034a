"""Coming back: with the code on paper, from the own page, or through somebody at the desk. The code is the case's reference.

A sleeping case wakes and a closed one begins again with a new triage, the same file; a case that runs already does not change.
"""

from dataclasses import dataclass

from engine import passwords
from engine.acts.desk import Desk
from engine.acts.inbox import may_send
from engine.acts.people.guard import Guard
from engine.errors import NotAllowed, NotFound
from engine.model import Actor, Case, CaseStatus, Subscription
from engine.step import routing
from engine.store.protocol import Reader
from engine.vocabulary import Vocabulary

WAYS = ("persoon.terug", "heropenen")  # what a sleeping case waits for, and a closed one


@dataclass(frozen=True, slots=True)
class Returning:
    """Lets a person come back to a case that sleeps or was closed."""

    desk: Desk
    guard: Guard

    def with_code(self, code: str, address: str = "") -> None:
        """Somebody comes back with the code on paper. Whether it fitted is told to nobody, and every try counts.

        Every try costs a hash, as at the other doors: a case that is there takes thirty millionths of a second longer to read than
        none, which whoever measured often could tell, and which is nothing beside a hash. Raises TooManyTries.
        """
        limits = self.guard.at_login(f"terug:{_written(code)}", address)
        self.guard.count(limits)
        passwords.fits(None, code)
        with self.desk.store.reading() as reader:
            case = _case(reader, code)
            way = _way(reader, case)
        if case is not None and way is not None:
            self._return(Actor(account=None, name=case.alias, person=case.id), case, way)
            self.guard.passed(limits)

    def possible(self, person: Actor) -> bool:
        """Whether the person of this own page has a case to come back to."""
        with self.desk.store.reading() as reader:
            case = reader.get(Case, person.person or 0)
            return case is not None and _way(reader, case) is not None

    def from_own_page(self, person: Actor) -> None:
        """The person of this own page comes back; nothing changes in a case that runs. Raises NotAllowed."""
        with self.desk.store.reading() as reader:
            case = reader.get(Case, person.person or 0)
            if case is None:
                raise NotAllowed()
            way = _way(reader, case)
        if way is not None:
            self._return(person, case, way)

    def may(self, actor: Actor) -> bool:
        """Whether this actor may let somebody come back who is at the desk with the code."""
        with self.desk.look() as (_, snapshot):
            return bool(_ways(actor, snapshot.vocabulary))

    def at_the_desk(self, actor: Actor, code: str) -> str:
        """Let the person with this code come back; answers the case's reference.

        Raises NotAllowed for whoever may not, NotFound when no case under this code sleeps or can be opened again.
        """
        with self.desk.look() as (reader, snapshot):
            ways, case = _ways(actor, snapshot.vocabulary), _case(reader, code)
            way = _way(reader, case) if case else None
        if not ways:
            raise NotAllowed()
        if case is None or way not in ways:
            raise NotFound()
        self._return(actor, case, way)
        return case.reference

    def _return(self, actor: Actor, case: Case, way: str) -> None:
        with self.desk.act(actor, case.id) as run:
            if _way(run.tx, run.case) == way:  # else somebody else was first, and the case runs
                routing.send(run, way, {}, key=case.reference)
            run.settle()


def _case(reader: Reader, code: str) -> Case | None:
    return next(iter(reader.find(Case, reference=_written(code))), None)


def _way(reader: Reader, case: Case | None) -> str | None:
    """The message for which this case waits; None when it runs, or cannot be opened any more.

    Asked in the same way of no case: how long it takes says nothing of whether there is one.
    """
    waits = {row.name for row in reader.find(Subscription, case=case.id if case else 0, kind="message")}
    if case is None or case.status in (CaseStatus.ERASED, CaseStatus.RETAINED):
        return None
    return next((way for way in WAYS if way in waits), None)


def _ways(actor: Actor, vocabulary: Vocabulary) -> list[str]:
    if actor.account is None:
        return []
    declared = (vocabulary.messages.get(name) for name in WAYS)
    return [one.name for one in declared if one is not None and may_send(actor, one, vocabulary)]


def _written(code: str) -> str:
    """A code as it was printed, M-7KQ4-2PXD, whatever spaces, strokes and small letters it was typed with."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())[:9]
    return f"{letters[:1]}-{letters[1:5]}-{letters[5:]}"
