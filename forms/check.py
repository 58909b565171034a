"""A form held against the vocabulary: one rule per function, each finding says where and what to do."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from forms.expressions import BUILT_IN, IN_ROWS
from forms.facts import gives
from forms.findings import finding
from forms.model import Expression, Field, Finding, Form, Text

Facts = Mapping[str, Mapping[str, Any]]
Rule = Callable[[Form, Facts], Iterator[Finding]]


def check(form: Form, facts: Facts) -> list[Finding]:
    """Everything that is wrong with this form, given the declarations of facts.yaml by name; empty when it may be
    deployed.
    """
    return [found for rule in RULES for found in rule(form, facts)]


def facts_are_declared(form: Form, facts: Facts) -> Iterator[Finding]:
    for one in form.fields:
        if one.fact and one.fact not in facts:
            yield finding("fact.undeclared", one.key, fact=one.fact)


def facts_have_the_type_of_their_field(form: Form, facts: Facts) -> Iterator[Finding]:
    for one, declared in _with_fact(form, facts):
        if declared.get("type") not in gives(one):
            yield finding(
                "fact.type", one.key, fact=one.fact, declared=declared.get("type"), given=" / ".join(sorted(gives(one)))
            )


def lines_have_the_columns_of_their_fact(form: Form, facts: Facts) -> Iterator[Finding]:
    """A column that the list does not ask would be empty in every task made of it."""
    for one, declared in _with_fact(form, facts):
        missing = sorted(set(declared.get("columns") or ()) - {column.key for column in one.fields})
        if one.type == "list" and missing:
            yield finding("fact.columns", one.key, fact=one.fact, columns=", ".join(missing))


def facts_know_every_answer(form: Form, facts: Facts) -> Iterator[Finding]:
    """An answer that the fact does not list could never be decided on. Lists of the running system are not known
    here.
    """
    for one, declared in _with_fact(form, facts):
        if one.type not in {"enum", "set"} or one.source or not declared.get("values"):
            continue
        strange = sorted({option.value for option in one.options} - set(declared["values"]))
        if strange:
            yield finding("fact.values", one.key, fact=one.fact, values=", ".join(strange))


def a_fact_is_set_once(form: Form, facts: Facts) -> Iterator[Finding]:
    """Two questions of the same part that set one fact would overwrite each other."""
    setting = [one for one in form.fields if one.fact]
    for at, one in enumerate(setting):
        if any(other.fact == one.fact and _together(one, other) for other in setting[:at]):
            yield finding("fact.twice", one.key, fact=one.fact)


def facts_stay_in_their_zone(form: Form, facts: Facts) -> Iterator[Finding]:
    """A fact is as secret as what it comes from, unless somebody answers for its release."""
    for one, declared in _with_fact(form, facts):
        inputs = {one.zone} | _zones_read(form, facts, one)
        if not _may_stand_in(str(declared.get("zone")), inputs) and not _released(declared, str(declared.get("zone"))):
            yield finding(
                "fact.zone", one.key, fact=one.fact, zone=declared.get("zone"), inputs=", ".join(sorted(inputs))
            )


def computed_fields_stay_in_their_zone(form: Form, facts: Facts) -> Iterator[Finding]:
    for one in form.fields:
        inputs = _zones_read(form, facts, one)
        if one.expression and not _may_stand_in(one.zone, inputs) and not _released(facts.get(one.fact, {}), one.zone):
            yield finding("zone.computed", one.key, zone=one.zone, inputs=", ".join(sorted(inputs)))


def a_group_has_one_audience(form: Form, facts: Facts) -> Iterator[Finding]:
    for group in form.groups:
        zones = {one.zone for one in form.fields if one.group == group.id and one.type != "note"}
        if len(zones) > 1:
            yield finding("zone.mixed", group.id, zones=", ".join(sorted(zones)))


def expressions_name_what_exists(form: Form, facts: Facts) -> Iterator[Finding]:
    keys = {one.key for one in form.fields} | {one.path.partition(".")[0] for one in form.fields}
    for one in form.fields:
        for name in sorted(_names(one) - keys - set(facts) - BUILT_IN):
            yield finding("name.unknown", one.key, name=name)
        own = {column.key for column in one.fields}
        for column in one.fields:
            for name in sorted(_names(column) - own - keys - set(facts) - BUILT_IN - IN_ROWS):
                yield finding("name.unknown", f"{one.key}.{column.key}", name=name)


def expressions_read_their_own_part(form: Form, facts: Facts) -> Iterator[Finding]:
    """The sealed answers of another task are not at hand; what it decided is a fact."""
    parts = {one.key: one for one in form.fields}
    for one in form.fields:
        for name in sorted(_names(one) | {name for column in one.fields for name in _names(column)}):
            other = parts.get(name)
            if other is not None and not other.fact and name not in facts and not _always_with(one, other):
                yield finding("name.part", one.key, name=name, part=" ".join(other.parts))


FORBIDDEN: tuple[tuple[str, Text], ...] = (
    (r"religi|geloof(?!waardig)|godsdienst|kerk|moskee", Text("geloof", "religion")),
    (r"ethnic|etnisch|etnicit|\bras\b|\brace\b", Text("afkomst of ras", "ethnicity")),
    (r"sexual ?orientation|seksuele|geaardheid|\blhbt", Text("seksuele gerichtheid", "sexual orientation")),
    (r"\bbsn\b|burgerservice|citizen service number", Text("het burgerservicenummer", "the citizen service number")),
    (r"finger ?print|vingerafdruk|biometr|gezichtsherkenning|face ?(template|recognition)", Text("lichaamskenmerken", "biometrics")),
    (r"politi(cal|ek)", Text("politieke opvattingen", "political opinions")),
    (r"abscond|onttrekk|vluchtgevaar", Text("het risico dat iemand verdwijnt", "a risk of absconding")),
)  # fmt: skip  # a table
ADDRESS = r"(?<!mail)(?<!mail )adres(?!boek)|(?<!mail )address\b|\bstraat(naam)?\b|\bstreet\b|huisnummer|house ?number|postcode|postal ?code"
V_NUMBER = r"\bv ?-?nummer|\bv ?-?number"


def forbidden_things_are_not_asked(form: Form, facts: Facts) -> Iterator[Finding]:
    """domain.md 7: what must not exist anywhere, an address outside LOC, a V-number outside ID."""
    for one in _all(form):
        asked = _asked_words(one)
        for pattern, what in FORBIDDEN:
            if re.search(pattern, asked):
                yield finding("forbidden", one.key, what=what)
        if one.zone != "LOC" and re.search(ADDRESS, asked):
            yield finding("forbidden.place", one.key)
        if one.zone != "ID" and re.search(V_NUMBER, asked):
            yield finding("forbidden.number", one.key)


def _asked_words(one: Field) -> str:
    """Key and labels in lower case, the key in words: "postalCode" is "postal code". What a note explains is not
    asked.
    """
    if one.type == "note":
        return ""
    key = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", one.key)
    without = re.sub(r"\((geen|zonder|no|not|without)[^)]*\)", "", f"{key} {one.label.nl} {one.label.en}")
    return without.lower().replace("_", " ")


def _together(one: Field, other: Field) -> bool:
    """Whether a task can ask both. The whole form at once is not counted: there the later one wins."""
    return not one.parts or not other.parts or bool(set(one.parts) & set(other.parts))


def _always_with(one: Field, other: Field) -> bool:
    """Whether every task that asks the one asks the other too."""
    return not other.parts or (bool(one.parts) and set(one.parts) <= set(other.parts))


def _all(form: Form) -> Iterator[Field]:
    for one in form.fields:
        yield one
        yield from one.fields


def _with_fact(form: Form, facts: Facts) -> Iterator[tuple[Field, Mapping[str, Any]]]:
    for one in form.fields:
        if one.fact in facts:
            yield one, facts[one.fact]


def _names(one: Field) -> frozenset[str]:
    read: Sequence[Expression | None] = (*one.hidden_when, one.expression, one.default, one.options_from, one.check)
    return frozenset(name for expression in read if expression for name in expression.names)


def _zones_read(form: Form, facts: Facts, one: Field) -> set[str]:
    """The zones of what a computed field reads. A fact counts with its own zone: it may have been released."""
    if one.expression is None:
        return set()
    zones = {other.key: other.zone for other in form.fields if other.key != one.key}
    known = {name: zones.get(name) or facts.get(name, {}).get("zone") for name in one.expression.names}
    return {str(zone) for zone in known.values() if zone}


def _may_stand_in(zone: str, inputs: set[str]) -> bool:
    """REG is open to all who work on the case; every other zone has its own readers, so none may stand in for
    another.
    """
    return inputs - {"REG"} <= {zone}


def _released(declared: Mapping[str, Any], zone: str) -> bool:
    release = declared.get("release")
    return isinstance(release, Mapping) and release.get("to") == zone and bool(release.get("approver"))


RULES: tuple[Rule, ...] = (
    facts_are_declared,
    facts_have_the_type_of_their_field,
    lines_have_the_columns_of_their_fact,
    facts_know_every_answer,
    a_fact_is_set_once,
    facts_stay_in_their_zone,
    computed_fields_stay_in_their_zone,
    a_group_has_one_audience,
    expressions_name_what_exists,
    expressions_read_their_own_part,
    forbidden_things_are_not_asked,
)
