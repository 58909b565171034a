"""The things the engine keeps, as frozen records: the shape of a record is the shape of its table.

Moments are aware datetimes in UTC. `id` is 0 until the store has given one. Enums explain themselves; their values are what the store writes.
Nothing here holds personal content: that lives in `Sealed`, encrypted per case and zone.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

PART = re.compile(r"(?<=\d)[a-z]$")  # the letter that tells one part of a road from the others


class CaseKind(StrEnum):
    """What a case is about."""

    PERSON = "person"  # one person's way from report to aftercare
    INVITATION = "invitation"  # somebody was invited through a reporter; no reference, erased after 28 days of silence
    CARE = "care"  # a related case of the same person with an own life (wellbeing, housing)
    SYSTEM = "system"  # a blockage that many cases share


class CaseStatus(StrEnum):
    """Where a case is in its life."""

    OPEN = "open"
    DORMANT = "dormant"  # out of sight; the person may come back with the code on paper
    CLOSED = "closed"  # the pathway ended; care may live on
    RETAINED = "retained"  # only what the law asks is kept
    ERASED = "erased"


class InstanceStatus(StrEnum):
    """Where a process instance is."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class TaskStatus(StrEnum):
    """Where a task is. A claimed task is an open task with an assignee."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"  # the road left without it


class DeadlineKind(StrEnum):
    """Why a deadline exists."""

    TIMER = "timer"  # drawn in a diagram: fires a wait of an instance
    REMIND = "remind"  # a share of a term has passed: a friendly word to whoever owns it
    DUE = "due"  # a term has passed: the ladder starts
    RESUME = "resume"  # the longest that a case may stand still is over
    REVIEW = "review"  # what many cases shared was decided: look again at what was late here
    EXPIRE = "expire"  # a kept message is no longer of use
    DELIVER = "deliver"  # a message from a related case waits to be taken in
    SIGNAL = "signal"  # something that many cases must hear has reached this one


class DeadlineState(StrEnum):
    """Where a deadline is."""

    PENDING = "pending"
    DONE = "done"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """Where a call to a connector is."""

    OPEN = "open"
    RUNNING = "running"  # somebody holds the lease
    DONE = "done"
    FAILED = "failed"  # out of tries: an incident is open
    CANCELLED = "cancelled"


class MessageState(StrEnum):
    """Where a message is."""

    KEPT = "kept"  # nobody waits for it yet
    DELIVERED = "delivered"
    EXPIRED = "expired"


class NoticeState(StrEnum):
    """Where a notice to a person is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class AccountKind(StrEnum):
    """Who logs in."""

    PERSON = "person"
    PROGRAM = "program"  # of an organisation; it has tokens, no password


class SessionStage(StrEnum):
    """How far somebody is in logging in."""

    OPEN = "open"
    CODE = "code"  # the password was right; the second factor is still to come
    ENROL = "enrol"  # a second factor is asked of this person, who has none yet: it must be set up first


class Priority(StrEnum):
    """How much harm waiting does: P0 is now, P3 can wait a week. The order of the letters is the order of work."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation that fills one or more lanes, such as a municipality or IOM. `lanes` is comma separated."""

    id: int = 0
    key: str
    name: str
    lanes: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person's case. `reference` is what people say and write, `version` counts its steps and never leaves the engine."""

    id: int = 0
    reference: str
    kind: CaseKind = CaseKind.PERSON
    status: CaseStatus = CaseStatus.OPEN
    alias: str = ""
    language: str = "nl"
    priority: Priority = Priority.P3
    director: int | None = None
    deputy: int | None = None
    lead_organisation: int | None = None
    outcome: str | None = None
    opened_at: datetime
    closed_at: datetime | None = None
    moved_at: datetime | None = None  # the last step a person or partner took
    erasures: int = 0  # how often content was erased while the case went on: what is written since has keys of its own
    version: int = 0

    @property
    def part(self) -> str:
        """The part whose keys close what is written now (engine/sealed.py)."""
        return str(self.erasures) if self.erasures else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseParty:
    """An organisation fills a lane of this case, for a purpose and a time."""

    id: int = 0
    case: int
    lane: str
    organisation: int
    purpose: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two cases belong together: `kind` is the process that started a case of the same person (P05), what two persons of one
    family are to each other (partner), or a blockage that many cases share."""

    id: int = 0
    case: int
    other: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value a process may decide on. `value` is JSON for zone REG, else a sealed token. `scope` is "" for the case, else "instance:<id>".

    A fact is never overwritten: a newer row makes the older one not `current`.
    """

    id: int = 0
    case: int
    scope: str = ""
    name: str
    zone: str
    value: str
    set_at: datetime
    set_by: int | None = None
    source: str = ""  # the task, message or element it came from
    current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What a form collected in one zone, as one encrypted JSON object.

    `subject` is what it belongs to: "task:12", "draft:12:3", "report", "message:9".
    """

    id: int = 0
    case: int
    zone: str
    subject: str
    form: str = ""
    form_version: int = 0
    content: str
    set_at: datetime
    set_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One file of a deployed bundle: kind is process, decision, form, facts, messages or organisations."""

    id: int = 0
    kind: str
    key: str
    version: int
    sha256: str
    source: str
    bundle: int
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A checked set of definitions that was deployed together; it works from the moment another person activates it."""

    id: int = 0
    proposed_by: int | None
    proposed_at: datetime
    activated_by: int | None = None
    activated_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A running or ended process of a case. `state` is the kernel's text, sealed when its zone is not REG. `parent` waits at `parent_wait`."""

    id: int = 0
    case: int
    definition: int
    process: str
    zone: str = "REG"
    parent: int | None = None
    parent_wait: int | None = None
    state: str = ""
    status: InstanceStatus = InstanceStatus.ACTIVE
    outcome: str | None = None
    own_life: bool = False  # lifetime="own": survives the interruption of whoever started it
    started_at: datetime
    ended_at: datetime | None = None
    version: int = 0


def road(process: str) -> str:
    """The road that a process belongs to: one that is drawn in parts (P24b of P24) gives each of them its own key and a letter."""
    return PART.sub("", process)


Seat = tuple[int, str]
"""Where somebody works: an organisation and a lane."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something a person must do. `version` is what a client's ETag names: it changes with the task and with nothing else."""

    id: int = 0
    case: int
    instance: int
    wait: int
    process: str
    element: str
    name: str
    lane: str = ""
    role: str = ""
    zone: str = "REG"
    organisation: int | None = None
    assignee: int | None = None
    delegated_by: int | None = None
    deputy: int | None = None
    due_at: datetime | None = None
    due_rule: str | None = None
    follow_up_at: datetime | None = None
    priority: Priority = Priority.P3
    form: str | None = None
    form_version: int | None = None
    part: str | None = None
    locals: str = "{}"  # JSON, sealed when the zone is not REG
    ladder: bool = True  # False inside the ladder itself: its tasks never escalate again
    status: TaskStatus = TaskStatus.OPEN
    opened_at: datetime
    closed_at: datetime | None = None
    completed_by: int | None = None
    on_behalf_of: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment at which something must happen. `source` is "task:<id>", "wait:<instance>:<wait>", "message:<id>" or
    "signal:<message>", whose `occurrence` is the case.

    `due_at` is derived from `rule` and `since`; both stay, so that a changed calendar can recompute it.
    """

    id: int = 0
    case: int
    source: str
    occurrence: int = 0
    kind: DeadlineKind
    rule: str
    since: datetime
    due_at: datetime
    priority: Priority = Priority.P3
    state: DeadlineState = DeadlineState.PENDING
    attempts: int = 0
    next_try_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A wait of an instance listens to a message or signal by name and, for messages, key."""

    id: int = 0
    case: int
    instance: int
    wait: int
    element: str
    kind: str
    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that arrived. `payload` is a sealed token or JSON, `case` is None until its key has found one, and for a
    signal over all cases, which is delivered as one deadline a case."""

    id: int = 0
    case: int | None
    name: str
    key: str
    payload: str = "{}"
    sender: int | None = None
    received_at: datetime
    expires_at: datetime | None = None
    state: MessageState = MessageState.KEPT
    delivered_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A call to a connector. Whoever holds the lease with this `fence` may report; an older fence is refused."""

    id: int = 0
    case: int
    instance: int
    wait: int
    element: str
    topic: str
    inputs: str = "{}"
    headers: str = "{}"
    state: JobState = JobState.OPEN
    retries: int = 3
    fence: int = 0
    lease_until: datetime | None = None
    next_try_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The engine could not go on at this element. `text` holds codes and remedies, never values. `owner` is the person to act."""

    id: int = 0
    case: int
    instance: int
    wait: int
    element: str
    code: str
    text: str
    owner: int | None = None
    opened_at: datetime
    resolved_at: datetime | None = None
    resolved_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A cause that climbs the ladder: at most one open row per case and cause. `instance` is its P17.

    `reason` is the code of what is wrong (deadline, or as a Stall says it). `root` is what many cases can share, such as the
    term of one step: when it is missed everywhere at once, one system case climbs and the rows of the cases have no instance.
    """

    id: int = 0
    case: int
    cause: str
    source: str
    level: str
    reason: str = "deadline"
    root: str = ""
    instance: int | None = None
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: history, timeline and export source.

    `kind` has a grammar: case:task:claimed. `detail` is JSON of codes, no content.

    `hash` chains the events of one case (`seq` counts them); events without a case form one chain of their own.
    """

    id: int = 0
    case: int | None
    seq: int = 0
    at: datetime
    kind: str
    actor: int | None = None
    instance: int | None = None
    element: str | None = None
    task: int | None = None
    zone: str = "REG"
    detail: str = "{}"
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    """A table was asked. `value` is JSON, sealed when the zone is not REG; `rules` are the ids of the rows that matched."""

    id: int = 0
    case: int
    instance: int | None
    element: str
    decision: str
    version: int
    rules: str
    value: str
    zone: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLog:
    """Somebody saw the content of a zone: written before the value leaves."""

    id: int = 0
    at: datetime
    actor: int
    case: int
    zone: str
    what: str
    purpose: str
    basis: str = ""  # how the reader came to it: own, task, director, party, oversight, emergency or vault


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
class Shredding:
    """A data key that must be destroyed: written in the step that erases, done and removed by the clock right after it."""

    id: int = 0
    case: int
    zone: str
    part: str
    asked_at: datetime


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A word to a person: the mail says only that there is something. `key` makes it unique, so that a repeat is seen as one."""

    id: int = 0
    case: int | None
    key: str
    channel: str
    recipient: str
    template: str
    language: str = "nl"
    detail: str = "{}"
    state: NoticeState = NoticeState.WAITING
    attempts: int = 0
    next_try_at: datetime
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey:
    """A request that was answered: the same key and body get the same answer. Bodies are not kept."""

    id: int = 0
    actor: int
    key: str
    fingerprint: str
    status: int
    location: str
    created_at: datetime


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
class Beat:
    """A worker says that it lives. `worker` is unique; `acts` counts what it did since it started. It takes its row away when it stops."""

    id: int = 0
    worker: str
    started_at: datetime
    seen_at: datetime
    acts: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The terms of a case stand still from `since` to `until`; while that is None, they will at most until `ends_at`."""

    id: int = 0
    case: int
    reason: str
    since: datetime
    ends_at: datetime
    until: datetime | None = None
    set_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A term was moved once, with a reason."""

    id: int = 0
    case: int
    task: int
    from_due: datetime
    to_due: datetime
    reason: str
    set_at: datetime
    set_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDay:
    """A day on which an organisation (None: everybody) does not work, besides the holidays of the law."""

    id: int = 0
    organisation: int | None
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What may be told of a month for policy, in tens; `shown` is None for fewer than ten. Written once and never counted again.

    `month` is "2026-10", `part` a process or empty. What was really counted is kept nowhere.
    """

    id: int = 0
    month: str
    indicator: str
    part: str = ""
    cell: str
    shown: int | None
    made_at: datetime


Record = (
    Organisation | Account | Identity | Factor | Invitation | Tries | ProgramToken
    | Membership | Absence | Roster | Case | CaseParty | Relation | Fact | Sealed | Definition | Bundle | Instance | Task
    | Deadline | Subscription | Message | Job | Incident | Escalation | Event | DecisionTaken | ReadLog | Notice | IdempotencyKey | Session
    | Consent | PersonKey | PersonVisit | Pause | Extension | ClosingDay | Beat | Proposal | Opening | Review | ZoneSeal | Figure
    | Shredding
)  # fmt: skip
RECORDS: tuple[type, ...] = Record.__args__


class Standing(StrEnum):
    """How an account comes to a task."""

    ASSIGNEE = "assignee"
    DEPUTY = "deputy"
    TEAM = "team"
    DIRECTOR = "director"


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
