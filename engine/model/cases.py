"""A case, who takes part in it, and which cases belong together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


class Priority(StrEnum):
    """How much harm waiting does: P0 is now, P3 can wait a week. The order of the letters is the order of work."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


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
