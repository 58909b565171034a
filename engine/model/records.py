"""Every kind of record, in the order in which their tables are made."""

from engine.model.cases import Case, CaseParty, Relation
from engine.model.deadlines import ClosingDay, Deadline, Extension, Pause
from engine.model.escalations import Escalation, Incident
from engine.model.facts import Fact, Sealed, Shredding
from engine.model.history import DecisionTaken, Event, Figure, IdempotencyKey, ReadLog
from engine.model.jobs import Beat, Job
from engine.model.logins import Factor, Identity, Invitation, PersonKey, PersonVisit, ProgramToken, Session, Tries
from engine.model.messages import Message, Notice, Subscription
from engine.model.need import Consent, Opening, Proposal, Review, ZoneSeal
from engine.model.people import Absence, Account, Membership, Organisation, Roster
from engine.model.processes import Bundle, Definition, Instance
from engine.model.tasks import Task

Record = (
    Organisation | Account | Identity | Factor | Invitation | Tries | ProgramToken
    | Membership | Absence | Roster | Case | CaseParty | Relation | Fact | Sealed | Definition | Bundle | Instance | Task
    | Deadline | Subscription | Message | Job | Incident | Escalation | Event | DecisionTaken | ReadLog | Notice | IdempotencyKey | Session
    | Consent | PersonKey | PersonVisit | Pause | Extension | ClosingDay | Beat | Proposal | Opening | Review | ZoneSeal | Figure
    | Shredding
)  # fmt: skip
RECORDS: tuple[type, ...] = Record.__args__
