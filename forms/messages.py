"""What a person reads when an answer cannot be kept: one sentence per code, Dutch (B1) and English, with what to do.

`{label}` is the label of the question; other braces are the limits of the rule that was broken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.model import FieldError, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """A code of this page and the limits its sentence names."""

    code: str
    limits: Mapping[str, object] = field(default_factory=dict)


ANSWERS: dict[str, tuple[str, str]] = {
    "required": ("Vul in: {label}.", "Fill in: {label}."),
    "required.choice": ("Kies een antwoord bij: {label}.", "Choose an answer for: {label}."),
    "required.list": ("Voeg minstens één regel toe bij: {label}.", "Add at least one line to: {label}."),
    "required.tick": ("Zet een vinkje bij: {label}.", "Tick the box for: {label}."),
    "unknown": (
        "Dit formulier heeft geen vraag ‘{path}’. Haal dit antwoord weg.",
        "This form has no question ‘{path}’. Leave this answer out.",
    ),
    "computed": (
        "{label}: dit rekent het systeem zelf uit. Haal dit antwoord weg.",
        "{label}: the system works this out. Leave this answer out.",
    ),
    "part": (
        "{label}: deze vraag hoort bij een andere taak. Haal dit antwoord weg.",
        "{label}: this question belongs to another task. Leave this answer out.",
    ),
    "text.type": ("{label}: schrijf een tekst.", "{label}: write a text."),
    "text.long": (
        "{label}: de tekst is te lang. Gebruik hoogstens {limit} tekens (nu {length}).",
        "{label}: the text is too long. Use at most {limit} characters (now {length}).",
    ),
    "text.short": (
        "{label}: de tekst is te kort. Gebruik minstens {limit} tekens.",
        "{label}: the text is too short. Use at least {limit} characters.",
    ),
    "text.sign": (
        "{label}: in de tekst staat een teken dat wij niet kunnen bewaren. Typ de tekst opnieuw.",
        "{label}: the text has a character that cannot be kept. Type the text again.",
    ),
    "text.pattern": (
        "{label}: dit heeft niet de goede vorm. Kijk naar de uitleg bij de vraag.",
        "{label}: this does not have the right form. See the explanation with the question.",
    ),
    "text.email": (
        "{label}: schrijf een e-mailadres zoals naam@voorbeeld.nl.",
        "{label}: write an e-mail address such as name@example.org.",
    ),
    "text.phone": (
        "{label}: schrijf een telefoonnummer zoals 06 12345678 of +31 6 12345678.",
        "{label}: write a telephone number such as 06 12345678 or +31 6 12345678.",
    ),
    "number.type": ("{label}: schrijf een getal, zoals 12.", "{label}: write a number, such as 12."),
    "number.whole": (
        "{label}: schrijf een heel getal, zonder komma.",
        "{label}: write a whole number, without decimals.",
    ),
    "number.decimals": (
        "{label}: gebruik hoogstens {limit} cijfers achter de komma.",
        "{label}: use at most {limit} digits after the decimal point.",
    ),
    "number.least": ("{label}: het getal moet {limit} of hoger zijn.", "{label}: the number must be {limit} or more."),
    "number.most": ("{label}: het getal moet {limit} of lager zijn.", "{label}: the number must be {limit} or less."),
    "money.type": (
        "{label}: schrijf een bedrag, zoals 1.234,50.",
        "{label}: write an amount, such as 1,234.50 (in Dutch notation: 1.234,50).",
    ),
    "date.type": (
        "{label}: schrijf de datum als dd-mm-jjjj, zoals 31-12-2026.",
        "{label}: write the date as dd-mm-yyyy, such as 31-12-2026.",
    ),
    "date.missing": (
        "{label}: de datum {given} bestaat niet. Kijk de dag en de maand na.",
        "{label}: the date {given} does not exist. Check the day and the month.",
    ),
    "date.range": (
        "{label}: het jaar moet tussen 1900 en 2199 liggen. Weet u het jaar niet? Laat de datum dan leeg.",
        "{label}: the year must be between 1900 and 2199. Leave the date empty if you do not know it.",
    ),
    "date.past": ("{label}: deze datum is al voorbij. Kies vandaag of later.", "{label}: this date has passed."),
    "dateTime.type": (
        "{label}: schrijf datum en tijd als dd-mm-jjjj uu:mm, zoals 31-12-2026 14:30.",
        "{label}: write date and time as dd-mm-yyyy hh:mm, such as 31-12-2026 14:30.",
    ),
    "dateTime.missing": (
        "{label}: het tijdstip {given} bestaat niet, omdat de klok dan vooruit gaat. Kies een ander tijdstip.",
        "{label}: the moment {given} does not exist, because the clock goes forward. Choose another moment.",
    ),
    "time.type": (
        "{label}: schrijf de tijd als uu:mm, zoals 14:30.",
        "{label}: write the time as hh:mm, such as 14:30.",
    ),
    "boolean.type": ("{label}: kies ja of nee.", "{label}: choose yes or no."),
    "choice": ("{label}: kies een van de antwoorden.", "{label}: choose one of the answers."),
    "choice.none": (
        "{label}: ‘{given}’ sluit andere antwoorden uit. Kies of dat, of de andere.",
        "{label}: ‘{given}’ excludes other answers. Choose either that one, or the others.",
    ),
    "list.type": ("{label}: geef een lijst.", "{label}: give a list."),
    "list.long": ("{label}: gebruik hoogstens {limit} regels.", "{label}: use at most {limit} lines."),
}


def field_error(path: str, label: Text, problem: Problem) -> FieldError:
    """The error that belongs to this input, in both languages."""
    dutch, english = ANSWERS[problem.code]
    limits = {"path": path[:80], **problem.limits}
    return FieldError(
        path,
        problem.code,
        dutch.format(label=label.nl.rstrip("?:. "), **limits),
        english.format(label=label.say("en").rstrip("?:. "), **limits),
    )
