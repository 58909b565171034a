"""The roads that come before a departure is even asked about: strengths, a place, a plan that is kept, a conference."""

import pytest

from tests.processes.road import Road

AT_HOME = {"route": "municipal", "owner": "gemeente.casuscoordinator", "reason": "x"}
NEAR = {"placeNow": True, "shelterOwner": "opvang.coordinator"}
ASKED = {"deelnemer": "opvang.begeleider"}


# -- P04, P04b: strengths, mediation


def test_strengths_end_with_the_top_three_and_wait_for_nobody_else() -> None:
    road = Road("P04").begin().do("inventariseren", valuationWanted=True)
    assert road.open == {"netwerk", "waarderen"}
    road.do("netwerk", familyMediationWish="yes").do("waarderen")
    assert (road.thrown, road.open) == (["bemiddeling.start"], {"top3"})
    assert road.do("top3").outcome == "known"


def test_without_wishes_the_top_three_is_next() -> None:
    road = Road("P04").begin().do("inventariseren", valuationWanted=False).do("netwerk", familyMediationWish="no")
    assert (road.thrown, road.open) == ([], {"top3"})


def test_silence_of_a_family_is_an_answer_and_four_rounds_are_the_most() -> None:
    road = Road("P04b").begin("bemiddeling.start").do("afspreken", mediationConsent=True, mediator="vwn.begeleider")
    for _ in range(4):
        road.do("contact").late("stil").do("bespreken", mediationNext="again")
    assert road.outcome == "finished"


def test_mediation_is_declined_or_stopped_without_a_reason() -> None:
    assert Road("P04b").begin("bemiddeling.start").do("afspreken", mediationConsent=False).outcome == "declined"
    road = Road("P04b").begin("bemiddeling.start").do("afspreken", mediationConsent=True, mediator="vwn.begeleider")
    assert road.hear("wilNiet").outcome == "Bemiddeling gestopt"


# -- P06: housing


def test_without_a_place_there_is_a_bed_tonight_and_a_search_tomorrow() -> None:
    road = Road("P06p", tables={"D13": AT_HOME}).begin().do("route").do("keuze", placeNow=False)
    assert road.do("noodbed").late("morgen").open == {"route"}


def test_a_place_is_found_when_somebody_says_that_it_is_there() -> None:
    road = Road("P06p", tables={"D13": AT_HOME}).begin().do("route").do("keuze", **NEAR).do("plaatsen")
    assert road.hear("plek").outcome == "placed"


def test_the_basics_are_told_once_and_housing_goes_on() -> None:
    road = Road("P06").begin("wonen.start", origin="M-1").back("vinden", "placed").do("basis").back("dag", "done")
    assert road.thrown == ["plek.tijdelijk", "basis.opOrde"]
    assert road.late("wachten").do("evalueren", housingNext="stay").outcome is None
    assert road.late("wachten").do("evalueren", housingNext="newPlace").open == {"vinden"}
    road.back("vinden", "placed").do("basis").back("dag", "done").late("wachten")
    assert road.do("evalueren", housingNext="stableExit").outcome == "stable"


def test_an_incident_leads_to_a_talk_beside_everything_else() -> None:
    road = Road("P06").begin("wonen.start", origin="M-1").hear("incidentGemeld")
    assert road.open == {"vinden", "naIncident"}
    assert road.do("naIncident").open == {"vinden"}


def test_what_the_law_does_not_allow_is_chosen_again() -> None:
    road = Road("P06d", facts={"ageStatus": "adult"}).begin().do("kiezen").do("nagaan", activityAllowed=False)
    assert road.open == {"kiezen"}
    assert road.do("kiezen").do("nagaan", activityAllowed=True).do("starten").outcome == "done"


def test_a_child_gets_a_school() -> None:
    road = Road("P06d", facts={"ageStatus": "doubtTreatAsMinor"}).begin()
    assert road.open == {"kiezen", "school"}
    road.do("school").do("kiezen").do("nagaan", activityAllowed=True)
    assert road.do("starten").outcome == "done"


def test_a_place_that_ends_is_followed_by_another_in_time() -> None:
    road = Road("P06v").begin("coa.eindeOpvang", placeUntil="2027-03-20").late("wachten")
    assert road.late("tweeDagen").open == {"vervolg", "bedRegelen"}
    road.do("bedRegelen").do("vervolg")
    assert (road.thrown, road.outcome) == (["plek.tijdelijk"], "arranged")
    assert Road("P06v").begin("plek.tijdelijk").outcome == "open"


# -- P08a, P08m: promises


def test_a_promise_is_kept_given_to_another_or_dropped() -> None:
    promise = {"actionText": "x", "actionOwner": "opvang.begeleider", "actionDue": "2027-03-10", "actionSource": "plan"}
    assert Road("P08a").begin("afspraak.gemaakt", **promise).do("nakomen", actionState="done").outcome == "done"
    road = Road("P08a").begin("afspraak.gemaakt", **promise).do("nakomen", actionState="cannot")
    assert road.do("verdelen", actionState="open").open == {"nakomen"}
    assert road.do("nakomen", actionState="cannot").do("verdelen", actionState="dropped").outcome == "dropped"


def test_the_choice_of_tailored_steps_stays_open() -> None:
    road = Road("P08m").begin()
    assert (road.open, road.outcome) == (set(), None)


# -- P09: the conference


AGENDA = [{"reason": "stalled", "about": "Intake", "asker": "P1", "askedOn": None}]


def prepared() -> Road:
    road = Road("P09b", facts={"conferenceParticipants": []}).begin(
        takes={"conferenceReason": "stalled", "agenda": AGENDA}
    )
    return road.do("vraag").do("noodzaak").do("stem")


def conference() -> Road:
    """A conference that was asked once, ready to decide."""
    road = Road("P09o").begin("overleg.nodig", reason="stalled", about="Intake", asker="P1")
    return road.back("voorbereiden", "ready")


def test_a_conference_is_prepared_by_its_question_who_may_be_there_and_the_voice_of_the_person() -> None:
    assert (prepared().outcome, prepared().facts["conferenceTrigger"]) == ("ready", "stalled")


def test_a_decision_is_explained_and_looked_at_again_when_the_person_disagrees() -> None:
    road = conference().do("overleg", conferenceResult="decided").do("terug", personDisagrees=True)
    assert road.open == {"heroverweging"}
    assert road.do("heroverweging").outcome == "resolved"
    agreed = conference().do("overleg", conferenceResult="decided")
    assert agreed.do("terug", personDisagrees=False).outcome == "resolved"


def test_without_a_decision_it_goes_back_to_whoever_asked() -> None:
    assert conference().do("overleg", conferenceResult="noDecision").outcome == "unresolved"


def test_another_cause_is_a_line_on_the_agenda_until_the_decision() -> None:
    road = conference().hear("erbijNog", reason="disagreement", about=None, asker="E2")
    assert [line["asker"] for line in road.facts["conferenceAgenda"]] == ["P1", "E2"]
    assert road.open == {"overleg"}
    with pytest.raises(ValueError, match="not enough values"):
        road.do("overleg", conferenceResult="decided").hear("erbijNog", reason="crisis", about=None, asker="P3")


def test_whoever_asked_waits_for_the_answer_of_its_own_conference() -> None:
    asked = Road("P09").begin(takes={"conferenceReason": "stalled"})
    assert (asked.thrown, asked.facts["conferenceAsker"]) == (["overleg.nodig"], "P1")
    assert asked.hear("wachten", askers=["P7", None], outcome="resolved").outcome is None
    assert asked.hear("wachten", askers=["P7", "P1"], outcome="unresolved").outcome == "unresolved"


def test_a_conference_for_which_nobody_waits_any_more_stops() -> None:
    road = conference().hear("erbijNog", reason="stalled", about=None, asker="E2").hear("laatLos", asker="P1")
    assert [line["asker"] for line in road.facts["conferenceAgenda"]] == ["E2"]
    assert road.hear("laatLos", asker="E2").outcome == "stopped"


def test_a_contribution_without_a_ground_is_deleted() -> None:
    assert Road("P09i", facts=ASKED).begin().do("geven", contributionBasis="consent").outcome == "given"
    assert Road("P09i", facts=ASKED).begin().do("geven", contributionBasis="none").do("wissen").outcome == "deleted"
    assert Road("P09i", facts=ASKED).begin().do("geven").open == {"wissen"}
