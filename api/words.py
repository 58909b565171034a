"""What is wrong with a field of a request, in Dutch and in English, by code. A code may carry its limit: "long:300"."""

import unicodedata
from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "required": ("Dit is verplicht.", "This is required."),
    "unknown": ("Dit veld bestaat hier niet.", "There is no such field here."),
    "list": ("Stuur een lijst.", "Send a list."),
    "twice": ("Dit mag één keer voorkomen.", "This may come once."),
    "sign": ("Dit bevat een teken dat niet bewaard kan worden.", "This holds a sign that cannot be kept."),
    "object": ("Stuur een JSON-object.", "Send a JSON object."),
    "text": ("Dit moet een tekst zijn.", "This must be a text."),
    "long": ("Dit mag hoogstens {0} tekens hebben.", "This may have at most {0} signs."),
    "whole": ("Dit moet een heel getal zijn.", "This must be a whole number."),
    "range": ("Dit moet tussen {0} liggen.", "This must lie between {0}."),
    "yesno": ("Dit moet true of false zijn.", "This must be true or false."),
    "date": (
        "Dit moet een bestaande datum zijn, zoals 2027-03-31, van 1900 tot en met 2199.",
        "This must be a date that exists, such as 2027-03-31, from 1900 up to 2199.",
    ),
    "moment": (
        "Dit moet een moment met tijdzone zijn, zoals 2027-03-31T17:00:00Z.",
        "This must be a moment with its zone, such as 2027-03-31T17:00:00Z.",
    ),
    "choice": ("Kies een van: {0}.", "Choose one of: {0}."),
    "files": ("Stuur ten minste één bestand mee.", "Send at least one file."),
    "filename": (
        "Geef elk bestand een eigen naam van hoogstens 200 zichtbare tekens.",
        "Give every file a name of its own of at most 200 visible signs.",
    ),
    "login": (
        'Stuur `password`, of in de demonstratie `"demo": true`.',
        'Send `password`, or in the demonstration `"demo": true`.',
    ),
}


def of(code: str) -> tuple[str, str]:
    """The Dutch and the English words of a code."""
    name, _, limit = code.partition(":")
    nl, en = WORDS[name]
    return nl.replace("{0}", limit), en.replace("{0}", limit)


def visible(text: str) -> str:
    """A name from outside as it may be said back: without signs that nobody sees, and not at any length."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")[:100]
