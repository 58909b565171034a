"""The things the engine keeps, as frozen records: the shape of a record is the shape of its table.

Moments are aware datetimes in UTC. `id` is 0 until the store has given one. Enums explain themselves; their values are what the store writes.
Nothing here holds personal content: that lives in `Sealed`, encrypted per case and zone.

A room a kind of thing. The rooms know of each other only the priority of a case, and of what a deadline is (engine/source.py);
records.py knows them all.
"""

from engine.model.cases import Case, CaseKind, CaseParty, CaseStatus, Priority, Relation
from engine.model.deadlines import ClosingDay, Deadline, DeadlineKind, DeadlineState, Extension, Pause
from engine.model.escalations import Escalation, Incident
from engine.model.facts import Fact, Sealed, Shredding
from engine.model.history import DecisionTaken, Event, Figure, IdempotencyKey, ReadLog
from engine.model.jobs import Beat, Job, JobState
from engine.model.logins import (
    Factor,
    Identity,
    Invitation,
    PersonKey,
    PersonVisit,
    ProgramToken,
    Session,
    SessionStage,
    Tries,
)
from engine.model.messages import Message, MessageState, Notice, NoticeState, Subscription
from engine.model.need import Consent, Opening, Proposal, Review, ZoneSeal
from engine.model.people import (
    ENGINE,
    Absence,
    Account,
    AccountKind,
    Actor,
    Membership,
    Organisation,
    Role,
    Roster,
    Seat,
)
from engine.model.processes import Bundle, Definition, Instance, InstanceStatus, road
from engine.model.records import RECORDS, Record
from engine.model.tasks import Standing, Task, TaskStatus

__all__ = [
    "ENGINE",
    "RECORDS",
    "Absence",
    "Account",
    "AccountKind",
    "Actor",
    "Beat",
    "Bundle",
    "Case",
    "CaseKind",
    "CaseParty",
    "CaseStatus",
    "ClosingDay",
    "Consent",
    "Deadline",
    "DeadlineKind",
    "DeadlineState",
    "DecisionTaken",
    "Definition",
    "Escalation",
    "Event",
    "Extension",
    "Fact",
    "Factor",
    "Figure",
    "IdempotencyKey",
    "Identity",
    "Incident",
    "Instance",
    "InstanceStatus",
    "Invitation",
    "Job",
    "JobState",
    "Membership",
    "Message",
    "MessageState",
    "Notice",
    "NoticeState",
    "Opening",
    "Organisation",
    "Pause",
    "PersonKey",
    "PersonVisit",
    "Priority",
    "ProgramToken",
    "Proposal",
    "ReadLog",
    "Record",
    "Relation",
    "Review",
    "Role",
    "Roster",
    "Sealed",
    "Seat",
    "Session",
    "SessionStage",
    "Shredding",
    "Standing",
    "Subscription",
    "Task",
    "TaskStatus",
    "Tries",
    "ZoneSeal",
    "road",
]
