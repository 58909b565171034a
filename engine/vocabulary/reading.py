"""The words of a bundle, read from its three YAML files. What is wrong is refused, with what to write."""

import re
from collections.abc import Mapping
from functools import lru_cache

import yaml

from engine import notation
from engine.vocabulary.words import (
    PLAIN_ZONE,
    FactDeclaration,
    Lane,
    MessageDeclaration,
    PayloadField,
    RoleDeclaration,
    Vocabulary,
    Zone,
)

FACT_TYPES = frozenset(
    {
        "boolean",
        "enum",
        "set",
        "code",
        "text",
        "integer",
        "number",
        "money",
        "date",
        "dateTime",
        "duration",
        "reference",
        "lines",
    }
)
COLUMN_TYPES = FACT_TYPES - {"lines", "set"}
FACT_SCOPES = frozenset({"case", "instance", "item"})
SETBACKS = ("missed", "noShow", "refusal", "stop")
CARE_ZONES = frozenset({"MED", "PRO"})
# What is about no single case: the figures of a month before they are public, and the log of events without content.
OVERVIEWS = frozenset({"figures", "events", "demands"})
# What nobody may know here, under whatever name: no fact and no value of a message. Forms have the same list (forms/check.py).
NEVER = re.compile(
    r"religi|geloof(?!waardig)|godsdienst|ethnic|etnisch|etnicit|sexual ?orientation|geaardheid|seksuele ?gerichtheid|"
    r"\bbsn\b|burgerservice|finger ?print|vingerafdruk|biometr|face ?template|politi(cal|eke) ?|abscond|onttrekk|vluchtgevaar"
)


class BadVocabulary(ValueError):
    """A declaration is not right: the message names it and says what to write."""


class _Once(notation.Loader):  # type: ignore[misc, valid-type]  # which of the two it is, is known when it runs
    """A loader that refuses a name declared twice: YAML would keep the last, and forget the first without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        names = [key.value for key, _ in node.value]
        if twice := sorted({str(name) for name in names if names.count(name) > 1}):
            raise BadVocabulary(f"`{twice[0]}` is declared twice. Keep one of the two, with what both say.")
        return dict(super().construct_mapping(node, deep))


@lru_cache(maxsize=8)
def read_vocabulary(facts: str, organisations: str, messages: str) -> Vocabulary:
    """The vocabulary of the three files. Raises BadVocabulary, naming what is wrong."""
    org = _mapping(organisations, "organisations.yaml")
    lanes = {key: _lane(key, value) for key, value in _section(org, "lanes", "organisations.yaml").items()}
    zones = {key: _zone(key, value) for key, value in _section(org, "zones", "organisations.yaml").items()}
    enforcement = frozenset(_strings(org.get("enforcement", [])))
    for zone in zones.values():
        _must_keep_need(zone, lanes, enforcement)
    declared = _section(_mapping(facts, "facts.yaml"), "facts", "facts.yaml")
    sent = _section(_mapping(messages, "messages.yaml"), "messages", "messages.yaml")
    return Vocabulary(
        facts={name: _fact(name, value, zones) for name, value in declared.items()},
        lanes=lanes,
        zones=zones,
        messages={name: _message(name, value) for name, value in sent.items()},
        enforcement=enforcement,
        protected=_texts(org, "protected", "organisations.yaml"),
        care=_texts(org, "care", "organisations.yaml"),
        overview=_overview(org, lanes, enforcement),
    )


def _must_keep_need(zone: Zone, lanes: Mapping[str, Lane], enforcement: frozenset[str]) -> None:
    """Refuse a zone that care would not be safe in: whoever enforces reads nothing, and the glass breaks from care to care."""
    named = zone.read | zone.write | zone.consent | zone.emergency
    for group in sorted(group for group in named if group in enforcement or group.split(".")[0] in enforcement):
        raise BadVocabulary(f"organisations.yaml: zone {zone.key} names {group!r}, which enforces; take it out.")
    for group in sorted(zone.emergency):
        lane = lanes.get(group.split(".")[0])
        if zone.key not in CARE_ZONES or lane is None or lane.zone not in CARE_ZONES:
            raise BadVocabulary(
                f"organisations.yaml: zone {zone.key} lets {group!r} in for an emergency; that is from care to care alone."
            )


def _overview(
    org: Mapping[str, object], lanes: Mapping[str, Lane], enforcement: frozenset[str]
) -> Mapping[str, frozenset[str]]:
    """Who looks at what is about no single case. Refuses what nobody knows, a role that is not there, and who enforces."""
    section = org.get("overview", {})
    if not isinstance(section, dict) or not section.keys() <= OVERVIEWS:
        raise BadVocabulary(
            f"organisations.yaml: `overview` names who sees {' and '.join(sorted(OVERVIEWS))}; nothing else."
        )
    found = {str(what): frozenset(_strings(groups)) for what, groups in section.items()}
    for group in sorted(frozenset[str]().union(*found.values())):
        lane, _, role = group.partition(".")
        if lane not in lanes or (role and role not in lanes[lane].roles):
            raise BadVocabulary(f"organisations.yaml: `overview` names {group!r}, which is no lane or role above.")
        if lane in enforcement or group in enforcement:
            raise BadVocabulary(f"organisations.yaml: `overview` names {group!r}, which enforces; take it out.")
    return found


def _mapping(text: str, file: str) -> Mapping[str, object]:
    try:
        content = notation.plain(text, _Once) or {}
    except notation.TooDeep as error:
        raise BadVocabulary(
            f"{file} is nested more than {notation.DEEPEST} deep. Take levels of brackets or indentation away."
        ) from error
    except yaml.YAMLError as error:
        raise BadVocabulary(f"{file} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise BadVocabulary(f"{file} must hold names with values, not {type(content).__name__}.")
    return content


def _section(content: Mapping[str, object], key: str, file: str) -> dict[str, dict[str, object]]:
    section = content.get(key, {})
    if not isinstance(section, dict):
        raise BadVocabulary(f"{file}: `{key}` must hold names with values.")
    for name, value in section.items():
        if not isinstance(value, dict):
            raise BadVocabulary(f"{file}: `{name}` must hold names with values.")
    return section


def _may_exist(name: str, file: str) -> str:
    """The name of a fact or value. Raises BadVocabulary for what must not exist anywhere."""
    if NEVER.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()):
        raise BadVocabulary(f"{file}: `{name}` may not be known here about anybody. Take it out.")
    return name


def _texts(content: Mapping[str, object], key: str, file: str) -> Mapping[str, str]:
    section = content.get(key, {})
    if not isinstance(section, dict):
        raise BadVocabulary(f"{file}: `{key}` must hold names with their reasons.")
    return {str(name): str(reason) for name, reason in section.items()}


def _fact(name: str, value: Mapping[str, object], zones: Mapping[str, Zone]) -> FactDeclaration:
    type_, zone, scope = str(value.get("type", "")), str(value.get("zone", "")), str(value.get("scope", "case"))
    if type_ not in FACT_TYPES:
        raise BadVocabulary(f"facts.yaml: `{name}` has type {type_!r}; choose one of {', '.join(sorted(FACT_TYPES))}.")
    if zones and zone not in zones:
        raise BadVocabulary(f"facts.yaml: `{name}` has zone {zone!r}, which organisations.yaml does not declare.")
    if scope not in FACT_SCOPES:
        raise BadVocabulary(f"facts.yaml: `{name}` has scope {scope!r}; choose case, instance or item.")
    release = value.get("release")
    return FactDeclaration(
        name=_may_exist(name, "facts.yaml"),
        type=type_,
        zone=zone,
        scope=scope,
        meaning=str(value.get("meaning", "")),
        values=tuple(_strings(value.get("values", []))),
        sets=str(value["sets"]) if value.get("sets") else None,
        frozen=bool(value.get("frozen", False)),
        list=bool(value.get("list", False)),
        release={str(key): str(item) for key, item in release.items()} if isinstance(release, dict) else None,
        columns=_columns(name, type_, value.get("columns")),
    )


def _columns(name: str, type_: str, value: object) -> Mapping[str, str]:
    """The columns of a fact of type `lines`; no other type has them."""
    columns = {str(key): str(item) for key, item in value.items()} if isinstance(value, dict) else {}
    if bool(columns) != (type_ == "lines"):
        raise BadVocabulary(f"facts.yaml: `{name}`: write `columns` for type lines, and for no other type.")
    wrong = sorted(set(columns.values()) - COLUMN_TYPES)
    if wrong:
        raise BadVocabulary(f"facts.yaml: a column of `{name}` has type {wrong[0]!r}; choose a plain type.")
    return columns


def _lane(key: str, value: Mapping[str, object]) -> Lane:
    roles = value.get("roles") or {}
    if not isinstance(roles, dict):
        raise BadVocabulary(f"organisations.yaml: the roles of `{key}` must hold names with values.")
    return Lane(
        key=key,
        label=str(value.get("label", key)),
        label_en=str(value.get("label_en", value.get("label", key))),
        zone=str(value.get("zone", PLAIN_ZONE)),
        kind=str(value.get("kind", "organisation")),
        alias_of=str(value["of"]) if value.get("of") else None,
        roles={role: _role(key, role, settings or {}) for role, settings in roles.items()},
    )


def _role(lane: str, key: str, value: Mapping[str, object]) -> RoleDeclaration:
    return RoleDeclaration(
        lane=lane,
        key=key,
        label=str(value.get("label", key)),
        label_en=str(value.get("label_en", value.get("label", key))),
        deputy=str(value["deputy"]) if value.get("deputy") else None,
        fills=str(value["fills"]) if value.get("fills") else None,
        roster=bool(value.get("roster", False)),
        leads=bool(value.get("leads", False)),
        capacity=int(str(value["capacity"])) if str(value.get("capacity", "")).isdecimal() else None,
    )


def _zone(key: str, value: Mapping[str, object]) -> Zone:
    return Zone(
        key=key,
        label=str(value.get("label", key)),
        label_en=str(value.get("label_en", value.get("label", key))),
        read=frozenset(_strings(value.get("read", []))),
        write=frozenset(_strings(value.get("write", []))),
        consent=frozenset(_strings(value.get("consent", []))),
        emergency=frozenset(_strings(value.get("emergency", []))),
        silent=value.get("silent") is True,
    )


def _message(name: str, value: Mapping[str, object]) -> MessageDeclaration:
    payload = value.get("payload") or {}
    if not isinstance(payload, dict):
        raise BadVocabulary(f"messages.yaml: the payload of `{name}` must hold names with values.")
    ttl, scope = value.get("ttl"), str(value.get("scope", "case"))
    if scope not in ("case", "all"):
        raise BadVocabulary(
            f"messages.yaml: `{name}` has scope {scope!r}; choose case, or all for a signal over all cases."
        )
    return MessageDeclaration(
        name=name,
        senders=tuple(_strings(value.get("from", []))),
        receivers=tuple(_strings(value.get("to", []))),
        payload=tuple(
            PayloadField(
                _may_exist(key, "messages.yaml"),
                str((field or {}).get("type", "text")),
                str((field or {}).get("zone", PLAIN_ZONE)),
            )
            for key, field in payload.items()
        ),
        key=str(value.get("key", "case")),
        ttl=None if ttl in (None, "none") else str(ttl),
        silence=str(value["silence"]) if value.get("silence") else None,
        everywhere=scope == "all",
        adverse=_adverse(name, value.get("adverse")),
        departs=bool(value.get("departs", False)),
    )


def _adverse(name: str, value: object) -> str | None:
    if value is not None and value not in SETBACKS:
        raise BadVocabulary(f"messages.yaml: `{name}` is adverse {value!r}; choose one of {', '.join(SETBACKS)}.")
    return None if value is None else str(value)


def _strings(value: object) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
