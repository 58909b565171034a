"""Has every step that a person can meet on the own page words for that person, and can they be read there?

The words stand beside the step, as `person`, `person.en` and `person.ar` (`engine.kernel.model.SPOKEN`). A step without them is
shown by the name that staff know it by: it works, so that is a warning. Words that would spoil the page are refused.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from engine.access import PERSON
from engine.kernel.model import SPOKEN, Element, Model
from engine.lint.bundle import Bundle
from engine.views import Finding
from engine.vocabulary import PLAIN_ZONE

MOST = 90  # letters: two lines on a telephone
NOBODY = "none"  # property `person` of a process that is about no person
SEPARATE = "separate"  # property `case` of a process whose cases are not the person's
STEPS = frozenset({"userTask", "manualTask", "receiveTask", "intermediateCatchEvent"})
PARTS = frozenset({"callActivity", "subProcess"})
ARABIC = re.compile("[\u0621-\u064a]")
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})  # what turns the line round, breaks it, or shows as a box


def steps_speak(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """Every task, every wait, and every part with a term that the person may see says in the person's words what happens."""
    mine = bundle.vocabulary.readable(frozenset({PERSON}))
    if model.properties.get("case") == SEPARATE or model.properties.get("person") == NOBODY:
        return
    for element in model.elements.values():
        if met(element) and _zone(model, element) in mine and not written(element):
            yield _finding(bundle, model, element, "words.missing", "warning", element.name or element.id)


def words_can_be_read(bundle: Bundle, model: Model) -> Iterator[Finding]:
    """Who writes words for the person writes them in every language, short, and in letters that can be seen."""
    for element in model.elements.values():
        said = written(element)
        if lacks := [name for name in SPOKEN.values() if said and not said.get(name)]:
            yield _finding(bundle, model, element, "words.language", "error", ", ".join(lacks))
        for name, text in said.items():
            if len(text) > MOST:
                yield _finding(bundle, model, element, "words.long", "error", f"{name} ({len(text)})")
            if any(unicodedata.category(letter) in UNSEEN for letter in text):
                yield _finding(bundle, model, element, "words.unseen", "error", name)
        if said.get(SPOKEN["ar"]) and not ARABIC.search(said[SPOKEN["ar"]]):
            yield _finding(bundle, model, element, "words.letters", "error", SPOKEN["ar"])


def met(element: Element) -> bool:
    """Whether the person can meet this element: a case stands at it (a link is passed at once), or it can be what is late."""
    return (element.kind in STEPS and element.event_kind != "link") or (
        element.kind in PARTS and "term" in element.properties
    )


def _zone(model: Model, element: Element) -> str:
    """The zone that a case has this step in; every lane's own zone is one that the person reads."""
    return element.properties.get("zone") or model.zone or PLAIN_ZONE


def written(element: Element) -> Mapping[str, str]:
    """The properties with words for the person that the diagram gives this element, empty ones included."""
    return {name: element.properties[name] for name in SPOKEN.values() if name in element.properties}


RULES = (steps_speak, words_can_be_read)

TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "words.missing": (
        "De persoon leest bij deze stap ‘{0}’: de naam voor medewerkers.",
        "At this step the person reads ‘{0}’: the name for staff.",
        "Zeg met de eigenschappen person, person.en en person.ar wat er gebeurt. Gaat dit proces over niemand? Geef het proces person=none.",
        "Say what happens in the properties person, person.en and person.ar. Is this process about nobody? Give the process person=none.",
    ),
    "words.language": (
        "De woorden voor de persoon missen hier: {0}.",
        "Words for the person are missing here: {0}.",
        "Schrijf ze in alle drie de talen, of haal ze alle drie weg.",
        "Write them in all three languages, or remove all three.",
    ),
    "words.long": (
        f"Deze woorden voor de persoon zijn langer dan {MOST} letters: {{0}}.",
        f"These words for the person are longer than {MOST} letters: {{0}}.",
        "Zeg het in één korte zin.",
        "Say it in one short sentence.",
    ),
    "words.unseen": (
        "In {0} staat een teken dat niemand ziet of dat de regel omkeert.",
        "{0} has a sign that nobody sees or that turns the line round.",
        "Typ de zin opnieuw, zonder opmaak.",
        "Type the sentence again, without formatting.",
    ),
    "words.letters": (
        "In {0} staat geen Arabische letter.",
        "{0} has no Arabic letter.",
        "Laat de zin vertalen.",
        "Have the sentence translated.",
    ),
}


def _finding(bundle: Bundle, model: Model, element: Element, code: str, severity: str, word: str) -> Finding:
    nl, en, remedy_nl, remedy_en = (text.replace("{0}", word) for text in TEXTS[code])
    file = bundle.files.get(model.process_id, model.process_id)
    return Finding(code, severity, file, element.id, element.line, nl, en, remedy_nl, remedy_en)
