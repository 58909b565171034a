"""Who works with the cases: accounts, the organisations and roles they have, when they are away or on duty, and who acts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AccountKind(StrEnum):
    """Who logs in."""

    PERSON = "person"
    PROGRAM = "program"  # of an organisation; it has tokens, no password


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who logs in. `login` is unique; `password` is an argon2id hash, empty for accounts that only the demonstration opens."""

    id: int = 0
    login: str
    name: str
    email: str | None = None
    password: str = ""
    language: str = "nl"
    active: bool = True
    admin: bool = False
    kind: AccountKind = AccountKind.PERSON
    password_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation that fills one or more lanes, such as a municipality or IOM. `lanes` is comma separated."""

    id: int = 0
    key: str
    name: str
    lanes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An account has a role (`lane` and `role` of organisations.yaml) at an organisation."""

    id: int = 0
    account: int
    organisation: int
    lane: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An account is away from `since` until `until` (both inclusive); `deputy` stands in, else the deputy of the role."""

    id: int = 0
    account: int
    since: date
    until: date
    deputy: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """An account is on duty for `lane.role` between two moments."""

    id: int = 0
    account: int
    lane: str
    role: str
    since: datetime
    until: datetime


Seat = tuple[int, str]
"""Where somebody works: an organisation and a lane."""


@dataclass(frozen=True, slots=True)
class Role:
    """One membership as an actor carries it."""

    organisation: int
    lane: str
    role: str

    @property
    def group(self) -> str:
        """The name diagrams use: `lane.role`."""
        return f"{self.lane}.{self.role}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account with its roles, or the engine itself (`account` None)."""

    account: int | None
    name: str = ""
    roles: tuple[Role, ...] = ()
    admin: bool = False
    language: str = "nl"
    strong_at: datetime | None = None  # when this person last proved who it is, in this session
    person: int | None = (
        None  # the person of this case, on the own page, without roles; with an account: who exports for them
    )

    @property
    def groups(self) -> frozenset[str]:
        """The `lane.role` names this actor carries."""
        return frozenset(role.group for role in self.roles)


ENGINE = Actor(account=None, name="Perspectief")
