"""The shapes of this room: a form as read, what is wrong with it, and answers as cleaned. All frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Language = Literal["nl", "en"]

ZONES = ("REG", "SOC", "MED", "JUR", "VEI", "PRO", "LOC", "ID", "TER", "FIN", "KLA", "STAT")

# What a person answers when she cannot know; as a fact it means "not set" unless the fact lists it as a value of its
# own.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in Dutch and, where somebody wrote it, in English; without English the Dutch is shown rather than
    nothing.
    """

    nl: str = ""
    en: str = ""

    def say(self, language: Language) -> str:
        return (self.en or self.nl) if language == "en" else self.nl

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer out of a list: the stored code and the words people see."""

    value: str
    label: Text


# Lists of the running system, by source name ("accounts:meldpunt.triagist"). A bare text is its own label.
Options = Mapping[str, Sequence[Option | str]]


@dataclass(frozen=True, slots=True)
class Expression:
    """A FEEL text that compiled, with the top-level names it reads."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a file asks of an answer beyond its type. Numbers and lengths are inclusive."""

    required: bool = False
    min_length: int | None = None
    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    decimals: int = 0
    pattern: str | None = None
    shape: Literal["", "email", "phone"] = ""
    not_before_today: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks, shows or computes.

    `key` is the name in conditions, `path` the place of the answer ("goals", "address.street"; in a list the key
    within its row). `kind` is what a page draws; `type` is what the answer is: text, number, money, date, time,
    dateTime, boolean, enum, set, scale, list, computed or note. `hidden_when` are the conditions of its groups and its
    own: it is hidden when one is true. `result` is the type a computed field gives, `options` then its words. `check`
    refuses an answer when it is false, and `check_text` says why.
    """

    key: str
    path: str
    kind: str
    type: str
    zone: str = ""
    fact: str = ""
    label: Text = Text()
    description: Text = Text()
    options: tuple[Option, ...] = ()
    source: str = ""
    options_from: Expression | None = None
    rules: Rules = Rules()
    hidden_when: tuple[Expression, ...] = ()
    expression: Expression | None = None
    result: str = ""
    default: Expression | None = None
    check: Expression | None = None
    check_text: Text = Text()
    parts: tuple[str, ...] = ()
    group: str = ""
    fields: tuple["Field", ...] = ()

    @property
    def required(self) -> bool:
        return self.rules.required

    def belongs_to(self, part: str | None) -> bool:
        """Whether the task with this part asks it. What names no part belongs to every task; no part means all of
        them.
        """
        return part is None or not self.parts or part in self.parts

    @property
    def names_read(self) -> frozenset[str]:
        """What its expressions read, those of its columns too."""
        own = [*self.hidden_when, *filter(None, (self.options_from, self.expression, self.default, self.check))]
        return frozenset(name for one in own for name in one.names).union(
            *(column.names_read for column in self.fields)
        )

    @property
    def asked(self) -> bool:
        """Whether a person gives this answer: notes are only shown, computed fields belong to the server."""
        return self.type not in {"note", "computed"}


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with the fields under it."""

    id: str
    title: Text = Text()
    description: Text = Text()
    parts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form file as read. Two forms are the same when their source is: the hash is identity, so schemas can be kept
    per form.
    """

    source_hash: str
    id: str = field(compare=False)
    title: Text = field(compare=False)
    schema_version: int = field(compare=False, default=0)
    groups: tuple[Group, ...] = field(compare=False, default=())
    fields: tuple[Field, ...] = field(compare=False, default=())

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts in the order of the file; empty when one task asks everything."""
        return tuple(dict.fromkeys(part for one in self.fields for part in one.parts))

    def field(self, key: str) -> Field:
        """The field with this key. KeyError when the form does not have it."""
        for one in self.fields:
            if one.key == key:
                return one
        raise KeyError(key)

    def reads(self, part: str | None) -> frozenset[str]:
        """The names that the expressions of one task read, with the facts that questions of other tasks of these names set."""
        names = frozenset[str]().union(*(one.names_read for one in self.of_part(part)))
        return names | {one.fact for one in self.fields if one.fact and one.key in names}

    def of_part(self, part: str | None) -> tuple[Field, ...]:
        """The fields of one task: its part and what belongs to no part. None is the whole form. KeyError for a part
        nobody drew.
        """
        if part is None:
            return self.fields
        if part not in self.parts:
            raise KeyError(part)
        return tuple(one for one in self.fields if one.belongs_to(part))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a form file, where (field key or component id), and what to do."""

    code: str
    key: str
    message_nl: str
    message_en: str


@dataclass(frozen=True, slots=True)
class FieldError:
    """Something wrong with one answer. `path` names the input: "goals[0].action"."""

    path: str
    code: str
    message_nl: str
    message_en: str

    def say(self, language: Language) -> str:
        return self.message_en if language == "en" else self.message_nl


Values = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Answers that may be kept: per zone the sealed values by path, and the facts a process may decide on.

    Facts stay empty while there are errors and for drafts, so that a careless caller cannot decide on half an answer.
    A fact that is None is to be unset: the person does not know, or its question no longer applies.
    """

    values: Values = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    errors: tuple[FieldError, ...] = ()

    @property
    def flat(self) -> dict[str, object]:
        """All values by path, whatever their zone: what a page shows again to who just typed it."""
        return {path: value for values in self.values.values() for path, value in values.items()}
