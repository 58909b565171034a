"""Every row of every decision table is reached, every row says where it comes from, and the tables keep the promises of the approach."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import feel.dmn
from engine.calendar import is_rule, share_of
from engine.terms import term_row
from engine.vocabulary import read_vocabulary

HERE = Path(__file__).parents[2] / "processes"
FILES = {path.name.split("-")[0]: path for path in sorted((HERE / "decisions").glob("*.dmn"))}
TODAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
Inputs = dict[str, Any]


@cache
def model(key: str) -> feel.dmn.Model:
    return feel.dmn.load(FILES[key].read_bytes())


@cache
def vocabulary():  # type: ignore[no-untyped-def]
    return read_vocabulary(*((HERE / f"{name}.yaml").read_text() for name in ("facts", "organisations", "messages")))


def info(key: str) -> feel.dmn.DecisionInfo:
    return model(key).decisions[0]


def decide(key: str, **inputs: Any) -> feel.dmn.Decision:
    return model(key).decide(key, inputs)


def column(key: str, name: str) -> list[str]:
    place = [output.name for output in info(key).outputs].index(name)
    return [rule.outputs[place].strip('"') for rule in info(key).rules]


# One input per row: the row's number, and what must be so for the table to come to it.
REAN = {
    "thirdCountryNational": True,
    "noResidenceRight": True,
    "cannotPay": True,
    "permanentDeparture": True,
    "reanWithin5y": False,
    "stateHasNoObjection": True,
}
ADULT, MINOR = {"ageStatus": "adult"}, {"ageStatus": "minor"}
SAFE = {"acuteDanger": "none", "possiblyMinor": False}
CASES: dict[str, list[tuple[int, Inputs]]] = {
    "D01": [
        (1, {"acuteDanger": "freezing", "reporterType": "citizen", "personKnows": "no"}),
        (2, {"acuteDanger": "none", "possiblyMinor": True, "reporterType": "police", "personKnows": "no"}),
        (3, SAFE | {"reporterType": "self", "personKnows": "yesAgrees"}),
        (4, SAFE | {"reporterType": "shelter", "personKnows": "yesAgrees"}),
        (5, SAFE | {"reporterType": "guardian", "personKnows": "no"}),
        (6, SAFE | {"reporterType": "detention", "personKnows": "yesAgrees"}),
        (7, SAFE | {"reporterType": "police", "personKnows": "yesAgrees"}),
        (8, SAFE | {"reporterType": "citizen", "personKnows": "yesAgrees"}),
        (9, SAFE | {"reporterType": "citizen", "personKnows": "no"}),
        (10, SAFE | {"reporterType": "family", "personKnows": "yesDisagrees"}),
        (11, {}),
    ],
    "D01b": [
        (1, ADULT | {"ageBand": "18-30", "asylumHistory": "dublin", "familySituation": ["none"]}),
        (2, {"ageAtArrival": 12}),
        (3, {"asylumHistory": "none", "permitRevoked": False}),
        (4, {"asylumHistory": "rejected"}),
        (5, {"permitRevoked": True}),
        (6, MINOR | {"youthJusticeContact": "halt"}),
        (7, {"asylumHistory": "ongoing", "livingSituation": "azc"}),
        (8, {"familySituation": ["pregnant"]}),
        (9, MINOR | {"unaccompanied": True}),
    ],
    "D03": [
        (1, {"acuteDanger": "suicidality"}),
        (2, {"medicalUrgency": "now"}),
        (3, {"ageStatus": "doubtTreatAsMinor", "sleepTonight": "none"}),
        (4, MINOR),
        (5, {"traffickingSignals": ["threats"]}),
        (6, {"sleepTonight": "unsafe", "familySituation": ["childrenU18"]}),
        (7, {"runningDeadlineDate": TODAY + timedelta(7)}),
        (8, {"medicalUrgency": "within24h"}),
        (9, {"runningDeadlineDate": TODAY + timedelta(28), "planReadiness": "treatmentFirst"}),
        (10, {"sleepTonight": "none"}),
        (11, {"runningDeadlineDate": TODAY + timedelta(28)}),
        (12, {"planReadiness": "treatmentFirst"}),
        (13, {}),
    ],
    "D05": [
        (1, {"level": "L0"}),
        (2, {"level": "L1", "priority": "P1"}),
        (3, {"level": "L1", "priority": "P3"}),
        (4, {"level": "L2", "priority": "P0"}),
        (5, {"level": "L2", "priority": "P2"}),
        (6, {"level": "L3", "priority": "P0"}),
        (7, {"level": "L3", "priority": "P3"}),
        (8, {"level": "L4"}),
        (9, {"level": "L5"}),
        (10, {"level": "L6"}),
    ],
    "D06": [
        (1, {"entryBan": "none", "refoulementCheck": "risk"}),
        (2, {"entryBan": "10y", "entryBanHeavy": True, "criminalOpen": "openCase"}),
        (3, {"entryBan": "none"}),
        (4, {"entryBan": "2y", "entryBanHeavy": False}),
        (5, {"entryBan": "5y", "entryBanHeavy": False}),
        (
            6,
            {
                "entryBan": "10y",
                "entryBanHeavy": True,
                "criminalOpen": "sentenceToServe",
                "sentenceYears": 2.5,
                "sentenceServedShare": 0.5,
            },
        ),
        (
            7,
            {
                "entryBan": "10y",
                "entryBanHeavy": True,
                "criminalOpen": "sob",
                "sentenceYears": 6,
                "sentenceServedShare": 0.7,
            },
        ),
        (8, {"entryBan": "20y", "entryBanHeavy": True, "criminalOpen": "none"}),
        (9, {"entryBan": "5y", "departedEU": True, "entryBanElapsed": 0.4}),
        (10, {"entryBan": "5y", "departedEU": True, "entryBanElapsed": 0.5}),
        (11, {"entryBan": "undesirable", "entryBanHeavy": True, "criminalOpen": "tbs"}),
        (12, {}),
    ],
    "D07": [
        (1, REAN),
        (2, REAN | {"entryBan": "2y", "reintegrationCountry": True, "reintegrationElsewhere": False}),
        (3, {"eurpCountry": True, "reintegrationElsewhere": False}),
        (4, {}),
        (5, {"ozvProject": True}),
        (6, {"reintegrationElsewhere": True}),
        (7, {"reintegrationElsewhere": True}),
        (8, REAN | {"entryBan": "10y"}),
        (9, {"destination": "SY", "awardRequestedOn": date(2025, 12, 1)}),
        (10, {"dublinClaimant": True}),
        (11, {"destinationSuspended": True}),
        (12, {"extraAssistance": True}),
    ],
    "D08": [
        (
            row,
            {"scheme": scheme, "person": person, "awardRequestedOn": date.fromisoformat(day), "awardPurpose": purpose},
        )
        for row, scheme, person, day, purpose in [
            (1, "REAN", "minor", "2027-03-01", None),
            (2, "AVRR", "adult", "2017-06-30", None),
            (3, "AVRR", "minor", "2016-01-01", None),
            (4, "AVRR", "adult", "2017-07-01", None),
            (5, "AVRR", "unaccompaniedMinor", "2024-09-01", None),
            (6, "AVRR", "unaccompaniedMinor", "2024-09-02", None),
            (7, "AVRR", "minor", "2027-03-01", None),
            (8, "EURP", "adult", "2024-01-01", None),
            (9, "EURP", "minor", "2024-01-01", None),
            (10, "EURP_forced", "adult", "2024-01-01", None),
            (11, "OZV", "adult", "2023-07-31", None),
            (12, "SyriaTemporary", "minor", "2025-05-31", None),
            (13, "SyriaTemporary", "adult", "2025-06-01", None),
            (14, "SyriaTemporary", "minor", "2025-11-16", None),
            (15, "SyriaTemporary", "adult", "2025-11-17", None),
            (16, "SyriaTemporary", "minor", "2025-12-31", None),
            (17, "municipalFund", "adult", "2027-01-01", "removeBarrier"),
            (18, "hardship", "adult", "2027-01-01", None),
            (19, "purposeBudget", "adult", "2027-01-01", "networkBuilding"),
            (20, "purposeBudget", "minor", "2027-01-01", "removeBarrier"),
            (21, "purposeBudget", "adult", "2027-01-01", "stabilityAfterAdvice"),
        ]
    ],
    "D09": [(row, {"phase": "prepare" if row <= 12 else "board"}) for row in range(1, 26)],
    "D12": [
        (1, {"suicidality": "plan", "instrument": "WHO5", "score": 90}),
        (2, {"instrument": "PROTECT", "score": 8}),
        (3, {"instrument": "PROTECT", "score": 4}),
        (4, {"instrument": "PROTECT", "score": 3}),
        (5, {"instrument": "WHO5", "score": 28}),
        (6, {"instrument": "WHO5", "score": 50}),
        (7, {"instrument": "WHO5", "score": 51}),
        (8, {"instrument": "PHQ9", "score": 20}),
        (9, {"instrument": "PHQ9", "score": 15}),
        (10, {"instrument": "PHQ9", "score": 14}),
        (11, {"instrument": "PHQ9", "score": 9}),
        (12, {"instrument": "K10", "score": 30}),
        (13, {"instrument": "K10", "score": 29}),
        (14, {"instrument": "K10", "score": 19}),
        (15, {"instrument": "RHS15", "score": 12}),
        (16, {"instrument": "RHS15", "score": 3, "distressThermometer": 5}),
        (17, {"instrument": "RHS15", "score": 3, "distressThermometer": 4}),
        (18, {"instrument": "HSCL25", "score": 1.75}),
        (19, {"instrument": "HSCL25", "score": 1.7}),
        (20, {"instrument": "HTQ", "score": 2.5}),
        (21, {"instrument": "HTQ", "score": 2}),
        (22, {"instrument": "CRIES13", "score": 30}),
        (23, {"instrument": "CRIES13", "score": 29}),
        (24, {"instrument": "ASSIST", "score": 11}),
        (25, {"instrument": "none"}),
        (26, {}),
    ],
    "D14": [
        (row, {"aftercareMoment": moment}) for row, moment in enumerate(["24h", "48h", "1m", "3m", "6m", "12m"], 1)
    ],
    "D17": [(row, {"outcome": f"O{row}"}) for row in range(1, 14)],
}
STATE = {  # what must be so for the condition of D04 to be this one
    "gewoon": {},
    "geenSlaapplek": {"sleepTonight": "none"},
    "termijnLoopt": {"departureTermEnd": TODAY},
    "maatwerk": {"scheme": "hardship"},
    "minderjarig": MINOR,
    "2xWeek": {"contactRhythm": "2xWeek"},
    "weekly": {},
    "biweekly": {"contactRhythm": "biweekly"},
}


def terms() -> list[tuple[int, Inputs]]:
    """One input for each row of D04, read from its cells."""
    found = []
    for number, rule in enumerate(info("D04").rules, 1):
        step, priority, condition = (cell.split(",")[0].strip('"') for cell in rule.cells)
        found.append(
            (
                number,
                {"step": step, "priority": "P3" if priority == "-" else priority}
                | STATE["gewoon" if condition == "-" else condition],
            )
        )
    return found


CASES["D04"] = terms()


@pytest.mark.parametrize(
    ("key", "row", "inputs"), [(key, row, inputs) for key, rows in CASES.items() for row, inputs in rows]
)
def test_a_row_is_reached_by_the_case_it_was_written_for(key: str, row: int, inputs: Inputs) -> None:
    decision = decide(key, **{"today": TODAY, "now": NOW} | inputs)
    assert row in [match.index for match in decision.matched]
    assert decision.value is not None


@pytest.mark.parametrize("key", FILES)
def test_no_row_is_forgotten_here(key: str) -> None:
    assert sorted(row for row, _ in CASES[key]) == list(range(1, len(info(key).rules) + 1))


@pytest.mark.parametrize("key", FILES)
def test_every_row_has_a_date_a_source_and_an_approver(key: str) -> None:
    for rule in info(key).rules:
        parts = dict(part.split("=", 1) for part in rule.description.split("; ") if "=" in part)
        assert date.fromisoformat(parts["since"]) and parts["source"] and parts["approver"], rule.id


@pytest.mark.parametrize("key", FILES)
def test_a_table_reads_declared_facts_alone(key: str) -> None:
    own = {
        "step",
        "priority",
        "level",
        "phase",
        "person",
        "outcome",
        "today",
        "now",
    }  # given by the engine, or by the task that asks
    assert info(key).names - own <= set(vocabulary().facts)


@pytest.mark.parametrize("key", FILES)
def test_every_text_of_a_table_is_feel(key: str) -> None:
    assert list(model(key).definitions.nodes) and not [
        warning
        for _, inputs in CASES[key]
        for warning in decide(key, today=TODAY, now=NOW, **inputs).warnings
        if "syntax" in str(warning).lower()
    ]


# D01: the front door
def test_a_neighbour_who_reports_somebody_leaves_nothing() -> None:
    answer = decide("D01", reporterType="citizen", personKnows="no", acuteDanger="none", possiblyMinor=False).value
    assert (answer["action"], answer["retention"]) == ("refuse", "P0D")


def test_danger_goes_before_everything_at_the_door() -> None:
    assert (
        decide(
            "D01", reporterType="police", personKnows="yesDisagrees", acuteDanger="medical", possiblyMinor=True
        ).value["action"]
        == "crisis"
    )


def test_whoever_knows_nothing_of_a_report_is_invited_and_forgotten_after_28_days() -> None:
    answer = decide("D01", reporterType="ngo", personKnows="no", acuteDanger="none", possiblyMinor=False).value
    assert (answer["action"], answer["retention"]) == ("contactInvitation", "P28D")


# D01b and D03: who needs what first
def test_doubt_about_age_counts_as_a_minor_and_unset_as_unaccompanied() -> None:
    assert [row["label"] for row in decide("D01b", ageStatus="doubtTreatAsMinor").value] == ["S6b"]


def test_one_person_can_be_in_several_groups() -> None:
    rows = decide(
        "D01b", ageStatus="adult", ageBand="18-30", asylumHistory="rejected", familySituation=["none"], bornInNL=True
    ).value
    assert {row["label"] for row in rows} == {"S1", "S2", "S4"}


def test_priority_knows_no_nationality_origin_belief_or_criminal_record() -> None:
    forbidden = (
        "national",
        "origin",
        "relig",
        "belief",
        "ethnic",
        "criminal",
        "sentence",
        "convict",
        "country",
        "destination",
        "entryban",
    )
    named = (
        " ".join(info("D03").names).lower()
        + FILES["D03"]
        .read_text()
        .lower()
        .split("<inputdata")[-1]
        .split("</decisiontable>")[0]
        .split("<decisiontable")[-1]
    )
    assert (
        not [word for word in forbidden if word in " ".join(info("D03").names).lower()] and "nationaliteit" not in named
    )


def test_nobody_is_left_without_a_priority() -> None:
    assert decide("D03", today=TODAY).value["priority"] == "P3"


def test_the_first_reason_for_haste_counts() -> None:
    answer = decide("D03", today=TODAY, ageStatus="minor", sleepTonight="none", runningDeadlineDate=TODAY).value
    assert (answer["priority"], answer["firstContactWithin"]) == ("P0", "PT4H")


# D04: terms
def test_every_term_is_a_rule_that_the_calendar_understands() -> None:
    assert all(is_rule(due) for due in column("D04", "due"))
    assert all(
        is_rule(part) or share_of(part) for warn in column("D04", "warn") if warn != "null" for part in warn.split(",")
    )


def test_every_term_starts_at_a_known_moment() -> None:
    dates = {name for name, fact in vocabulary().facts.items() if fact.type in ("date", "dateTime")}
    assert set(column("D04", "anchor")) <= {"opened", "caseStart"} | dates


def test_no_step_is_unanswered_for_any_priority() -> None:
    steps = {inputs["step"] for _, inputs in CASES["D04"]}
    assert not [
        (step, priority)
        for step in steps
        for priority in ("P0", "P1", "P2", "P3")
        if decide("D04", step=step, priority=priority).value is None
    ]


def test_a_person_without_a_bed_does_not_wait_five_days() -> None:
    assert decide("D04", step="slaapplek", priority="P3", sleepTonight="none").value["due"] == "PT24H"
    assert decide("D04", step="slaapplek", priority="P3", sleepTonight="safe").value["due"] == "5 wd"


def test_the_engine_reads_a_term_from_the_table() -> None:
    row = term_row(
        "triage", lambda key, inputs: model(key).decide(key, inputs).value, {}, priority="P2", case_start=NOW, now=NOW
    )
    assert row is not None and (row.due, row.on_miss, row.warn) == ("3 wd", "L1", ("P2D",))


# D05: the ladder
def test_every_rung_is_a_role_that_exists() -> None:
    assert all(vocabulary().role(who) for who in column("D05", "who") if who not in ("null", "taak.eigenaar"))


def test_no_rung_goes_to_enforcement() -> None:
    assert not [who for who in column("D05", "who") if vocabulary().enforces(*who.split("."))]


@pytest.mark.parametrize(
    ("priority", "stays"),
    [("P1", ["PT4H", "PT20H", "PT72H", "15 wd", "20 wd"]), ("P3", ["3 wd", "5 wd", "10 wd", "15 wd", "20 wd"])],
)
def test_the_ladder_climbs_one_rung_at_a_time(priority: str, stays: list[str]) -> None:
    assert [decide("D05", level=f"L{rung}", priority=priority).value["maxStay"] for rung in range(1, 6)] == stays


# D06: a ban never forbids leaving freely, a risk always stops it
def test_somebody_with_a_ten_year_ban_may_leave_freely() -> None:
    answer = decide("D06", entryBan="10y", entryBanHeavy=True, criminalOpen="none").value
    assert (answer["returnPossible"], answer["route"]) == ("yes", "heavyBan")


def test_a_risk_at_return_goes_before_any_ban() -> None:
    assert decide("D06", entryBan="none", refoulementCheck="risk").value["route"] == "stabiliseFirst"


def test_half_of_thirty_months_opens_sentence_interruption() -> None:
    assert (
        decide(
            "D06", entryBan="10y", entryBanHeavy=True, criminalOpen="sob", sentenceYears=2.5, sentenceServedShare=0.5
        ).value["returnPossible"]
        == "viaSob"
    )


def test_an_unknown_ban_is_not_a_yes() -> None:
    assert decide("D06").value["returnPossible"] == "notYet"


# D07 and D08: money is published
def test_a_heavy_ban_opens_the_fund_where_reintegration_is_closed() -> None:
    open_ = {
        row["programme"]
        for row in decide("D07", **REAN, entryBan="10y", reintegrationCountry=True, reintegrationElsewhere=False).value
        if row["result"] == "open"
    }
    assert open_ == {"REAN", "municipalFund"}


@pytest.mark.parametrize(("day", "cash", "total"), [(date(2024, 9, 1), 300, 1800), (date(2024, 9, 2), 615, 2615)])
def test_an_adult_gets_the_amount_of_the_day_of_the_request(day: date, cash: int, total: int) -> None:
    answer = decide("D08", scheme="AVRR", person="adult", awardRequestedOn=day).value
    assert (answer["cash"], answer["total"]) == (cash, total)


@pytest.mark.parametrize(("listed", "cash"), [(None, 40), (10, 40), (120, 120), (500, 200)])
def test_the_travel_allowance_stays_between_40_and_200(listed: int | None, cash: int) -> None:
    assert (
        decide("D08", scheme="REAN", person="adult", awardRequestedOn=TODAY, nationalityAllowance=listed).value["cash"]
        == cash
    )


def test_debts_above_750_are_not_paid() -> None:
    assert (
        decide(
            "D08",
            scheme="purposeBudget",
            awardPurpose="removeBarrier",
            person="adult",
            awardRequestedOn=TODAY,
            actualCosts=1200,
            debtsPaid=1000,
        ).value["total"]
        == 950
    )


def test_the_published_periods_do_not_overlap() -> None:
    days = [
        date(2016, 1, 1),
        date(2017, 6, 30),
        date(2017, 7, 1),
        date(2024, 9, 1),
        date(2024, 9, 2),
        date(2025, 5, 31),
        date(2025, 6, 1),
        date(2025, 11, 17),
        TODAY,
    ]
    schemes = ["REAN", "AVRR", "EURP", "OZV", "SyriaTemporary", "municipalFund", "hardship", "purposeBudget"]
    people, purposes = (
        ["adult", "minor", "unaccompaniedMinor"],
        [None, "removeBarrier", "networkBuilding", "stabilityAfterAdvice"],
    )
    hits = [
        len(decide("D08", scheme=s, person=p, awardRequestedOn=d, awardPurpose=a).matched)
        for s in schemes
        for p in people
        for d in days
        for a in purposes
    ]
    assert max(hits) == 1


# D09: the gate
GREEN: Inputs = {
    "today": TODAY,
    "now": NOW,
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
}
PREPARE, BOARD = ("prepare", "board")
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
    (BOARD, "arrival", {"pickUpConfirmed": None}),
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
    return [row["check"] for row in decide("D09", **GREEN | {"phase": phase} | changed).value if row["result"] != "ok"]


@pytest.mark.parametrize(("phase", "count"), [(PREPARE, 12), (BOARD, 13)])
def test_when_nothing_is_known_every_gate_says_stop(phase: str, count: int) -> None:
    assert [row["result"] for row in decide("D09", phase=phase).value] == ["stop"] * count


@pytest.mark.parametrize("phase", [PREPARE, BOARD])
def test_when_all_is_well_every_gate_says_ok(phase: str) -> None:
    assert stops(phase) == []


@pytest.mark.parametrize(("phase", "check", "changed"), ONE_RED)
def test_one_thing_that_is_not_right_stops_the_departure(phase: str, check: str, changed: Inputs) -> None:
    assert check in stops(phase, **changed)


@pytest.mark.parametrize(
    ("phase", "fact"), [(phase, fact) for phase in (PREPARE, BOARD) for fact in GREEN if fact not in ("now",)]
)
def test_a_fact_that_somebody_forgot_never_opens_a_gate(phase: str, fact: str) -> None:
    of_the_other_phase = not any(
        row["check"] for row in decide("D09", **GREEN | {"phase": phase, fact: None}).value if row["result"] == "stop"
    )
    assert not of_the_other_phase or stops(phase, **{fact: "wrong"}) == []


def test_a_minor_goes_only_with_guardian_assessment_reception_consent_escort_and_lawyer() -> None:
    assert stops(PREPARE, **GUARDED) == []
    assert stops(PREPARE, **GUARDED, lawyerConsulted="declinedTwice") == ["legal"]
    assert all(stops(PREPARE, **GUARDED | {fact: None}) for fact in GUARDED)


def test_each_gate_tells_where_it_is_solved_and_why() -> None:
    assert all(row["road"].startswith("P") and row["reason"] for row in decide("D09", phase=BOARD).value)


# D12, D14, D17
def test_a_plan_to_die_goes_before_every_score() -> None:
    assert decide("D12", suicidality="plan", instrument="PROTECT", score=0).value["band"] == "crisis"


def test_refusing_a_screening_has_no_consequence_but_an_offer_later() -> None:
    answer = decide("D12", instrument="none").value
    assert (answer["careStep"], answer["within"]) == ("offerAgain", "P28D")


@pytest.mark.parametrize("instrument", ["PROTECT", "WHO5", "PHQ9", "K10", "RHS15", "HSCL25", "HTQ", "CRIES13"])
def test_no_score_falls_between_two_bands(instrument: str) -> None:
    assert not [
        tenth
        for tenth in range(1001)
        if decide("D12", instrument=instrument, score=tenth / 10).value["band"] == "unknown"
    ]


def test_outcome_codes_and_their_durability_are_the_facts_own() -> None:
    facts = vocabulary().facts
    assert [f"O{number}" for number in range(1, 14)] == list(facts["caseOutcome"].values)
    assert set(column("D17", "durability")) <= set(facts["durability"].values)
