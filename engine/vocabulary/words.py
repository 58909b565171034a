"""Facts, lanes with their roles, zones and messages, as declared; and what they say of each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

PLAIN_ZONE = "REG"


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """One fact that processes may decide on. `sets` names the column of the case that follows it (`case.priority`).

    A fact of type `lines` is a short list of flat records, one for each task that a multi-instance opens; `columns` says
    which of a form's columns it keeps, and of what type.
    """

    name: str
    type: str
    zone: str
    scope: str = "case"
    meaning: str = ""
    values: tuple[str, ...] = ()
    sets: str | None = None
    frozen: bool = False
    list: bool = False
    release: Mapping[str, str] | None = None  # to: a lower zone; approver: who answers for that
    columns: Mapping[str, str] = field(default_factory=dict)


class Labelled:
    """What people know by a label in their own language."""

    __slots__ = ()
    label: str
    label_en: str

    def say(self, language: str) -> str:
        """The label, in "nl" or else in English."""
        return self.label if language == "nl" else self.label_en


@dataclass(frozen=True, slots=True)
class RoleDeclaration(Labelled):
    """A role in a lane. `fills` (`case.director`) makes the case say who has it; `deputy` is a role of the same lane."""

    lane: str
    key: str
    label: str
    label_en: str
    deputy: str | None = None
    fills: str | None = None
    roster: bool = False
    leads: bool = False  # answers for the presence of colleagues: absence, deputies, closing days
    capacity: int | None = None  # open tasks that an organisation can carry in this role; None: nobody said

    @property
    def group(self) -> str:
        """The name diagrams use: `lane.role`."""
        return f"{self.lane}.{self.key}"


@dataclass(frozen=True, slots=True)
class Lane(Labelled):
    """A kind of organisation. `kind` is organisation, person (the case director acts for the person) or alias."""

    key: str
    label: str
    label_en: str
    zone: str = PLAIN_ZONE
    kind: str = "organisation"
    alias_of: str | None = None
    roles: Mapping[str, RoleDeclaration] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Zone(Labelled):
    """A class of content. `read` and `write` are the groups (`lane.role`, or a whole `lane`) that may."""

    key: str
    label: str
    label_en: str
    read: frozenset[str] = frozenset()
    write: frozenset[str] = frozenset()
    consent: frozenset[str] = frozenset()  # who may read while the person agrees
    emergency: frozenset[str] = frozenset()  # carers who may break the glass
    silent: bool = False  # whoever may not read it is not even told that something goes on there

    def may_read(self, group: str) -> bool:
        """Whether a `lane.role` may read this zone."""
        return _among(group, self.read)

    def may_write(self, group: str) -> bool:
        """Whether a `lane.role` may add content to this zone outside a task."""
        return _among(group, self.write)

    def may_read_with_consent(self, group: str) -> bool:
        """Whether the person can open this zone for a `lane.role`."""
        return _among(group, self.consent)

    def may_break_glass(self, group: str) -> bool:
        """Whether a `lane.role` of care may look in an emergency."""
        return _among(group, self.emergency)


def _among(group: str, groups: frozenset[str]) -> bool:
    """Whether a `lane.role` is named, or its whole lane."""
    return group in groups or group.split(".")[0] in groups


@dataclass(frozen=True, slots=True)
class PayloadField:
    """One value in a message."""

    name: str
    type: str
    zone: str


@dataclass(frozen=True, slots=True)
class MessageDeclaration:
    """A message that may travel. `senders` are lanes, roles, processes or `persoon`; `ttl` is how long an early one is kept.

    `everywhere` marks a signal over all cases (`scope: all`): whoever waits for it hears it, one case at a time.
    """

    name: str
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    payload: tuple[PayloadField, ...] = ()
    key: str = "case"
    ttl: str | None = None
    silence: str | None = None
    everywhere: bool = False
    adverse: str | None = None  # missed, noShow, refusal or stop: what may never be held against the person
    departs: bool = False  # it says that somebody has left the country


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of one bundle."""

    facts: Mapping[str, FactDeclaration] = field(default_factory=dict)
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    zones: Mapping[str, Zone] = field(default_factory=dict)
    messages: Mapping[str, MessageDeclaration] = field(default_factory=dict)
    enforcement: frozenset[str] = frozenset()
    # A fact or role that may open a road to enforcement -> why.
    protected: Mapping[str, str] = field(default_factory=dict)
    # A process that refusing or stopping never ends -> the fact that does.
    care: Mapping[str, str] = field(default_factory=dict)
    overview: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what is about no single case -> who sees it
    _readable: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _writable: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def lane_named(self, label: str | None) -> Lane | None:
        """The lane with this key or label, as a diagram writes it."""
        if label is None:
            return None
        return self.lanes.get(label) or next((lane for lane in self.lanes.values() if lane.label == label), None)

    def role(self, group: str) -> RoleDeclaration | None:
        """The role behind `lane.role`."""
        lane, _, key = group.partition(".")
        found = self.lanes.get(lane)
        return found.roles.get(key) if found else None

    def role_words(self, group: str, language: str) -> str:
        """The label of the role behind `lane.role`; where there is none, that name itself."""
        found = self.role(group)
        return found.say(language) if found else group

    def roles(self) -> Iterator[RoleDeclaration]:
        """Every role of every lane."""
        for lane in self.lanes.values():
            yield from lane.roles.values()

    def readable(self, groups: frozenset[str]) -> frozenset[str]:
        """The zones that somebody with these roles may read."""
        if groups not in self._readable:
            self._readable[groups] = frozenset(
                key for key, zone in self.zones.items() if any(zone.may_read(group) for group in groups)
            )
        return self._readable[groups]

    def writable(self, groups: frozenset[str]) -> frozenset[str]:
        """The zones in which somebody with these roles may add content outside a task."""
        if groups not in self._writable:
            self._writable[groups] = frozenset(
                key for key, zone in self.zones.items() if any(zone.may_write(group) for group in groups)
            )
        return self._writable[groups]

    def silent(self, zone: str) -> bool:
        """Whether nobody who may not read this zone is told that something goes on there."""
        return zone not in self.zones or self.zones[zone].silent

    def looks_over(self, what: str, groups: frozenset[str]) -> bool:
        """Whether somebody with these roles sees one of OVERVIEWS, for which no case exists."""
        return any(_among(group, self.overview.get(what, frozenset())) for group in groups)

    def enforces(self, lane: str, role: str = "") -> bool:
        """Whether this lane or role enforces: no task, message or content of care may reach it."""
        return lane in self.enforcement or f"{lane}.{role}" in self.enforcement
