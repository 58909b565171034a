"""Models of several parts: requirements, knowledge models, services, imports, types and boxed expressions."""

from __future__ import annotations

import pytest

import feel
from feel import dmn


def definitions(*nodes, namespace="urn:main"):
    return (
        f'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:i="urn:lib" namespace="{namespace}"'
        f' name="m">{"".join(nodes)}</definitions>'
    ).encode()


def text(expression):
    return f"<literalExpression><text><![CDATA[{expression}]]></text></literalExpression>"


def node(tag, name, body="", needs=(), type_ref=""):
    """A node whose id is its name with blanks as underscores; `needs` are (kind, reference)."""
    requirements = "".join(
        f'<{"knowledge" if kind == "Knowledge" else "information"}Requirement><required{kind} href="{href}"/>'
        f"</{'knowledge' if kind == 'Knowledge' else 'information'}Requirement>"
        for kind, href in needs
    )
    typed = f' typeRef="{type_ref}"' if type_ref else ""
    return (
        f'<{tag} id="{name.replace(" ", "_")}" name="{name}"><variable name="{name}"{typed}/>{requirements}{body}'
        f"</{tag}>"
    )


def decision(name, body, needs=(), type_ref=""):
    return node("decision", name, body, needs, type_ref)


def knowledge(name, parameters, body, needs=(), type_ref=""):
    formal = "".join(f'<formalParameter name="{parameter}" typeRef="{kind}"/>' for parameter, kind in parameters)
    return node(
        "businessKnowledgeModel", name, f"<encapsulatedLogic>{formal}{body}</encapsulatedLogic>", needs, type_ref
    )


def boxed(body):
    return dmn.load(definitions(decision("d", body))).decide("d", {}).value


def test_a_decision_reads_inputs_and_other_decisions():
    model = dmn.load(
        definitions(
            node("inputData", "monthly amount", type_ref="number"),
            decision("yearly amount", text("monthly amount * 12"), [("Input", "#monthly_amount")]),
            decision("enough", text("yearly amount > 1000"), [("Decision", "#yearly_amount")]),
        )
    )
    assert model.decide("enough", {"monthly amount": 100}).value is True


def test_a_knowledge_model_may_call_itself():
    model = dmn.load(
        definitions(
            knowledge("factorial", [("n", "number")], text("if n <= 1 then 1 else n * factorial(n - 1)")),
            decision("d", text("factorial(5)"), [("Knowledge", "#factorial")]),
        )
    )
    assert model.decide("d", {}).value == 120
    assert model.call("factorial", {"n": 4}).value == 24


def test_an_argument_of_the_wrong_type_makes_the_call_null():
    model = dmn.load(
        definitions(
            knowledge("twice", [("n", "number")], text("n * 2")),
            decision("d", text('twice("a")'), [("Knowledge", "#twice")]),
        )
    )
    decided = model.decide("d", {})
    assert decided.value is None
    assert "string is not number" in decided.warnings[0].message


@pytest.mark.parametrize("call", ["s(2, 3)", "s(a: 2, b: 3)", "s(b: 3, a: 2)"])
def test_a_decision_service_is_a_function_of_its_inputs_and_then_its_given_decisions(call):
    model = dmn.load(
        definitions(
            node("inputData", "a"),
            decision("b", text("99")),
            decision("c", text("a * 10 + b"), [("Input", "#a"), ("Decision", "#b")]),
            node("decisionService", "s", '<outputDecision href="#c"/><inputDecision href="#b"/><inputData href="#a"/>'),
            decision("d", text(call), [("Knowledge", "#s")]),
        )
    )
    assert model.decide("d", {}).value == 23
    assert model.decide("s", {"a": 4, "b": 1}).value == 41


LIBRARY = definitions(
    '<itemDefinition name="tRate"><typeRef>number</typeRef></itemDefinition>',
    node("inputData", "base"),
    decision("rate", text("base + 1"), [("Input", "#base")], "tRate"),
    knowledge("double", [("n", "number")], text("n * 2")),
    namespace="urn:lib",
)
REFERENCES = [("Decision", "urn:lib#rate"), ("Knowledge", "urn:lib#double")]


@pytest.mark.parametrize(
    ("alias", "expression", "inputs"),
    [
        ("lib", "lib.double(lib.rate)", {"lib": {"base": 4}}),
        ("lib", "lib.double(lib.rate)", {"base": 4}),
        ("", "double(rate)", {"base": 4}),
    ],
)
def test_an_imported_file_is_reached_by_its_alias_or_without_one(alias, expression, inputs):
    importing = (
        f'<import name="{alias}" namespace="urn:lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    )
    type_ref = f"{alias}.tRate" if alias else "tRate"
    model = dmn.load(definitions(importing, decision("d", text(expression), REFERENCES, type_ref)), [LIBRARY])
    assert model.decide("d", inputs).value == 10


def test_one_file_imported_along_two_ways_has_the_inputs_of_each():
    middle = definitions(
        '<import name="A" namespace="urn:lib"/>',
        decision("again", text("A.rate"), [("Decision", "urn:lib#rate")]),
        namespace="urn:middle",
    )
    importing = '<import name="A" namespace="urn:lib"/><import name="B" namespace="urn:middle"/>'
    model = dmn.load(
        definitions(
            importing,
            decision("d", text("[A.rate, B.again]"), [("Decision", "urn:lib#rate"), ("Decision", "urn:middle#again")]),
        ),
        [LIBRARY, middle],
    )
    assert model.decide("d", {"A": {"base": 1}, "B": {"A": {"base": 7}}}).value == [2, 8]


def entry(name, body):
    return f"<contextEntry>{f'<variable name={name!r}/>' if name else ''}{body}</contextEntry>"


BOXES = {
    "a context": (f"<context>{entry('a', text('1'))}{entry('b', text('a + 1'))}</context>", {"a": 1, "b": 2}),
    "a context with a result": (f"<context>{entry('a', text('1'))}{entry('', text('a + 1'))}</context>", 2),
    "a relation": (
        f'<relation><column name="x"/><column name="y"/><row>{text("1")}{text("2")}</row></relation>',
        [{"x": 1, "y": 2}],
    ),
    "a list": (f"<list>{text('1')}{text('2')}</list>", [1, 2]),
    "a condition": (
        f"<conditional><if>{text('1 > 2')}</if><then>{text('1')}</then><else>{text('2')}</else></conditional>",
        2,
    ),
    "a filter": (f"<filter><in>{text('[1, 2, 3]')}</in><match>{text('item > 1')}</match></filter>", [2, 3]),
    "a loop": (f'<for iteratorVariable="i"><in>{text("1..3")}</in><return>{text("i * i")}</return></for>', None),
    "a loop over a list": (
        f'<for iteratorVariable="i"><in>{text("[1, 2]")}</in><return>{text("i + count(partial)")}</return></for>',
        [1, 3],
    ),
    "some": (
        f'<some iteratorVariable="i"><in>{text("[1, 2]")}</in><satisfies>{text("i > 1")}</satisfies></some>',
        True,
    ),
    "every": (
        f'<every iteratorVariable="i"><in>{text("[1, 2]")}</in><satisfies>{text("i > 1")}</satisfies></every>',
        False,
    ),
    "a function and its invocation": (
        f'<context>{entry("f", f"""<functionDefinition><formalParameter name="x"/>{text("x + 1")}</functionDefinition>""")}'
        f'{entry("", f"""<invocation>{text("f")}<binding><parameter name="x"/>{text("4")}</binding></invocation>""")}'
        "</context>",
        5,
    ),
}


@pytest.mark.parametrize(("body", "value"), BOXES.values(), ids=BOXES)
def test_a_boxed_expression_has_its_value(body, value):
    assert boxed(body) == value


PERSON = (
    '<itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef></itemComponent>'
    '</itemDefinition><itemDefinition name="tColours" isCollection="true"><typeRef>string</typeRef>'
    '<allowedValues><text>"red", "blue"</text></allowedValues></itemDefinition>'
)


@pytest.mark.parametrize(
    ("type_ref", "given", "value"),
    [
        ("tPerson", {"age": 3}, {"age": 3}),
        ("tPerson", {"age": "3"}, None),
        ("tColours", ["red"], ["red"]),
        ("tColours", "red", ["red"]),
        ("tColours", ["green"], None),
        ("number", [3], 3),
        ("number", [3, 4], None),
    ],
)
def test_an_input_fits_its_type_or_is_null(type_ref, given, value):
    model = dmn.load(
        definitions(PERSON, node("inputData", "x", type_ref=type_ref), decision("d", text("x"), [("Input", "#x")]))
    )
    assert model.decide("d", {"x": given}).value == value


def outcome(body):
    """The value of a boxed expression, or the code of its refusal."""
    try:
        return boxed(body)
    except feel.FeelError as error:
        return error.code


@pytest.mark.parametrize("depth", [50, 120, 3000])
def test_boxes_nested_too_deeply_are_refused_or_run(depth):
    body = "<context><contextEntry>" * depth + text("1") + "</contextEntry></context>" * depth
    assert outcome(body) in (1, "nesting", "depth", "xml")


def test_files_that_import_each_other_in_a_circle_end_cleanly():
    other = definitions(
        '<import name="m" namespace="urn:main"/>',
        decision("e", text("m.d"), [("Decision", "urn:main#d")]),
        namespace="urn:other",
    )
    main = definitions(
        '<import name="o" namespace="urn:other"/>', decision("d", text("o.e"), [("Decision", "urn:other#e")])
    )
    with pytest.raises(feel.LimitError):
        dmn.load(main, [other]).decide("d", {})


def test_a_text_that_is_no_feel_is_null_and_says_so():
    decided = dmn.load(definitions(decision("d", text("1 +")))).decide("d", {})
    assert decided.value is None
    assert "expected" in decided.warnings[0].message
