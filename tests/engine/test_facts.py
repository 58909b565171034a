"""A fact has a type, a zone, a scope and a history; sealed ones are ciphertext in the store."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from engine.facts import WrongFact, dumps, to_feel, to_json
from engine.model import Case, Fact, Instance, Priority
from engine.step.casefacts import CaseFacts
from engine.vocabulary import BadVocabulary, FactDeclaration, read_vocabulary
from tests.engine.cast import Stage, asks, drawn, small, stage

FACTS = {
    "colour": {"type": "enum", "values": ["red", "blue"], "zone": "REG"},
    "illness": {"type": "text", "zone": "MED"},
    "birthday": {"type": "date", "zone": "REG", "frozen": True},
    "round": {"type": "integer", "zone": "REG", "scope": "instance"},
    "caseDirector": {"type": "reference", "zone": "REG", "sets": "case.director"},
    "alias": {"type": "text", "zone": "REG", "sets": "case.alias"},
    "leadOrganisation": {"type": "reference", "zone": "REG", "sets": "case.leadOrganisation"},
}


def declared(kind: str, *values: str) -> FactDeclaration:
    return FactDeclaration(name="x", type=kind, zone="REG", values=values)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("boolean", True, True),
        ("text", "é", "é"),
        ("code", Decimal(3), "3"),
        ("set", ["b", "a", "a"], ["a", "b"]),
        ("set", "a", ["a"]),
        ("integer", "12", 12),
        ("number", Decimal("12.50"), "12.50"),
        ("number", "100", "100"),
        ("money", 12, "12.00"),
        ("date", "2027-03-01", "2027-03-01"),
        ("dateTime", "2027-03-01T10:00:00+01:00", "2027-03-01T09:00:00Z"),
        ("duration", "P14D", "P14D"),
        ("text", None, None),
    ],
)
def test_a_value_is_kept_in_one_form(kind: str, given: object, kept: object) -> None:
    found = to_json(declared(kind), given)
    assert found == kept
    assert to_json(declared(kind), to_feel(declared(kind), found)) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("boolean", "true"),
        ("boolean", 1),
        ("text", True),
        ("text", {"a": 1}),
        ("integer", "1.5"),
        ("integer", "een"),
        ("number", "Infinity"),
        ("number", "NaN"),
        ("money", "1e999999999"),
        ("date", "2027-02-30"),
        ("dateTime", "gisteren"),
        ("duration", "lang"),
        ("set", 5),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, given: object) -> None:
    with pytest.raises(WrongFact):
        to_json(declared(kind), given)


@pytest.mark.parametrize(("kind", "given"), [("enum", "green"), ("set", ["red", "green"])])
def test_a_value_that_is_not_listed_is_refused(kind: str, given: object) -> None:
    with pytest.raises(WrongFact, match="green"):
        to_json(declared(kind, "red"), given)


LINES = FactDeclaration("plan", "lines", "SOC", columns={"action": "text", "due": "date"})


def test_a_line_keeps_the_declared_columns_and_no_other() -> None:
    given = [{"action": "Bellen", "due": "2027-03-05", "goal": "Rust"}]
    assert to_json(LINES, given) == [{"action": "Bellen", "due": "2027-03-05"}]
    assert to_feel(LINES, to_json(LINES, given)) == [{"action": "Bellen", "due": date(2027, 3, 5)}]


@pytest.mark.parametrize("wrong", ["Bellen", [1], [{"action": "Bellen", "due": "morgen"}], [{}] * 51])
def test_lines_of_another_shape_are_refused(wrong: object) -> None:
    with pytest.raises(WrongFact):
        to_json(LINES, wrong)


@pytest.mark.parametrize(
    "declared", ["type: lines", "type: text, columns: {a: text}", "type: lines, columns: {a: lines}"]
)
def test_columns_are_declared_with_plain_types_and_for_lines_only(declared: str) -> None:
    with pytest.raises(BadVocabulary):
        read_vocabulary(f"facts: {{plan: {{{declared}, zone: SOC}}}}", "{}", "{}")


def test_json_is_canonical() -> None:
    assert dumps({"b": Decimal("2.0"), "a": "é"}) == '{"a":"é","b":2}'


@pytest.fixture(scope="module")
def small_stage() -> Iterator[Stage]:
    with stage(
        small(
            drawn("start t end", "<bpmn:startEvent id='start'/>", asks("t"), "<bpmn:endEvent id='end'/>"), facts=FACTS
        )
    ) as made:
        yield made


@pytest.fixture
def case(small_stage: Stage) -> Case:
    return small_stage.open_case()


def test_a_list_reads_of_a_case_the_facts_it_shows_and_no_other(small_stage: Stage, case: Case) -> None:
    put(small_stage, case, "colour", "red")
    put(small_stage, case, "alias", "Zwaluw")
    desk = small_stage.engine.desk
    with desk.store.reading() as reader:
        some, none = (
            CaseFacts(reader, case, small_stage.engine.vocabulary, desk.sealer, only=[name])
            for name in ("colour", "illness")
        )
    assert [row.name for row in some.rows()] == ["colour"]
    assert (some.json("colour"), none.json("illness"), none.rows()) == ("red", None, [])


def put(stage: Stage, case: Case, name: str, value: object, instance: int = 0) -> None:
    stage.act(case, lambda run: run.set_fact(name, value, instance=instance, source="test"))


def values(stage: Stage, case: Case, name: str) -> list[tuple[str, bool]]:
    return [(row.value, row.current) for row in stage.find(Fact, case=case.id, name=name)]


def test_an_older_value_is_history(small_stage: Stage, case: Case) -> None:
    for value in ("red", "blue", "blue"):
        put(small_stage, case, "colour", value)
    assert values(small_stage, case, "colour") == [('"red"', False), ('"blue"', True)]


def test_a_frozen_fact_keeps_its_first_value(small_stage: Stage, case: Case) -> None:
    put(small_stage, case, "birthday", "1990-01-01")
    put(small_stage, case, "birthday", "1999-01-01")
    assert values(small_stage, case, "birthday") == [('"1990-01-01"', True)]


def test_a_sealed_fact_is_ciphertext_and_opens_for_expressions(small_stage: Stage, case: Case) -> None:
    put(small_stage, case, "illness", "griep")
    ((token, _),) = values(small_stage, case, "illness")
    assert "griep" not in token
    small_stage.act(case, lambda run: _same(run.seen(0)["illness"], "griep"))


def test_an_instance_has_facts_of_its_own(small_stage: Stage, case: Case) -> None:
    first = small_stage.one(Instance, case=case.id).id
    put(small_stage, case, "round", 1, instance=first)
    put(small_stage, case, "round", 2, instance=first + 1000)
    small_stage.act(case, lambda run: _same((run.seen(first)["round"], run.seen(first + 1000)["round"]), (1, 2)))
    small_stage.act(case, lambda run: _same(run.seen(first + 1)["round"], None))


def test_facts_set_the_columns_of_the_case(small_stage: Stage, case: Case) -> None:
    coen = small_stage.who("coen").account
    put(small_stage, case, "caseDirector", "coen")
    put(small_stage, case, "priority", "P0")
    put(small_stage, case, "alias", "Zwaluw")
    put(small_stage, case, "leadOrganisation", "iom")
    found = small_stage.case(case.id)
    assert (found.director, found.priority, found.alias) == (coen, Priority.P0, "Zwaluw")
    assert found.lead_organisation is not None


def test_a_new_priority_moves_what_is_open(small_stage: Stage, case: Case) -> None:
    put(small_stage, case, "priority", "P0")
    assert small_stage.task(case).priority is Priority.P0
    assert {row.priority for row in small_stage.pending(case)} == {Priority.P0}


def _same(found: object, wanted: object) -> None:
    assert found == wanted


LANES = "lanes: {toezicht: {roles: {auditor: {}}}, kmar: {roles: {wacht: {}}}}\nenforcement: [kmar]\n"


@pytest.mark.parametrize(
    ("overview", "named"),
    [
        ("{cases: [toezicht]}", "nothing else"),
        ("[toezicht]", "nothing else"),
        ("{events: [niemand]}", "'niemand', which is no lane"),
        ("{events: [toezicht.chef]}", "'toezicht.chef', which is no lane or role"),
        ("{figures: [kmar]}", "'kmar', which enforces"),
        ("{figures: [kmar.wacht]}", "'kmar.wacht', which enforces"),
    ],
)
def test_who_sees_what_is_about_no_case_is_somebody_who_is_there_and_does_not_enforce(
    overview: str, named: str
) -> None:
    with pytest.raises(BadVocabulary, match=named):
        read_vocabulary("facts: {}", f"{LANES}overview: {overview}", "messages: {}")


def test_nobody_sees_what_is_about_no_case_unless_the_word_list_says_so() -> None:
    auditor = frozenset({"toezicht.auditor"})
    silent = read_vocabulary("facts: {}", LANES, "messages: {}")
    told = read_vocabulary("facts: {}", f"{LANES}overview: {{events: [toezicht]}}", "messages: {}")
    assert [words.looks_over("events", auditor) for words in (silent, told)] == [False, True]
    assert not told.looks_over("figures", auditor)
    assert not told.looks_over("events", frozenset({"kmar.wacht"}))
