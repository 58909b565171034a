"""What a consent opens, and what ends with it. Pure.

A consent names pieces of data (F20); each piece lies in a zone. The zones stand open for its recipient while the consent holds.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from engine.model import Consent
from engine.vocabulary import PLAIN_ZONE

ZONE_OF = {
    "contactDetails": "REG",
    "planSummary": "SOC",
    "socialStory": "SOC",
    "healthSummary": "MED",
    "legalOutcome": "JUR",
    "identity": "ID",
    "travelPlan": "TER",
    "awardOutcome": "FIN",
}
FACT_OF = {
    "contact": "consentContact",
    "coordination": "consentCoordination",
    "iomTransfer": "consentIomTransfer",
    "aftercare": "aftercareConsent",
}
"""The facts on which diagrams decide, by purpose: they become false in the step in which the last consent for it ends."""

RENEW_BEFORE = timedelta(days=28)
WITHDRAWN, EXPIRED, REPLACED, REFUSED = "withdrawn", "expired", "replaced", "refused"


def zones_of(pieces: Iterable[str]) -> tuple[str, ...]:
    """The zones in which these pieces of data lie, each once, in alphabetical order."""
    return tuple(sorted({ZONE_OF[piece] for piece in pieces if piece in ZONE_OF}))


def listed(text: str) -> tuple[str, ...]:
    """The parts of a comma separated column."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def holds(row: Consent, today: date) -> bool:
    """Whether a consent opens something on this day: told back, not ended, and its last day not past."""
    return (
        row.teach_back and row.withdrawn_at is None and bool(row.zones)
        and (row.valid_until is None or today <= row.valid_until)
    )  # fmt: skip


def runs_out(row: Consent, today: date) -> bool:
    """Whether the last day of a consent is past, without anybody having ended it."""
    return row.withdrawn_at is None and row.valid_until is not None and today > row.valid_until


def to_renew(row: Consent, today: date) -> bool:
    """Whether it is time to ask if a consent may stay: four weeks before its last day, once."""
    if row.withdrawn_at is not None or row.renewal_asked_at is not None or row.valid_until is None:
        return False
    return today >= row.valid_until - RENEW_BEFORE


def named_zone(row: Consent) -> str:
    """The zone that says most about what a consent shared: the first outside the plain one."""
    return next((zone for zone in listed(row.zones) if zone != PLAIN_ZONE), PLAIN_ZONE)
