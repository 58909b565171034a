"""Nobody departs while a check of D09 is red, and what nobody looked at is red."""

from datetime import timedelta
from typing import Any

import pytest

from tests.processes.tables import BOARD, NOW, PREPARE, TODAY, Inputs, decide

GREEN: Inputs = {
    "ageStatus": "adult",
    "voluntaryStatementRead": True,
    "returnPlanSigned": True,
    "returnPlanHandedOverAt": NOW - timedelta(hours=80),
    "returnPlanSignedAt": NOW - timedelta(hours=8),
    "finalVoluntarinessCheck": "confirmed",
    "voluntarinessCheckedAt": NOW,
    "flightAt": NOW + timedelta(hours=48),
    "understood": ["entryBan", "noReturn5yREAN", "proceduresEndAtDeparture", "amounts", "canStopUntilBoarding"],
    "teachBackDone": True,
    "ownLanguage": True,
    "shareableOutcome": "returnPossible",
    "refoulementCheck": "clear",
    "refoulementCheckedOn": TODAY - timedelta(29),
    "lawyerConsulted": "yes",
    "destinationSuspended": False,
    "localSafety": "safe",
    "localSafetyCheckedOn": TODAY - timedelta(13),
    "planReadiness": "now",
    "careHandoverArranged": True,
    "fitToTravel": "withConditions",
    "travelConditionsMet": True,
    "medicationInHand": True,
    "traffickingOutcome": "declinedTwice",
    "familyTogether": True,
    "parentsConsent": "notApplicable",
    "supportWanted": False,
    "noWaiverConfirmed": True,
    "amountsOnPaper": True,
    "crisisClear": True,
    "complaintSuspends": False,
    "travelDocStatus": "issued",
    "travelDocValidUntil": TODAY + timedelta(31),
    "receptionAgreed": True,
    "pickUpConfirmed": True,
    "departurePaused": False,
}
ONE_RED = [
    (PREPARE, "voluntary", {"voluntaryStatementRead": False}),
    (PREPARE, "voluntary", {"returnPlanSignedAt": NOW - timedelta(hours=9)}),
    (BOARD, "voluntary", {"finalVoluntarinessCheck": "doubt"}),
    (BOARD, "voluntary", {"voluntarinessCheckedAt": NOW - timedelta(hours=25)}),
    (PREPARE, "information", {"understood": ["entryBan"]}),
    (PREPARE, "legal", {"refoulementCheckedOn": TODAY - timedelta(30)}),
    (BOARD, "legal", {"refoulementCheck": "doubt"}),
    (PREPARE, "legal", {"lawyerConsulted": "offeredDeclined"}),
    (PREPARE, "countrySafety", {"localSafetyCheckedOn": TODAY - timedelta(14)}),
    (BOARD, "countrySafety", {"destinationSuspended": True}),
    (PREPARE, "minor", {"ageStatus": "doubtTreatAsMinor"}),
    (PREPARE, "medical", {"planReadiness": "restFirst"}),
    (BOARD, "medical", {"fitToTravel": "no"}),
    (BOARD, "medical", {"medicationInHand": False}),
    (PREPARE, "trafficking", {"traffickingOutcome": "open"}),
    (PREPARE, "family", {"parentsConsent": "missing"}),
    (PREPARE, "money", {"supportWanted": True}),
    (BOARD, "money", {"noWaiverConfirmed": False}),
    (PREPARE, "crisis", {"crisisClear": False}),
    (BOARD, "complaint", {"complaintSuspends": True}),
    (PREPARE, "document", {"travelDocValidUntil": TODAY + timedelta(30)}),
    (BOARD, "document", {"travelDocValidUntil": TODAY + timedelta(4)}),
    (BOARD, "document", {"programmes": ["EURP"], "riatRegisteredOn": TODAY - timedelta(25)}),
    (BOARD, "arrival", {"pickUpConfirmed": None}),
    (PREPARE, "pause", {"departurePaused": True}),
    (BOARD, "pause", {"departurePaused": True}),
]
GUARDED = {
    "ageStatus": "minor",
    "guardianPresent": True,
    "bicDone": True,
    "adequateReception": "confirmedFamily",
    "tripleConsent": True,
    "escortArranged": True,
}


def stops(phase: str, **changed: Any) -> list[str]:
    return [
        row["check"]
        for row in decide("D09", today=TODAY, now=NOW, **GREEN | {"phase": phase} | changed).value
        if row["result"] != "ok"
    ]


@pytest.mark.parametrize(("phase", "count"), [(PREPARE, 13), (BOARD, 14)])
def test_when_nothing_is_known_every_gate_says_stop(phase: str, count: int) -> None:
    assert [row["result"] for row in decide("D09", phase=phase).value] == ["stop"] * count


@pytest.mark.parametrize("phase", [PREPARE, BOARD])
def test_when_all_is_well_every_gate_says_ok(phase: str) -> None:
    assert stops(phase) == []


@pytest.mark.parametrize(("phase", "check", "changed"), ONE_RED)
def test_one_thing_that_is_not_right_stops_the_departure(phase: str, check: str, changed: Inputs) -> None:
    assert check in stops(phase, **changed)


@pytest.mark.parametrize("fact", GREEN)
def test_a_fact_that_somebody_forgot_stops_the_departure(fact: str) -> None:
    assert stops(PREPARE, **{fact: None}) + stops(BOARD, **{fact: None})


def test_a_minor_goes_only_with_guardian_assessment_reception_consent_escort_and_lawyer() -> None:
    assert stops(PREPARE, **GUARDED) == []
    assert stops(PREPARE, **GUARDED, lawyerConsulted="declinedTwice") == ["legal"]
    assert all(stops(PREPARE, **GUARDED | {fact: None}) for fact in GUARDED)


def test_each_gate_tells_where_it_is_solved_and_why() -> None:
    assert all(row["road"].startswith("P") and row["reason"] for row in decide("D09", phase=BOARD).value)
