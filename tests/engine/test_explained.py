"""A table's answer explained: one plain sentence per row that matched, in two languages, with its source and who confirmed it."""

from engine.explained import Because, parts, sentences

ROW = "since=2026-11-01; source=tabel D10 rij 4; na te gaan; approver=stuurgroep; een opmerking; en=A date runs out."


def test_a_row_tells_its_reason() -> None:
    told = sentences({"priority": "P1", "reason": "Er loopt een datum."}, [ROW])
    assert told == (
        Because(None, "Er loopt een datum.", "A date runs out.", "tabel D10 rij 4; na te gaan", "stuurgroep"),
    )


def test_a_row_without_a_column_speaks_through_its_description() -> None:
    told = sentences({"cash": 300}, ["source=IOM; approver=fonds; nl=Er is geld.; en=There is money."])
    assert [told[0].say(language) for language in ("nl", "en", "ar")] == [
        "Er is geld.",
        "There is money.",
        "Er is geld.",
    ]


def test_a_row_of_before_the_english_speaks_dutch() -> None:
    assert sentences({"why": "IOM helpt."}, ["source=IOM; approver=fonds"])[0].say("en") == "IOM helpt."


def test_a_gate_tells_which_checks_stop() -> None:
    rows = [
        {"check": "legal", "result": "ok", "reason": "De toets is jong."},
        {"check": "countrySafety", "result": "stop", "reason": "Het land is veilig bevonden."},
    ]
    assert [(line.ok, line.nl) for line in sentences(rows)] == [
        (True, "De toets is jong."),
        (False, "Het land is veilig bevonden."),
    ]


def test_a_table_without_sentences_tells_nothing() -> None:
    assert sentences(None) == ()
    assert sentences([{"due": "5 wd"}]) == ()
    assert parts("")["approver"] == ""
