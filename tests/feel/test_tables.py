"""Decision tables: which rules match, what the hit policy answers, and why."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

import feel
from feel import dmn

HEADER = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:test" name="test">'


def cells(tag, texts):
    return "".join(f"<{tag}><text><![CDATA[{text}]]></text></{tag}>" for text in texts)


def table(policy, inputs, outputs, rows, aggregation=""):
    """A decision "T"; `outputs` are (name, values); a row is (cells, answers)."""
    columns = "".join(
        f'<input label="{name}"><inputExpression><text>{name}</text></inputExpression></input>' for name in inputs
    )
    answers = "".join(
        f'<output name="{name}"><outputValues><text>{values}</text></outputValues></output>'
        if values
        else f'<output name="{name}"/>'
        for name, values in outputs
    )
    rules = "".join(
        f'<rule id="r{i}"><description>row {i}</description>{cells("inputEntry", tests)}'
        f"{cells('outputEntry', results)}</rule>"
        for i, (tests, results) in enumerate(rows, 1)
    )
    total = f' aggregation="{aggregation}"' if aggregation else ""
    return dmn.load(
        f'{HEADER}<decision id="T" name="table"><decisionTable hitPolicy="{policy}"{total}>{columns}'
        f"{answers}{rules}</decisionTable></decision></definitions>".encode()
    )


TWO_ROWS = [((">= 5",), ("1",)), ((">= 10",), ("2",)), (("< 0",), ("3",))]


@pytest.mark.parametrize(
    ("policy", "aggregation", "x", "value"),
    [
        ("UNIQUE", "", 7, 1),
        ("UNIQUE", "", 12, None),
        ("FIRST", "", 12, 1),
        ("RULE ORDER", "", 12, [1, 2]),
        ("COLLECT", "", 12, [1, 2]),
        ("COLLECT", "SUM", 12, 3),
        ("COLLECT", "MIN", 12, 1),
        ("COLLECT", "MAX", 12, 2),
        ("COLLECT", "COUNT", 12, 2),
        ("ANY", "", 12, None),
        ("ANY", "", 7, 1),
        ("UNIQUE", "", 2, None),
        ("COLLECT", "", 2, []),
    ],
)
def test_a_hit_policy_answers(policy, aggregation, x, value):
    model = table(policy, ["x"], [("y", "")], TWO_ROWS, aggregation)
    assert model.decide("T", {"x": x}).value == value


@pytest.mark.parametrize(("policy", "value"), [("PRIORITY", "high"), ("OUTPUT ORDER", ["high", "low"])])
def test_priorities_follow_the_order_of_the_output_values(policy, value):
    model = table(policy, ["x"], [("y", '"high", "low"')], [(("-",), ('"low"',)), (("> 1",), ('"high"',))])
    assert model.decide("T", {"x": 2}).value == value


def test_a_decision_tells_which_rule_matched_and_why():
    model = table(
        "FIRST",
        ["kind", "days"],
        [("due", ""), ("warn", "")],
        [(('"a"', "-"), ('"5 wd"', "1")), (('"b", "c"', "> 3"), ('"P14D"', "2"))],
    )
    decision = model.decide("table", {"kind": "c", "days": 4})
    assert decision.value == {"due": "P14D", "warn": Decimal(2)}
    assert [(match.rule_id, match.index, match.description) for match in decision.matched] == [("r2", 2, "row 2")]
    assert [(reason.label, reason.value, reason.cells) for reason in decision.why] == [
        ("kind", "c", ('"b", "c"',)),
        ("days", Decimal(4), ("> 3",)),
    ]


def test_a_row_is_valid_on_the_days_its_cell_names():
    rows = [(('[date("2017-07-01")..date("2024-09-01")]',), ("1800",)), (('> date("2024-09-01")',), ("2250",))]
    model = table("UNIQUE", ["Peildatum"], [("amount", "")], rows)
    assert model.decide("T", {"Peildatum": dt.date(2024, 9, 1)}).value == 1800
    assert model.decide("T", {"Peildatum": dt.date(2024, 9, 2)}).value == 2250


def test_two_rows_that_match_a_unique_table_are_a_warning_with_their_numbers():
    decision = table("UNIQUE", ["x"], [("y", "")], TWO_ROWS).decide("T", {"x": 12})
    assert decision.value is None
    assert "1, 2" in decision.warnings[0].message


def test_a_table_may_call_functions_of_the_host():
    model = dmn.load(
        f'{HEADER}<decision id="T" name="t"><literalExpression><text>in working days(3) > today</text>'
        "</literalExpression></decision></definitions>".encode(),
        functions=["in working days"],
    )
    lent = {"in working days": lambda n: dt.date(2026, 11, 24 + int(n))}
    assert model.decide("T", {"today": dt.date(2026, 11, 24)}, lent).value is True
    assert model.decisions[0].calls == {"in working days"}
    assert model.decisions[0].names == {"today"}


def test_a_model_describes_its_tables():
    decision = table("UNIQUE", ["x"], [("y", "")], TWO_ROWS).decisions[0]
    assert (decision.id, decision.hit_policy, decision.inputs[0].expression) == ("T", "UNIQUE", "x")
    assert next((rule.id, rule.cells, rule.outputs) for rule in decision.rules) == ("r1", (">= 5",), ("1",))


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "doctype"),
        (b"<a/>", "not dmn"),
        (b"<a", "xml"),
        (b" " * 2_000_001, "file size"),
    ],
)
def test_a_file_that_is_no_safe_model_is_refused(xml, code):
    with pytest.raises(feel.FeelError) as refusal:
        dmn.load(xml)
    assert refusal.value.code == code


def codes(xml, **known):
    return {(finding.code, finding.element_id) for finding in dmn.check(xml.encode(), **known)}


def decision(body, name="d"):
    return f'<decision id="{name}" name="{name}">{body}</decision>'


def model(*nodes):
    return HEADER + "".join(nodes) + "</definitions>"


def literal(text, element="t"):
    return f'<literalExpression id="{element}"><text>{text}</text></literalExpression>'


def requires(name):
    return f'<informationRequirement><requiredDecision href="#{name}"/></informationRequirement>'


@pytest.mark.parametrize(
    ("xml", "finding"),
    [
        ("<a", ("xml", "")),
        (model(decision(literal("1 +"))), ("feel", "t")),
        (model(decision("")), ("no-expression", "d")),
        (model(decision(literal("1")), decision(literal("2"))), ("duplicate-id", "d")),
        (model(decision(requires("gone") + literal("1"))), ("missing-reference", "d")),
        (model(decision(requires("e") + literal("1")), decision(requires("d") + literal("1"), "e")), ("cycle", "d")),
        (model(decision('<variable name="d" typeRef="money"/>' + literal("1"))), ("unknown-type", "d")),
        (model(decision(literal("term(1)"))), ("unknown-function", "d")),
        (model(decision('<decisionTable id="t" hitPolicy="SOME"/>')), ("hit-policy", "t")),
        (model(decision('<decisionTable id="t" hitPolicy="FIRST" aggregation="SUM"/>')), ("aggregation", "t")),
        (
            model(decision('<decisionTable id="t" hitPolicy="PRIORITY"><output name="y"/></decisionTable>')),
            ("priorities", "t"),
        ),
        (model(decision('<decisionTable id="t"><output name="y"/><rule id="r"/></decisionTable>')), ("columns", "r")),
        (
            model(
                decision(
                    '<decisionTable id="t"><input><inputExpression><text>x</text></inputExpression><inputValues>'
                    '<text>"a"</text></inputValues></input><output/><rule id="r"><inputEntry id="c"><text>"b"</text>'
                    "</inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>"
                )
            ),
            ("impossible-cell", "c"),
        ),
    ],
)
def test_a_finding_names_its_rule_and_its_element(xml, finding):
    assert finding in codes(xml)


def test_a_name_that_the_host_does_not_have_is_a_finding_when_it_says_what_it_has():
    xml = model(decision(literal("amount + colour")))
    assert codes(xml, names=["amount"]) == {("unknown-name", "d")}
    assert codes(xml) == set()


def test_findings_are_in_both_languages():
    finding = dmn.check(model(decision(literal("a == b"))).encode())[0]
    assert "write one =" in finding.message_en
    assert "regel 1, kolom 4" in finding.message_nl
