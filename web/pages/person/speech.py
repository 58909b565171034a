"""The words of the own pages: Dutch, English, and Arabic where a person wrote it. What nobody wrote yet stands in Dutch, and says so."""

from dataclasses import dataclass
from html import escape
from typing import Any

from flask import g, session

from web.texts import catalogue, say

LANGUAGES = {"nl": "Nederlands", "en": "English", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Foreign:
    """A text in another language than the page: read out and laid out as what it is."""

    text: str
    language: str

    def __html__(self) -> str:
        """For the templates, which escape everything else."""
        return f'<bdi lang="{self.language}" dir="ltr">{escape(self.text)}</bdi>'

    def __str__(self) -> str:
        return self.text


def language() -> str:
    """What the person chose on these pages, else what is known of the person, else Dutch."""
    person = g.get("person")
    chosen = session.get("own_language") or (person.language if person else None)
    return chosen if chosen in LANGUAGES else "nl"


def base_language() -> str:
    """The language of what comes out of the engine and the forms: those speak Dutch and English."""
    return "en" if language() == "en" else "nl"


def direction() -> str:
    """Which way the page reads."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def told(name: str, /, **places: object) -> str | Foreign:
    """A text of the own pages. Without a human translation: the Dutch one, marked with its own language and direction."""
    spoken = language()
    if spoken in catalogue()[name]:
        return say(spoken, name, **places)
    return foreign(say("nl", name, **places))


def plain(name: str, /, **places: object) -> str:
    """As `told`, for where no markup can stand: a title, a label of a control."""
    spoken = language()
    return say(spoken if spoken in catalogue()[name] else "nl", name, **places)


def foreign(text: object) -> str | Foreign:
    """A text of the engine or a form, marked where it is not in the language of the page."""
    spoken = base_language()
    return str(text) if spoken == language() else Foreign(str(text), spoken)


def words() -> dict[str, Any]:
    """What the templates of these pages may use."""
    return {
        "s": told,
        "ps": plain,
        "foreign": foreign,
        "own_lang": language(),
        "own_dir": direction(),
        "own_languages": LANGUAGES,
        "person": g.get("person"),
        "lang": base_language(),
    }
