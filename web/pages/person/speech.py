"""The words of the own pages: Dutch, English and Arabic. What comes out of the engine and the forms stands in Dutch or English, and says so."""

from dataclasses import dataclass
from html import escape
from typing import Any

from flask import g, session

from web import here
from web import words as wording
from web.texts import say

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


def told(name: str, /, **places: object) -> str:
    """A text of the own pages, which each exist in every language of theirs."""
    return say(language(), name, **places)


def foreign(text: object) -> str | Foreign:
    """A text of the engine or a form, marked where it is not in the language of the page."""
    spoken = base_language()
    return str(text) if spoken == language() else Foreign(str(text), spoken)


def words() -> dict[str, Any]:
    """What the templates of these pages may use, in the language of the person and not in that of whoever used the computer before."""
    spoken, base = language(), base_language()
    return {
        "moment": lambda at: wording.moment(at, spoken),
        "day": lambda at: wording.day(at, spoken),
        "zone_words": lambda key: wording.zone_words(here.engine().vocabulary, key, base),
        "purpose_words": lambda purpose: wording.purpose_words(purpose, base),
        "s": told,
        "foreign": foreign,
        "own_lang": spoken,
        "own_dir": direction(),
        "own_languages": LANGUAGES,
        "person": g.get("person"),
        "lang": base,
    }
