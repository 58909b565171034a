"""How much one step of a case may ask for. What asks for more is an incident on that case, and on no other.

Seconds run out inside a diagram: what still wanted to move stands still as incidents, and trying again goes on from there.
Acts, depth and state are bounds of diagrams that call or tell each other: there the step is undone as a whole, because what
it wrote so far would be in the way, and the incident is written after it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from engine.errors import PerspectiefError

SECONDS = 5.0  # the case is locked meanwhile; a step of the pathway takes hundredths
ACTS = 500  # against diagrams that call or tell each other for ever
DEPTH = 20  # processes that wait for each other; the pathway needs four
STATE = 256_000  # characters of one instance; the pathway needs a few hundred


class BeyondBounds(PerspectiefError):
    """A step asked for more than it may have, and was undone: whoever designs the diagram that the incident names must mend it."""

    code = "beyond-bounds"
    instance: int | None = None  # where the incident stands; None when nobody knows better than the case


class StateTooLarge(BeyondBounds):
    """A process of this case remembers too much: keep values in facts or forms, not in locals of the diagram."""

    code = "state-too-large"
    text_nl = "Een proces van deze zaak onthoudt te veel. Bewaar waarden in feiten of formulieren, niet in het diagram."
    text_en = "A process of this case remembers too much. Keep values in facts or forms, not in locals of the diagram."


class TooManySteps(BeyondBounds):
    """The processes of this case keep starting each other: look at the messages and calls between them."""

    code = "too-many-steps"
    text_nl = (
        "De processen van deze zaak blijven elkaar starten. Kijk naar de berichten en aanroepen tussen de diagrammen."
    )
    text_en = (
        "The processes of this case keep starting each other. Look at the messages and calls between the diagrams."
    )


class TooDeep(BeyondBounds):
    """Processes of this case call each other too deeply: let one of them end before the next begins."""

    code = "too-deep"
    text_nl = "De processen van deze zaak roepen elkaar te diep aan. Laat er een eindigen voordat de volgende begint."
    text_en = "The processes of this case call each other too deeply. Let one of them end before the next begins."


UNDONE = frozenset(kind.code for kind in (StateTooLarge, TooManySteps, TooDeep))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of a step. `clock` counts seconds from anywhere and is read by nothing but the watch of a step."""

    seconds: float = SECONDS
    acts: int = ACTS
    depth: int = DEPTH
    state: int = STATE
    clock: Callable[[], float] = monotonic

    def watch(self) -> Callable[[], bool]:
        """Begin to count; what is answered says whether the time is over."""
        stop = self.clock() + self.seconds
        return lambda: self.clock() > stop
