"""Every row of every decision table is reached, every row says where it comes from, and the tables keep the promises of the approach."""

import re
from datetime import date
from pathlib import Path

import pytest

import feel
from engine import notation
from engine.acts.clock.sweep import CONTACT
from engine.calendar import is_rule, share_of
from engine.terms import term_row
from tests.processes.tables import (
    BOARD,
    FILES,
    NOW,
    PREPARE,
    TODAY,
    Inputs,
    asked,
    column,
    decide,
    info,
    model,
    vocabulary,
)

KEPT = tuple(rule.cells[0].strip('"') for rule in info("D18").rules)
MOMENTS = ("24h", "48h", "1m", "3m", "6m", "12m")
REAN: Inputs = dict.fromkeys(
    ("thirdCountryNational", "noResidenceRight", "cannotPay", "permanentDeparture", "stateHasNoObjection"), True
) | {"reanWithin5y": False}


MINOR = {"ageStatus": "minor"}
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


def cases() -> dict[str, list[tuple[int, Inputs]]]:
    """For each table, one input for each of its rows."""
    told = notation.plain((Path(__file__).parent / "decision_cases.yaml").read_text())
    return {key: list(rows.items()) for key, rows in told.items()} | {
        "D04": terms(),
        "D09": [(row, {"phase": PREPARE if row <= 13 else BOARD}) for row in range(1, 28)],
        "D14": [(row, {"aftercareMoment": moment}) for row, moment in enumerate(MOMENTS, 1)],
        "D17": [(row, {"outcome": f"O{row}"}) for row in range(1, 14)],
        "D18": [(row, {"data": data}) for row, data in enumerate(KEPT, 1)],
    }


CASES = cases()
TERMS = CASES["D04"]
APPROACH = notation.plain((Path(__file__).parent / "approach_rows.yaml").read_text())


@pytest.mark.parametrize(
    ("key", "row", "inputs"), [(key, row, inputs) for key, rows in CASES.items() for row, inputs in rows]
)
def test_a_row_is_reached_by_the_case_it_was_written_for(key: str, row: int, inputs: Inputs) -> None:
    decision = decide(key, **{"today": TODAY, "now": NOW} | inputs)
    assert row in [match.index for match in decision.matched]
    assert decision.value is not None


@pytest.mark.parametrize("key", APPROACH)
def test_a_table_answers_what_the_approach_says_row_by_row(key: str) -> None:
    found = {row: answered(key, inputs, wanted) for row, (inputs, wanted) in APPROACH[key].items()}
    assert found == {row: wanted for row, (_, wanted) in APPROACH[key].items()}


def answered(key: str, inputs: Inputs, wanted: Inputs) -> Inputs:
    """What a table answers of the things that are wanted; of all rows together where several can match."""
    basic = REAN if inputs.get("basic") else {}
    standing = {"today": TODAY, "priority": "P3"} | basic | {name: inputs[name] for name in inputs if name != "basic"}
    value = decide(key, **standing).value
    if not isinstance(value, list):
        return {name: value[name] for name in wanted}
    if "open" in wanted:
        closed = {row["programme"] for row in value if row["result"] == "closed"}
        return {"open": [row["programme"] for row in value if row["programme"] not in closed]}
    return {name: [row[name] for row in value] for name in wanted}


@pytest.mark.parametrize("key", FILES)
def test_no_row_is_forgotten_here(key: str) -> None:
    assert sorted(row for row, _ in CASES[key]) == list(range(1, len(info(key).rules) + 1))


@pytest.mark.parametrize("key", FILES)
def test_every_row_has_a_date_a_source_and_an_approver(key: str) -> None:
    for rule in info(key).rules:
        parts = dict(part.split("=", 1) for part in rule.description.split("; ") if "=" in part)
        assert date.fromisoformat(parts["since"]), rule.id
        assert all(parts.get(word) for word in ("source", "approver")), rule.id


@pytest.mark.parametrize("key", FILES)
def test_a_table_reads_declared_facts_alone(key: str) -> None:
    own = {
        "step",
        "priority",
        "level",
        "phase",
        "person",
        "outcome",
        "act",
        "reason",
        "kind",
        "subject",
        "purpose",
        "recipient",
        "zone",
        "data",
        "today",
        "now",
        "Peildatum",
    }  # given by the engine, or by the task that asks
    assert info(key).names - own <= set(vocabulary().facts)


@pytest.mark.parametrize("key", FILES)
def test_every_cell_of_a_table_is_feel(key: str) -> None:
    names, table = tuple(info(key).names), info(key)
    for text in [tested.expression for tested in table.inputs] + [
        text for rule in table.rules for text in rule.outputs
    ]:
        assert feel.compile(text, names=names)
    for text in (cell for rule in table.rules for cell in rule.cells if cell != "-"):
        assert feel.unary_tests(text, names=names)


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
    forbidden = ("national", "origin", "relig", "belief", "ethnic", "criminal", "sentence", "convict", "entryban")
    assert not [name for name in info("D03").names for word in forbidden if word in name.lower()]


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


def steps() -> set[str]:
    return {rule.cells[0].strip('"') for rule in info("D04").rules}


def diagrams() -> dict[str, str]:
    return {path.stem: path.read_text() for path in FILES["D04"].parents[1].glob("*/*.bpmn")}


def unasked(steps: set[str], diagrams: dict[str, str]) -> set[str]:
    """The steps that neither a diagram nor the watch on silence asks."""
    return steps - {step for diagram in diagrams.values() for step in asked(diagram)} - {CONTACT}


def test_a_term_that_nobody_asks_is_named_with_what_holds_it() -> None:
    told = (FILES["D04"].parent / "README.md").read_text().split("## Rows of D04 that no diagram asks")[1]
    assert unasked(steps(), diagrams()) == set(re.findall(r"^- `([\w.]+)`: ", told, re.M))
    assert "triage.ooit" in unasked(steps() | {"triage.ooit"}, diagrams())
    assert "plan" in unasked(steps(), diagrams() | {"P00t": diagrams()["P00t"].replace('value="plan"', 'value="pla"')})


def unheard(diagrams: dict[str, str]) -> set[str]:
    """The messages whose silence has a term that no diagram asks: not who waits for it, nor anybody when it goes out."""
    found = set()
    for name, message in vocabulary().messages.items():
        waiting = [key for key in message.receivers if key in diagrams] or diagrams.keys()
        if message.silence in steps() and not any(message.silence in asked(diagrams[key]) for key in waiting):
            found.add(name)
    return found


def test_the_term_of_a_silence_runs_at_who_waits() -> None:
    assert unheard(diagrams()) == set()
    spoilt = diagrams()["P13r"].replace('value="boarding.bevestigd"', 'value="vertrek"')
    assert unheard(diagrams() | {"P13r": spoilt}) == {"boarding.bevestigd", "noShow"}


def test_every_term_starts_at_a_known_moment() -> None:
    dates = {name for name, fact in vocabulary().facts.items() if fact.type in ("date", "dateTime")}
    assert set(column("D04", "anchor")) <= {"opened", "caseStart"} | dates


def test_no_step_is_unanswered_for_any_priority() -> None:
    steps = {inputs["step"] for _, inputs in TERMS}
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
    assert row is not None
    assert (row.due, row.on_miss, row.warn) == ("3 wd", "L1", ("P2D",))


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


def test_a_child_waits_five_working_days_on_the_national_table() -> None:
    stays = {age: decide("D05", level="L4", ageStatus=age).value["maxStay"] for age in ("minor", "adult")}
    assert stays == {"minor": "5 wd", "adult": "15 wd"}


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


@pytest.mark.parametrize(("advice", "total"), [(date(2027, 1, 4), 500), (date(2027, 1, 3), 0), (None, 0)])
def test_stability_is_paid_to_who_chose_within_56_days_of_the_advice(advice: date | None, total: int) -> None:
    asked = {"scheme": "purposeBudget", "awardPurpose": "stabilityAfterAdvice", "person": "adult"}
    answer = decide("D08", **asked, awardRequestedOn=TODAY, honestAdviceOn=advice).value
    assert (answer["total"], answer["ceiling"]) == (total, total)


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


# D19: who does what
def nobody(named: set[str]) -> set[str]:
    """What is neither a role nor a lane."""
    return {name for name in named if not vocabulary().role(name) and name not in vocabulary().lanes}


def test_whoever_has_a_part_in_something_exists_and_is_not_kept_out_of_it() -> None:
    for _, inputs in CASES["D19"]:
        (row,) = decide("D19", **inputs).value
        part, out = {row["responsible"], *row["consulted"]}, set(row["neverInvolved"])
        assert nobody(part | out) == set(), inputs
        assert not {who for who in part if who in out or who.split(".")[0] in out}, inputs
    assert nobody({"meldpunt.tovenaar", "avim"}) == {"meldpunt.tovenaar"}
