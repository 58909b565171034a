"""The main roads of the processes around one case: what opens, what is sent, and how each ends."""

from datetime import UTC, datetime

import pytest

from tests.processes.road import Road

RUNG = {"D05": {"who": "x", "mustDo": "x", "maxStay": "3 wd"}}
TRIAGE = {"D01b": [{"label": "S4"}], "D03": {"priority": "P2", "firstContactWithin": "2 wd", "reason": "x"}}


def gate(action: str, **facts: object) -> Road:
    answer = {"action": action, "retention": None, "route": "none", "reason": "x"}
    return Road("P01", facts=facts, tables={"D01": answer}).begin()


def escalation(level: str, **facts: object) -> Road:
    return Road("P17", facts=facts, tables=RUNG).begin(
        "escalatie.nodig", source="task:1", cause="deadline", level=level
    )


def rung(level: str, **facts: object) -> Road:
    """Who decides on this rung."""
    return Road("P17t", facts=facts).begin(takes={"trede": level, "bron": "task:1", "oorzaak": "deadline"})


def case_at_orientation() -> Road:
    """The usual road with a plan, about to choose a way."""
    road = Road("P00t").begin().back("kennismaken", "accept")
    return road.back("intake", "done").back("basis", "ready").back("plan", "signed")


def case() -> Road:
    """The main case, on its usual road."""
    return Road("P00").begin("melding.aangenomen")


def basics() -> Road:
    """Everything of the basis is there but the word of care."""
    road = Road("P00b").begin().hear("opOrde").back("juridisch", "known").back("krachten", "done")
    assert road.thrown == ["zorg.start", "wonen.start"]
    return road


def choosing(**facts: object) -> Road:
    """The person is asked which road to take."""
    return Road("P00w", facts=facts).begin()


# -- P01


def test_a_refused_report_ends_without_a_word() -> None:
    road = gate("refuse")
    assert (road.outcome, road.thrown, road.open) == ("nothingStored", [], set())


def test_an_accepted_report_starts_the_case_before_it_is_completed() -> None:
    road = gate("accept", alias="Sami", language="ary")
    assert road.thrown == ["melding.aangenomen"]
    assert road.do("bevestigen").open == {"aanvullen"}
    assert road.do("aanvullen").outcome == "accept"


def test_in_a_crisis_the_coordinator_calls_after_fifteen_minutes() -> None:
    road = gate("crisis").late("bellenTeLaat")
    assert road.open == {"coordinatorBelt"}
    assert road.do("coordinatorBelt").thrown == ["crisis.signaal", "melding.aangenomen"]


@pytest.mark.parametrize("replies", [True, False])
def test_an_invitation_becomes_a_case_or_is_erased(replies: bool) -> None:
    part = Road("P01u").begin().do("uitnodigen")
    road = gate("contactInvitation")
    if replies:
        assert part.hear("reageert", consentContact=True).outcome == "Contact gewenst"
        road.facts |= {"personReplied": True, "consentContact": True}
        assert road.back("uitnodiging", "Contact gewenst").thrown == ["melding.aangenomen"]
    else:
        assert part.late("stil").do("wissen").outcome == "Alles gewist"
        assert road.back("uitnodiging", "Alles gewist").outcome == "erased"


def test_what_the_reporter_said_of_contact_makes_no_case_when_the_person_stays_silent() -> None:
    road = gate("contactInvitation", consentContact=True)
    assert road.back("uitnodiging", "Alles gewist").outcome == "erased"


# -- P02, P03


def test_triage_ends_with_the_persons_decision_and_not_the_tables() -> None:
    assert Road("P02c").begin().do("contact", spokeWithPerson=True).outcome == "Gesproken"
    road = Road("P02", tables=TRIAGE).begin()
    road.facts["spokeWithPerson"] = True
    road.back("leggen", "Gesproken")
    assert (road.open, road.facts["priorityProposed"]) == ({"prioriteit"}, "P2")
    road.do("prioriteit", priority="P1", triageDecision="warmHandover").do("regisseur").do("rechten")
    assert road.outcome == "warmHandover"


def test_after_a_crisis_call_triage_does_not_ask_again() -> None:
    assert Road("P02", tables=TRIAGE, facts={"spokeWithPerson": True}).begin().open == {"prioriteit"}


def test_after_three_tries_the_team_lead_decides_whether_to_go_on_looking() -> None:
    road = Road("P02c", facts={"spokeWithPerson": False}).begin()
    for _ in range(2):
        road.do("contact").do("outreach")
    assert road.do("contact").open == {"nietBereikt"}
    road.back("nietBereikt", "found")
    assert road.open == {"contact"}
    road.do("contact").do("outreach").do("contact").do("outreach").do("contact").back("nietBereikt", "notFound")
    assert road.outcome == "notReached"
    assert Road("P02", facts={"spokeWithPerson": False}).begin().back("leggen", "-").outcome == "notReached"


def test_the_intake_ends_when_the_person_says_the_summary_is_right() -> None:
    road = Road("P03").begin().do("toestemmingen")
    assert road.open == {"gesprek", "advocaat"}
    road.hear("wilPauze").do("pauze").do("gesprek", anotherTalk=True).do("gesprek", anotherTalk=False)
    assert road.do("advocaat").do("voorlezen", readBackConfirmed=False).open == {"verbeteren"}
    assert road.do("verbeteren").do("voorlezen", readBackConfirmed=True).outcome == "done"
    assert road.facts["contactRhythm"] == "weekly"


# -- P00


def test_the_long_road_leads_from_report_to_closure() -> None:
    road = case_at_orientation().back("wegen", "departed")
    assert road.open == {"nazorg"}
    assert road.back("nazorg", "done").back("afsluiten", "closed").outcome == "closed"
    assert (road.facts["caseOutcome"], road.thrown) == ("O1", [])
    main = case().back("traject", "closed")
    assert (main.outcome, main.thrown) == ("closed", ["casus.gesloten"])


def test_who_may_stay_is_handed_over_and_who_went_on_has_aftercare_too() -> None:
    stay = case_at_orientation().back("wegen", "stayGranted").do("verblijfOverdracht").back("afsluiten", "closed")
    assert (stay.outcome, stay.facts["caseOutcome"]) == ("closed", "O5")
    onward = case_at_orientation().back("wegen", "onward").back("nazorg", "done").back("afsluiten", "closed")
    assert onward.facts["caseOutcome"] == "O3"


def test_after_six_times_undecided_the_plan_is_made_anew() -> None:
    assert case_at_orientation().back("wegen", "replan").open == {"plan"}


def test_a_crisis_goes_before_everything_and_then_the_case_goes_on() -> None:
    road = Road("P00a").begin().back("triage", "crisis")
    assert road.open == {"crisis"}
    assert road.back("crisis", "resumed").open == {"wieDoetMee"}


@pytest.mark.parametrize("age", ["minor", "doubtTreatAsMinor"])
def test_no_step_is_taken_with_a_child_before_the_guardian_is_there(age: str) -> None:
    road = Road("P00a", facts={"ageStatus": age}).begin().back("triage", "accept")
    road.back("wieDoetMee", "routed")
    assert road.open == set()
    assert road.hear("voogd", guardian="x").outcome == "accept"
    assert road.facts["guardianPresent"] is True


def test_a_country_or_a_rule_that_changes_is_looked_at_beside_the_road() -> None:
    road = case().hear("landVeranderd", country="SYR", safety="unsafe")
    road.hear("regelVeranderd", table="D08", version="2").hear("landVeranderd", country="MAR", safety="safe")
    assert road.thrown == ["land.veranderd", "regel.veranderd", "land.veranderd"]
    assert road.open == {"traject"}


def test_who_stays_out_of_sight_is_closed_as_such() -> None:
    road = case().hear("verdwenen").back("afsluiten", "closed")
    assert (road.outcome, road.facts["caseOutcome"]) == ("closed", "O8")


def test_an_open_case_always_has_somebody_while_care_asks_for_rest() -> None:
    road = basics()
    assert road.hear("zorgBekend", planReadiness="restFirst").open == {"rust"}
    assert road.do("rust").open == {"rust"}
    assert road.hear("zorgNieuws", planReadiness="now").outcome == "ready"


def test_after_twelve_weeks_of_rest_a_conference_looks_how_to_go_on() -> None:
    road = basics()
    for _ in range(12):
        assert road.open == {"rust"}
        road.do("rust")
    assert road.open == {"overleg"}
    assert road.back("overleg", "resolved").open == {"rust"}


def test_a_cancelled_return_leads_back_to_choosing() -> None:
    road = choosing().back("orientatie", "undecided").do("contact").back("orientatie", "return")
    assert road.back("terugkeer", "cancelled").open == {"orientatie"}
    assert road.back("orientatie", "return").back("terugkeer", "departed").outcome == "departed"


def test_six_undecided_rounds_lead_to_a_conference() -> None:
    road = choosing()
    for _ in range(6):
        road.back("orientatie", "undecided").do("contact")
    assert road.open == {"overleg"}
    assert road.back("overleg", "resolved").outcome == "replan"


def test_two_roads_may_be_tried_side_by_side_and_leaving_ends_the_other() -> None:
    road = choosing(tracks=["return", "legalStay"]).back("orientatie", "return")
    assert road.open == {"terugkeer", "blijven"}
    assert road.hear("aanBoord").open == {"terugkeer"}
    assert road.back("terugkeer", "departed").outcome == "departed"


@pytest.mark.parametrize(
    "tracks", [["legalStay"], ["protection"], ["legalStay", "protection"], ["legalStay", "stabiliseFirst"]]
)
def test_a_plan_that_asks_only_to_stay_goes_to_the_lawyer_at_once(tracks: list[str]) -> None:
    road = choosing(tracks=tracks, orientationResult="return")
    assert (road.open, road.facts["orientationResult"]) == ({"blijven"}, None)
    assert road.back("blijven", "stayGranted").outcome == "stayGranted"


@pytest.mark.parametrize(
    "tracks",
    [None, [], ["stabiliseFirst"], ["return"], ["onward"], ["return", "legalStay"], ["resettlement", "protection"]],
)
def test_any_other_plan_begins_with_the_talk(tracks: list[str] | None) -> None:
    assert choosing(tracks=tracks).open == {"orientatie"}


@pytest.mark.parametrize(("choice", "road"), [("stay", "blijven"), ("return", "terugkeer"), ("onward", "doorreis")])
def test_a_stay_that_is_refused_leads_to_the_talk_and_from_there_to_what_the_person_chooses(
    choice: str, road: str
) -> None:
    refused = choosing(tracks=["legalStay"], orientationResult="return").back("blijven", "stayRefused")
    assert refused.open == {"orientatie"}
    assert refused.back("orientatie", choice).open == {road}


def test_after_a_refusal_a_new_plan_to_stay_begins_with_the_talk() -> None:
    assert choosing(tracks=["legalStay"], stayResult="stayRefused").open == {"orientatie"}


def test_who_needs_protection_is_helped_to_stay() -> None:
    road = choosing().back("orientatie", "return").back("terugkeer", "protection").back("orientatie", "stay")
    assert road.open == {"blijven"}
    assert road.back("blijven", "stayGranted").outcome == "stayGranted"


def test_a_destination_that_refuses_leads_back_to_choosing() -> None:
    road = choosing().back("orientatie", "onward").back("doorreis", "destinationRefused")
    assert road.open == {"orientatie"}


def test_stopping_interrupts_everything_and_closes_with_the_person() -> None:
    road = case().hear("stopt")
    assert road.open == {"eindgesprek"}
    assert road.do("eindgesprek", stopReason="stop").back("afsluiten", "closed").outcome == "closed"
    assert (road.thrown[-1], road.facts["caseOutcome"]) == ("casus.gesloten", "O9")


def test_who_stops_may_think_again_and_the_road_starts_anew() -> None:
    road = case().hear("stopt").do("eindgesprek", stopReason="goOn")
    assert (road.outcome, road.thrown[-1], road.facts.get("caseOutcome")) == ("resumed", "melding.aangenomen", None)


def test_a_death_asks_for_the_relatives_and_a_forced_departure_for_the_lawyer() -> None:
    death = case().hear("dood").do("nabestaanden")
    assert (death.outcome, death.facts["caseOutcome"]) == ("closed", "O10")
    forced = case().hear("gedwongen").do("advocaatWaarschuwen").do("nazorgAanbieden").back("afsluiten", "closed")
    assert (forced.outcome, forced.facts["caseOutcome"]) == ("closed", "O11")


@pytest.mark.parametrize(
    ("result", "task", "outcome"), [("warmHandover", "overdracht", "O7"), ("adviseOnly", "advies", "O12")]
)
def test_a_handover_or_advice_ends_the_case_at_once(result: str, task: str, outcome: str) -> None:
    road = Road("P00a").begin().back("triage", result).do(task)
    assert (road.outcome, road.facts["caseOutcome"]) == (result, outcome)
    assert Road("P00t", facts={"triageResult": result}).begin().back("kennismaken", result).outcome == "closed"


def test_a_person_who_was_never_reached_is_closed_as_out_of_sight() -> None:
    road = Road("P00a").begin().back("triage", "notReached")
    assert (road.outcome, road.facts["caseOutcome"]) == ("notReached", "O8")
    road = Road("P00t", facts={"triageResult": "notReached"}).begin().back("kennismaken", "notReached")
    assert road.open == {"afsluiten"}


# -- P16


DEPARTED = {"departedAt": datetime(2027, 2, 1, 12, tzinfo=UTC)}
GOES_ON = {"endAftercare": "continue"}


def aftercare() -> Road:
    return Road("P16", facts=DEPARTED).begin()


def moment() -> Road:
    """The day of the first contact."""
    return Road("P16c", facts=DEPARTED, tables={"D14": {"after": "P30D"}}).begin(takes={"welkMoment": "48h"})


def test_aftercare_asks_five_times_in_a_year() -> None:
    road, moments = aftercare(), []
    while road.open == {"contactmoment"}:
        moments.append(road.facts["aftercareMoment"])
        road.back("contactmoment", "done", reached="yes", **GOES_ON)
    assert moments == ["48h", "1m", "3m", "6m", "12m"]
    assert road.do("slot").outcome == "done"


@pytest.mark.parametrize(
    ("answers", "task"),
    [
        ({"safe": "danger", "reached": "no"}, "spoed"),
        ({"safe": "yes", "reached": "no"}, "pogingen"),
        ({"safe": "problems", "reached": "yes"}, "hulp"),
    ],
)
def test_what_is_wrong_becomes_a_task_and_aftercare_goes_on(answers: dict[str, object], task: str) -> None:
    road = moment().do("contact", **GOES_ON, **answers)
    assert road.open == {task}
    assert road.do(task).outcome == "done"
    assert aftercare().back("contactmoment", "done", **GOES_ON, **answers).open == {"contactmoment"}


def test_refusing_aftercare_ends_it_as_refused_and_losing_contact_as_lost() -> None:
    assert aftercare().back("contactmoment", "done", reached="refused", **GOES_ON).outcome == "refused"
    assert aftercare().back("contactmoment", "done", reached="no", endAftercare="lost").outcome == "lost"


def test_taking_back_the_consent_ends_the_contact_and_then_aftercare() -> None:
    assert moment().hear("contactStopt").outcome == "refused"
    assert aftercare().back("contactmoment", "refused").outcome == "refused"


# -- P17


def test_a_case_left_alone_climbs_one_rung_at_a_time_to_the_board() -> None:
    road = escalation("L1")
    for rung in ("L1", "L2", "L3", "L4"):
        assert (road.open, road.facts["escalationLevel"]) == ({"beslissen"}, rung)
        road.late("teLang")
    assert (road.open, road.thrown) == ({"L5"}, ["overleg.losgelaten", "ombudsman.brief", "escalatie.openbaar"])
    assert road.do("L5", closedBy="resolved").outcome == "resolvedByBoard"


@pytest.mark.parametrize(
    ("level", "priority", "asked"),
    [("L1", "P2", "L1"), ("L1", "P0", "L1nu"), ("L2", "P2", "L2"), ("L3", "P2", "L3overleg"), ("L4", "P2", "L4")],
)
def test_each_rung_asks_whoever_may_decide_and_in_a_hurry_whoever_has_duty(
    level: str, priority: str, asked: str
) -> None:
    assert rung(level, priority=priority).open == {asked}


@pytest.mark.parametrize(("closed", "outcome"), [("resolved", "resolved"), ("notValid", "resolved"), ("up", "up")])
def test_a_decision_ends_the_rung_and_up_climbs(closed: str, outcome: str) -> None:
    assert rung("L2").do("L2", closedBy=closed).outcome == outcome


def test_a_decision_ends_the_escalation_and_up_climbs() -> None:
    road = escalation("L2").back("beslissen", "up", escalationCause="noCapacity")
    assert (road.facts["escalationLevel"], road.facts["escalationCause"]) == ("L3", "noCapacity")
    assert road.back("beslissen", "resolved").outcome == "resolved"


def test_without_a_decision_of_the_conference_the_next_rung_has_it() -> None:
    assert rung("L3").back("L3overleg", "unresolved").outcome == "up"


@pytest.mark.parametrize(("closed", "outcome"), [("resolved", "resolved"), ("up", "up")])
def test_what_the_conference_decides_is_recorded_by_whoever_chairs(closed: str, outcome: str) -> None:
    road = rung("L3").back("L3overleg", "resolved")
    assert road.open == {"L3"}
    assert road.do("L3", closedBy=closed).outcome == outcome


# -- P27


def test_closing_starts_again_while_something_is_open_or_the_second_look_says_not_yet() -> None:
    road = Road("P27", tables={"D17": {"durability": "durable"}}).begin()
    assert road.do("afsluiten", noOpenTasks=False).open == {"afsluiten"}
    assert road.do("afsluiten", noOpenTasks=True).do("controle", closureChecked="notYet").open == {"afsluiten"}
    road.do("afsluiten").do("controle", closureChecked="agreed")
    assert road.do("kopie").outcome == "closed"


def closed(**facts: object) -> Road:
    """A closed case on its way to the day on which the identity vault is emptied."""
    tables = {"D18": {"keep": "P90D", "limit": "P5Y"}}
    return Road("P27b", facts=facts, tables=tables).begin("casus.gesloten").do("plaats").late("negentig").do("losmaken")


def test_after_closing_less_and_less_is_kept() -> None:
    road = closed().late("jaar").late("tweeJaar").do("pseudonimiseren").late("vijfJaar").do("vernietigen")
    assert road.outcome is None, "money is kept longer"
    assert road.late("zevenJaar").do("geldWissen").outcome == "erased"


def test_within_a_year_a_closed_case_opens_again() -> None:
    road = closed(alias="Sami").hear("heropenen")
    assert (road.outcome, road.thrown) == ("reopened", ["melding.aangenomen"])
