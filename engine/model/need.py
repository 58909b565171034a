"""Need to know: consent, what two persons decide, what stands open for a time, what is looked at afterwards, what the law closed."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The person agreed to one purpose for one recipient. It opens `zones` for that recipient while it holds: not ended, and
    `valid_until` (that day included) not past.

    `recipient` is the key of an organisation or of a lane; `zones` and `scope` (the pieces of F20) are comma separated. A
    consent that was not told back (`teach_back`) opens nothing. `ending` says why it ended at `withdrawn_at`: withdrawn,
    expired, replaced or refused.
    """

    id: int = 0
    case: int
    purpose: str
    recipient: str
    zones: str = ""
    scope: str = ""
    language: str = ""
    mode: str = ""  # how it was explained: spoken, interpreter, audio, written
    teach_back: bool = False
    given_by: str = "person"  # person, guardian, both
    given_at: datetime
    valid_until: date | None = None
    renewal_asked_at: datetime | None = None
    withdrawn_at: datetime | None = None
    ending: str = ""
    confirmed_at: datetime | None = None  # the recipient says that it stopped and erased


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one person proposes and another confirms: four eyes. `subject` names the thing ("bundle:3"), `about` the account
    whose right it is, `detail` is JSON of codes and keys.

    There is at most one open proposal per kind and subject; `accepted` is None until somebody else decided.
    """

    id: int = 0
    kind: str
    subject: str
    case: int | None = None
    about: int | None = None
    detail: str = "{}"
    reason: str = ""
    proposed_by: int | None
    proposed_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    accepted: bool | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A zone of a case stands open for one account until a moment, beyond what its roles give.

    `ground` is emergency (from care to care, looked at afterwards) or vault (two persons beforehand). `code` says why.
    """

    id: int = 0
    case: int
    zone: str
    account: int
    ground: str
    code: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Something that another person must look at afterwards. `kind` is emergency or reads, `about` is whose act it is."""

    id: int = 0
    kind: str
    subject: str
    case: int | None = None
    zone: str = "REG"
    about: int
    detail: str = "{}"
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: int | None = None
    verdict: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneSeal:
    """Since the law changed a zone is closed to everybody but the person. It holds until it is lifted."""

    id: int = 0
    zone: str
    since: datetime
    set_by: int | None
    confirmed_by: int | None
    lifted_at: datetime | None = None
    lifted_by: int | None = None
