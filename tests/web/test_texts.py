"""The texts: both languages say the same, every page finds its words, and no word is kept for nothing."""

import re
from collections.abc import Mapping
from pathlib import Path

from web.texts import FOLDER, Entry, catalogue, say

ROOM = FOLDER.parent
CALL = re.compile(
    r"""\b(?:t|s|told|say|flash|known)\(\s*(?:here\.language\(\),\s*|language,\s*|lang,\s*)?["']([a-z_]+(?:\.[A-Za-z0-9_]+)+)["']"""
)
# Names that are put together: by a code of the engine, a tab, a kind of thing.
PUT_TOGETHER = re.compile(r"""["']([a-z_]+(?:\.[a-z_0-9]+)*\.?)["'] ?~|f["']([a-z_]+(?:\.[a-z_0-9]+)*\.)\{""")
STAFF = re.compile(r"""\bt\(["']([a-z_.]+)["']""")
ARABIC = re.compile("[\u0621-\u064a]")
BY_CODE = re.compile(r"""code_words\(["']([a-z_]+)["']""")


def sources() -> list[str]:
    files = [*ROOM.glob("*.py"), *ROOM.glob("pages/**/*.py"), *ROOM.glob("templates/**/*.html")]
    return [path.read_text("utf-8") for path in files]


def places(text: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", str(text)))


def lacking(texts: Mapping[str, Entry]) -> list[str]:
    """What is not said in each of its languages: three on the person's own pages, of which Arabic in its own letters, two elsewhere."""
    return [
        name
        for name, entry in texts.items()
        if set(entry) != ({"nl", "en", "ar"} if name.startswith("mine.") else {"nl", "en"})
        or not ARABIC.search(str(entry.get("ar", "م")))
    ]


def test_every_text_is_said_in_each_of_its_languages() -> None:
    assert lacking(catalogue()) == []


def test_a_text_that_misses_a_language_is_seen() -> None:
    whole = {"nl": "Dag", "en": "Hello", "ar": "مرحبا"}
    planted = {
        "mine.whole": whole,
        "mine.no_arabic": {"nl": "Dag", "en": "Hello"},
        "mine.dutch_as_arabic": {**whole, "ar": "Dag"},
        "worklist.no_english": {"nl": "Dag"},
        "worklist.too_much": whole,
    }
    assert lacking(planted) == [name for name in planted if name != "mine.whole"]


def test_the_own_pages_say_nothing_in_the_words_of_staff() -> None:
    """`t` speaks Dutch and English: on these pages it names the product, and the error in a title of a form."""
    said = {
        name
        for path in (ROOM / "templates" / "person").glob("*.html")
        for name in STAFF.findall(path.read_text("utf-8"))
    }
    assert said == {"site.name", "form.error_prefix"}


def test_every_language_says_it_with_the_same_places() -> None:
    for name, entry in catalogue().items():
        assert {frozenset(places(text)) for text in entry.values()} == {frozenset(places(entry["nl"]))}, name


def test_every_text_that_a_page_names_exists() -> None:
    named = {name for source in sources() for name in CALL.findall(source)}
    assert len(named) > 100
    assert named - set(catalogue()) == set()


def test_no_text_is_kept_that_no_page_says() -> None:
    everything = "\n".join(sources())
    stems = {stem for found in PUT_TOGETHER.findall(everything) for stem in found if stem}
    stems |= {f"{group}." for group in BY_CODE.findall(everything)} | {
        "value.",
        "coded.",
        "fact.",
        "error.",
        "receipt.",
        "duration.",
    }
    unsaid = {
        name for name in catalogue() if name not in everything and not any(name.startswith(stem) for stem in stems)
    }
    assert unsaid == set()


def test_a_number_chooses_its_form() -> None:
    assert say("nl", "worklist.total", n=1) == "1 taak"
    assert say("nl", "worklist.total", n=2) == "2 taken"


def test_nobody_is_called_illegal() -> None:
    for path in [*Path(FOLDER).glob("*.yaml"), *(ROOM / "templates").glob("**/*.html")]:
        assert "illega" not in path.read_text("utf-8").lower()
