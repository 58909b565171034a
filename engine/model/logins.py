"""How people, programs and the person of a case show who they are, and for how long that holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An account logs in through a log-in service: `issuer` and `subject` are what that service says, never a mail address."""

    id: int = 0
    account: int
    issuer: str
    subject: str
    linked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """The second factor of an account. `secret` is encrypted; `last_step` makes a code count once; `recovery` holds hashes, JSON.

    Until `confirmed_at` it is being set up and asks nothing.
    """

    id: int = 0
    account: int
    secret: str
    recovery: str = "[]"
    last_step: int = 0
    created_at: datetime
    confirmed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link with which somebody chooses a password, once and not for long. `code` is a hash; only its maker saw the link."""

    id: int = 0
    account: int
    code: str
    set_by: int | None = None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Wrong passwords or codes of one log-in name, account or address. `subject` is a hash: an address is personal too."""

    id: int = 0
    subject: str
    failures: int
    last_at: datetime
    free_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramToken:
    """What a program sends to prove itself. `token` is a hash; `name` says where the token is used."""

    id: int = 0
    account: int
    name: str
    token: str
    set_by: int | None = None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class SessionStage(StrEnum):
    """How far somebody is in logging in."""

    OPEN = "open"
    CODE = "code"  # the password was right; the second factor is still to come
    ENROL = "enrol"  # a second factor is asked of this person, who has none yet: it must be set up first


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A log-in. `token` is the hash of what the browser holds; `strong_at` is when this person last proved who it is."""

    id: int = 0
    token: str
    account: int
    detail: str = "{}"
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    stage: SessionStage = SessionStage.OPEN
    strong_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKey:
    """How the person of a case comes to the own page: a name, and a passphrase or a printed code. One per case.

    `secret` is an argon2id hash, "" until the person chose a passphrase; `code` is the hash of what was printed, "" when it is
    used up. Somebody of staff asks for it and somebody else hands it out: four eyes.
    """

    id: int = 0
    case: int
    name: str
    secret: str = ""
    code: str = ""
    once: bool = True  # False: the printed code stays good, for whoever cannot keep a passphrase in mind
    asked_by: int | None
    asked_at: datetime
    issued_by: int | None = None
    issued_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonVisit:
    """The person is on the own page. `token` is the hash of what the browser holds; it is no log-in of staff."""

    id: int = 0
    token: str
    case: int
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
