"""The texts: both languages say the same, every page finds its words, and no word is kept for nothing."""

import re
from pathlib import Path

from web.texts import FOLDER, catalogue, say

ROOM = FOLDER.parent
CALL = re.compile(
    r"""\b(?:t|say|flash|known)\(\s*(?:here\.language\(\),\s*|language,\s*|lang,\s*)?["']([a-z_]+(?:\.[A-Za-z0-9_]+)+)["']"""
)
# Names that are put together: by a code of the engine, a tab, a kind of thing.
PUT_TOGETHER = re.compile(r"""["']([a-z_]+(?:\.[a-z_0-9]+)*\.?)["'] ?~|f["']([a-z_]+(?:\.[a-z_0-9]+)*\.)\{""")
BY_CODE = re.compile(r"""code_words\(["']([a-z_]+)["']""")


def sources() -> list[str]:
    files = [*ROOM.glob("*.py"), *ROOM.glob("pages/**/*.py"), *ROOM.glob("templates/**/*.html")]
    return [path.read_text("utf-8") for path in files]


def places(text: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", str(text)))


def test_both_languages_say_it_with_the_same_places() -> None:
    for name, entry in catalogue().items():
        # Arabic stands on the person's own pages alone, where somebody wrote it.
        assert set(entry) - ({"ar"} if name.startswith("mine.") else set()) == {"nl", "en"}, name
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
