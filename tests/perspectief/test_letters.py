"""The words of notices: in the language of the reader, and nothing of a case in them."""

import pytest

from engine.model import Account, Notice
from perspectief.letters import TEMPLATES, LetterWriter
from tests.engine.cast import MONDAY

WRITE = LetterWriter("https://p.example")


def notice(template: str, detail: str = "{}", recipient: str = "account:7") -> Notice:
    return Notice(
        case=3, key="k", channel="mail", recipient=recipient, template=template, detail=detail, next_try_at=MONDAY
    )


def reader(language: str, email: str | None = "a@x.example") -> Account:
    return Account(id=7, login="alice", name="Alice de Wit", email=email, language=language)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_notice_has_words_in_both_languages(template: str, language: str) -> None:
    letter = WRITE(notice(template, '{"task": 12, "reference": "M-1"}'), reader(language))
    assert (letter.subject, letter.recipient) == (TEMPLATES[template][language][0], "a@x.example")
    assert "{" not in letter.body
    assert "Alice" not in letter.subject + letter.body


def test_a_link_leads_to_the_task_and_else_to_the_front() -> None:
    assert "https://p.example/taken/12\n" in WRITE(notice("task", '{"task": 12}'), reader("nl")).body
    assert "https://p.example\n" in WRITE(notice("reminder"), reader("nl")).body


def test_dutch_is_for_whoever_has_no_other_language() -> None:
    for account in (None, reader("fr")):
        assert WRITE(notice("task"), account).subject == TEMPLATES["task"]["nl"][0]


def test_who_has_no_address_keeps_the_name_of_the_account() -> None:
    assert WRITE(notice("task"), reader("nl", email=None)).recipient == "account:7"


def test_an_unknown_template_is_a_letter_to_hand_over_that_names_the_reference_alone() -> None:
    letter = WRITE(notice("afsluiting", '{"reference": "M-1"}', "case:M-1"), None)
    assert "M-1" in letter.body
    assert letter.subject == TEMPLATES["letter"]["nl"][0]
