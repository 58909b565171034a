"""Giving and ending a consent inside a step: the door closes in the same transaction, before anything else happens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from engine import consents, tags
from engine.calendar import day_of
from engine.errors import Invalid
from engine.kernel import effects as fx
from engine.model import Consent, Organisation
from engine.placing import lanes_of
from engine.ports import FieldProblem
from engine.step import routing
from engine.step.run import Run
from engine.step.writing import Live

SHARING = "D11"
WITHDRAWN_MESSAGE = "toestemming.ingetrokken"
RENEW_MESSAGE = "toestemming.verlengen"
PAUSE_REASON = "consentWithdrawn"
NOT_SHARED = FieldProblem(
    "dataScope",
    "sharing",
    "Deze gegevens gaan nooit naar deze ontvanger, ook niet met toestemming. Kies minder, of een andere ontvanger.",
    "These data never go to this recipient, with or without consent. Choose less, or another recipient.",
)


def answered(run: Run, values: Mapping[str, object], known: Mapping[str, object]) -> None:
    """What a completed form F20 means: a consent given, refused, or withdrawn on paper.

    `known` is what the task knew; it names the purpose where the form does not ask it.

    Raises Invalid when table D11 says that the recipient never gets what was chosen.
    """
    purpose = str(values.get("purpose") or known["consentPurpose"] or "")
    if not purpose:
        return
    recipient = str(values.get("recipient") or "")
    if values.get("consentGiven") is True and recipient:
        give(run, purpose, recipient, values)
        if values.get("withdrawnAt"):
            withdraw(run, purpose, recipient)
    elif values.get("consentGiven") is False:
        rows = [row for row in _open(run, purpose) if recipient in ("", row.recipient)]
        if rows:
            withdraw(run, purpose, recipient, ending=consents.REFUSED)


def give(run: Run, purpose: str, recipient: str, values: Mapping[str, object]) -> Consent:
    """Keep a consent; an older one for the same purpose and recipient is replaced by it."""
    pieces = _codes(values.get("dataScope"))
    zones = consents.zones_of(pieces)
    if any(_shared(run, zone, recipient) == "no" for zone in zones):
        raise Invalid([NOT_SHARED])
    _end(run, (row for row in _open(run, purpose) if row.recipient == recipient), consents.REPLACED)
    row = run.tx.add(
        Consent(
            case=run.case.id,
            purpose=purpose,
            recipient=recipient,
            zones=",".join(zones),
            scope=",".join(pieces),
            language=str(values.get("explainedIn") or ""),
            mode=str(values.get("explainedMode") or ""),
            teach_back=values.get("teachBack") is True,
            given_by=str(values.get("givenBy") or "person"),
            given_at=run.now,
            valid_until=_day(values.get("validUntil")) or _half_a_year_on(day_of(run.now)),
        )
    )
    run.tell(tags.CONSENT_GIVEN, purpose=purpose, recipient=recipient, until=str(row.valid_until))
    return row


def withdraw(run: Run, purpose: str, recipient: str = "", *, ending: str = consents.WITHDRAWN) -> int:
    """End the consents for a purpose (and recipient, when named) now, and start what follows from it; answers how many."""
    rows = [row for row in _open(run, purpose) if recipient in ("", row.recipient)]
    if not rows:
        return 0
    ended = _end(run, rows, ending)
    routing.send(
        run, WITHDRAWN_MESSAGE, {"purpose": purpose, "recipient": recipient or None}, key=run.case.reference
    )  # fmt: skip
    return ended


def ask_to_renew(run: Run, row: Consent) -> None:
    """Ask, four weeks before its last day, whether a consent may stay."""
    run.tx.change(row, renewal_asked_at=run.now)
    routing.send(run, RENEW_MESSAGE, {"purpose": row.purpose, "recipient": row.recipient}, key=run.case.reference)


def carry_out(run: Run, live: Live, effect: fx.JobOpened) -> Mapping[str, object]:
    """A step of P22, named by the header `stap`."""
    return _STEPS[effect.headers["stap"]](run, effect)


def _close(run: Run, effect: fx.JobOpened) -> Mapping[str, object]:
    """Whoever the message came from: after this step the door is shut. Answers who held what."""
    purpose, recipient = str(effect.inputs["purpose"]), str(effect.inputs["recipient"] or "")
    named = [row for row in run.tx.find(Consent, case=run.case.id, purpose=purpose) if recipient in ("", row.recipient)]
    _end(run, (row for row in named if row.withdrawn_at is None), consents.WITHDRAWN)
    just_ended = {row.recipient: row for row in named if row.withdrawn_at in (None, run.now)}
    return {"ontvangers": [_held(run, row) for row in just_ended.values()]}


def _held(run: Run, row: Consent) -> dict[str, str]:
    """A recipient with the lane and zone for which D11 is asked whether it may keep what it has."""
    zones = consents.listed(row.zones) or (consents.named_zone(row),)
    not_own = [zone for zone in zones if _shared(run, zone, row.recipient) not in ("task", "yes")]
    return {
        "key": row.recipient,
        "lane": lane_of(run, row.recipient),
        "zone": not_own[0] if not_own else consents.named_zone(row),
    }


def _confirmed(run: Run, effect: fx.JobOpened) -> Mapping[str, object]:
    """The recipient says that it stopped and erased."""
    purpose, recipient = str(effect.inputs["purpose"]), str(effect.inputs["recipient"])
    for row in run.tx.find(Consent, case=run.case.id, confirmed_at=None, purpose=purpose, recipient=recipient):
        if row.withdrawn_at is not None:
            run.tx.change(row, confirmed_at=run.now)
    run.tell(tags.CONSENT_RECALLED, purpose=purpose, recipient=recipient)
    return {}


def _stand_still(run: Run, effect: fx.JobOpened) -> Mapping[str, object]:
    """Without consent to coordinate the approach stands still; care and housing are cases of their own and go on."""
    if run.parts.stand_still is not None:
        run.parts.stand_still(run, PAUSE_REASON)
    return {}


def _open(run: Run, purpose: str) -> Sequence[Consent]:
    return run.tx.find(Consent, case=run.case.id, purpose=purpose, withdrawn_at=None)


def _end(run: Run, rows: Iterable[Consent], ending: str) -> int:
    ended = [run.tx.change(row, withdrawn_at=run.now, ending=ending) for row in rows]
    for row in ended:
        run.tell(tags.CONSENT_ENDED, purpose=row.purpose, recipient=row.recipient, ending=ending)
        fact = consents.FACT_OF.get(row.purpose)
        if fact and ending != consents.REPLACED and not _open(run, row.purpose):
            run.set_fact(fact, False, source=f"consent:{row.id}")
    return len(ended)


def lane_of(run: Run, recipient: str) -> str:
    """The lane that a recipient stands for: its own key when it is a lane, else the first lane of the organisation."""
    if recipient in run.vocabulary.lanes:
        return recipient
    found = run.tx.find(Organisation, key=recipient)
    lanes = lanes_of(found[0]) if found else ()
    return next(iter(sorted(lanes)), recipient)


def _shared(run: Run, zone: str, recipient: str) -> str:
    """What D11 says of a zone and a recipient; without the table nothing is shared."""
    if SHARING not in run.snapshot.decisions:
        return "consent"
    answer = run.ask(SHARING, {"zone": zone, "recipient": lane_of(run, recipient)})
    return str(answer.get("allowed")) if isinstance(answer, Mapping) else "no"


def _codes(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10]) if value else None


def _half_a_year_on(day: date) -> date:
    """Six months later; the last day of the month when that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + 6, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    return date(year, month + 1, 28)


_STEPS = {"sluiten": _close, "bevestigd": _confirmed, "stilzetten": _stand_still}
