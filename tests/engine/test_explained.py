"""A table's answer explained in its own sentences, on the page of the case, for those who may read it."""

from engine.acts.cases import sentences


def test_a_row_tells_its_reason() -> None:
    assert sentences({"priority": "P1", "reason": "Er loopt een datum."}) == ((None, "Er loopt een datum."),)


def test_a_gate_tells_which_checks_stop() -> None:
    rows = [
        {"check": "legal", "result": "ok", "reason": "De toets is jong."},
        {"check": "countrySafety", "result": "stop", "reason": "Het land is veilig bevonden."},
    ]
    assert sentences(rows) == ((True, "De toets is jong."), (False, "Het land is veilig bevonden."))


def test_a_table_without_sentences_tells_nothing() -> None:
    assert sentences(None) == ()
    assert sentences([{"due": "5 wd"}]) == ()
