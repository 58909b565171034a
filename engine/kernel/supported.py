"""Which words of BPMN are executed: the table of the README is made from this, and a test holds it against the interpreter."""

from dataclasses import dataclass

from engine.kernel.event_definition import POSSIBLE
from engine.kernel.interpreter import BEGIN


@dataclass(frozen=True, slots=True)
class Supported:
    """One executed word with the kinds of event that it may have, in one sentence of Dutch and English."""

    word: str
    kinds: tuple[str, ...]
    text_nl: str
    text_en: str


TEXTS: dict[str, tuple[str, str]] = {
    "startEvent": ("Begin van een proces, subproces of gebeurtenissubproces.", "Start of a process, subprocess or event subprocess."),
    "endEvent": ("Einde; naam of eigenschap outcome is de uitkomst.", "End; its name or property outcome is the outcome."),
    "intermediateCatchEvent": ("Wacht op een gebeurtenis.", "Waits for an event."),
    "intermediateThrowEvent": ("Gooit een gebeurtenis, of markeert een punt.", "Throws an event, or marks a point."),
    "boundaryEvent": ("Onderbreekt een activiteit of loopt ernaast.", "Interrupts an activity or runs beside it."),
    "userTask": ("Taak van een mens, met formulier, rol en termijn.", "A person's task, with form, role and term."),
    "manualTask": ("Taak van een mens zonder formulier.", "A person's task without a form."),
    "serviceTask": ("Werk voor een koppeling; type zet zet alleen feiten.", "Work for a connector; type zet only sets facts."),
    "sendTask": ("Verstuurt een bericht.", "Sends a message."),
    "receiveTask": ("Wacht op een bericht.", "Waits for a message."),
    "businessRuleTask": ("Neemt een besluit met een beslistabel.", "Takes a decision by a decision table."),
    "scriptTask": ("Rekent FEEL uit.", "Computes FEEL."),
    "callActivity": ("Start een ander proces en wacht op de uitkomst.", "Starts another process and waits for its outcome."),
    "subProcess": ("Een deel met een eigen binnenkant; ook als gebeurtenissubproces.", "A part with an inside; also as event subprocess."),
    "transaction": ("Een subproces dat geannuleerd en teruggedraaid kan worden.", "A subprocess that can be cancelled and undone."),
    "adHocSubProcess": ("Medewerkers kiezen wat er volgt.", "Staff choose what comes next."),
    "exclusiveGateway": ("Eén weg: de eerste voorwaarde die geldt.", "One way: the first condition that holds."),
    "parallelGateway": ("Alle wegen; wacht op alle.", "All ways; waits for all."),
    "inclusiveGateway": ("Elke weg die open is; wacht op wat nog kan komen.", "Every open way; waits for what can still come."),
    "eventBasedGateway": ("De eerste gebeurtenis beslist.", "The first event decides."),
    "complexGateway": ("Gaat door zodra de activeringsvoorwaarde geldt.", "Goes on as soon as its activation condition holds."),
}  # fmt: skip


def supported() -> tuple[Supported, ...]:
    """Every executed word, in the order of the table."""
    words = [word for word in TEXTS if word in BEGIN or word in POSSIBLE]
    return tuple(Supported(word, tuple(sorted(POSSIBLE.get(word, ()))), *TEXTS[word]) for word in words)


def table() -> str:
    """The table of the README, in Markdown."""
    rows = [f"| `{row.word}` | {', '.join(row.kinds)} | {row.text_en} |" for row in supported()]
    return "\n".join(["| element | events | what it does |", "|---|---|---|", *rows])
