"""The main roads of care, law, plan, orientation, return, money and departure, walked with the kernel alone."""

from datetime import UTC, date, datetime

import pytest

from tests.processes.road import Road

GREEN = {"result": "ok"}
RED = {"result": "stop"}
GATES = {"D09": [GREEN] * 13}
SHUT = {"D09": [GREEN] * 12 + [RED]}
BAN = {"returnPossible": "yes", "route": "standard", "actions": "x"}
AMOUNT = {"cash": 615, "inKind": 2000, "total": 2615, "approvalAbove": 2615, "ceiling": 2615}
FLIGHT = datetime(2027, 3, 10, 12, tzinfo=UTC)


# -- P05: care


def care(**screening: object) -> Road:
    answer = {"band": "low", "careStep": "repeat", "within": "P84D"}
    road = Road("P05", tables={"D12": answer | screening}).begin("zorg.start", origin="M-1", language="ary")
    return road.do("aanbieden", consentScreening=True).do("screenen", suicidality="none")


def test_refusing_a_screening_only_means_that_planning_can_go_on() -> None:
    road = Road("P05").begin("zorg.start", origin="M-1").do("aanbieden", consentScreening=False)
    assert (road.thrown, road.open) == (["planReadiness.bekend"], {"zorg"})
    assert road.back("zorg", "running").late("later").open == {"aanbieden"}


def test_danger_is_met_before_anything_else() -> None:
    road = care(band="crisis")
    assert road.open == {"veilig"}
    assert road.do("veilig").open == {"bespreken"}


def test_readiness_is_told_before_care_is_arranged_and_care_goes_on() -> None:
    road = care().do("bespreken", planReadiness="treatmentFirst", referral="ggz").do("delen")
    assert (road.thrown, road.open) == (["planReadiness.bekend"], {"zorg"})
    assert road.back("zorg", "running").outcome is None
    assert road.late("later").open == {"aanbieden"}


def test_whoever_waits_for_treatment_has_bridging_at_once_and_contact_every_week() -> None:
    road = Road("P05z", facts={"consentScreening": True, "referral": "ggz"}).begin()
    assert road.open == {"verwijzen", "overbruggen"}
    road.do("overbruggen").do("verwijzen").hear("intake").late("elkeWeek")
    assert road.open == {"contact"}
    assert road.do("contact").hear("behandeling").outcome == "running"


def test_signs_of_torture_lead_to_advice_beside_whatever_else_is_needed() -> None:
    road = Road("P05z", facts={"consentScreening": True, "referral": "gp", "tortureSigns": "possible"}).begin()
    assert road.open == {"gesprek", "immo"}
    assert Road("P05z", facts={"consentScreening": False, "tortureSigns": "yes"}).begin().outcome == "running"


def test_care_ends_only_by_its_own_message_or_its_own_answer() -> None:
    assert care().hear("zorgEindigt", careEnd="handedOver").do("overdragen").outcome == "Zorg overgedragen"
    stopped = care().do("bespreken", referral="none").do("delen", careEnd="personStops").back("zorg", "running")
    assert stopped.outcome == "finished"


# -- P07: the legal check


def checked(**facts: object) -> Road:
    road = Road("P07", tables={"D06": BAN}).begin().do("stukken", **facts)
    return road.do("toetsen")


def test_the_plain_check_leads_to_the_honest_talk() -> None:
    road = checked(art64="notIndicated")
    assert (road.open, road.thrown) == ({"kansengesprek"}, [])
    assert road.do("kansengesprek", secondOpinion="declined").outcome == "known"


def test_a_medical_reason_is_asked_and_waited_for() -> None:
    road = checked(art64="indicated").do("artikel64").hear("besluit64", art64="granted")
    assert (road.open, road.facts["art64"]) == ({"kansengesprek"}, "granted")


def test_a_running_term_is_watched_without_holding_up_the_check() -> None:
    road = checked(departureTermEnd=date(2027, 3, 20))
    assert (road.thrown, road.open) == (["termijn.loopt"], {"kansengesprek"})


def test_a_second_opinion_comes_from_another_lawyer() -> None:
    road = checked().do("kansengesprek", secondOpinion="taken")
    assert road.open == {"tweedeMening"}
    assert road.do("tweedeMening").outcome == "known"


def test_a_new_fact_opens_the_check_again() -> None:
    assert Road("P07", tables={"D06": BAN}).begin("nieuw.feit").open == {"stukken"}


def test_the_term_asks_for_an_extension_a_bed_and_a_look_around() -> None:
    road = Road("P07t", facts={"departureTermEnd": date(2027, 3, 29)}).begin("termijn.loopt").late("twee")
    road.do("verlengen").late("een").do("slaapplek").late("voorbij")
    assert road.do("situatie").outcome == "watched"


def test_nobody_watches_the_term_of_somebody_who_left() -> None:
    road = Road("P07t", facts={"departureTermEnd": date(2027, 3, 29)}).begin("termijn.loopt").hear("uitreis")
    assert road.outcome is not None


# -- P08: the joint plan


def plan(*partners: str) -> Road:
    return Road("P08").begin().do("stem", planPartners=list(partners))


def discussed(choice: str) -> Road:
    road = plan().do("samenstellen").do("uitreiken").late("bedenktijd")
    return road.do("tekenen", planChoice=choice)


def test_every_partner_is_asked_before_the_plan_is_made() -> None:
    road = plan("ggd.zorgcoordinator")
    assert road.open == {"toezeggen"}
    assert road.do("toezeggen", commitment="given").open == {"samenstellen"}


def test_nobody_signs_within_the_reflection() -> None:
    road = plan().do("samenstellen").do("uitreiken")
    assert road.open == set()
    assert road.late("bedenktijd").open == {"tekenen"}


@pytest.mark.parametrize("choice", ["signed", "agreedUnsigned"])
def test_a_plan_runs_with_or_without_a_signature(choice: str) -> None:
    road = discussed(choice)
    assert (road.outcome, road.thrown) == (choice, ["plan.loopt"])


def test_a_declined_plan_leaves_contact_bed_and_care() -> None:
    road = discussed("declined")
    assert road.open == {"minimaal"}
    assert road.do("minimaal").outcome == "declined"


def test_after_three_rounds_of_change_somebody_else_must_look() -> None:
    road = discussed("change")
    for _ in range(2):
        road.do("samenstellen").do("uitreiken").late("bedenktijd").do("tekenen", planChoice="change")
    assert road.outcome == "unresolved"


def test_a_new_plan_starts_the_reviews_again_instead_of_doubling_them() -> None:
    road = Road("P08e").begin("plan.loopt").late("wachten").do("evalueren", reviewResult="goOn")
    assert road.facts["reviewRound"] == 2
    assert road.hear("nieuwPlan").facts["reviewRound"] == 1
    assert road.late("wachten").do("evalueren", reviewResult="stop").outcome == "stopped"


# -- P10: orientation


def test_who_does_not_want_to_talk_is_left_in_peace_for_28_days() -> None:
    road = Road("P10").begin().do("aanbieden", consentOrientation=True, preference="notDiscuss")
    assert road.open == set()
    assert road.late("rust").outcome == "undecided"


def talked(**wishes: object) -> Road:
    return Road("P10").begin().do("aanbieden", consentOrientation=True).do("gesprek", **wishes)


def test_only_what_helps_is_done_before_the_facts_are_told_back() -> None:
    assert talked().open == {"terugvertellen"}
    assert talked(destination="MA", peerTalkWanted=True).open == {"land", "contact"}


@pytest.mark.parametrize(
    ("step", "outcome"),
    [("planReturn", "return"), ("planOnward", "onward"), ("planStay", "stay"), ("pause", "undecided")],
)
def test_return_onward_and_stay_stand_side_by_side(step: str, outcome: str) -> None:
    assert talked().do("terugvertellen", nextStep=step).outcome == outcome


# -- P11: preparing the return


def prepared(tables: dict[str, object]) -> Road:
    road = Road("P11", tables={"D06": BAN, "D07": []} | tables).begin().do("toestemming", consentIomTransfer=True)
    road.do("aanmelden").hear("bevestiging", iomAccepted=True, stateHasNoObjection=True).back("planMaken", "ready")
    return road.do("uitreiken").late("bedenktijd").do("tekenen", returnPlanSigned=True)


def test_without_consent_nothing_goes_to_iom() -> None:
    road = Road("P11").begin().do("toestemming", consentIomTransfer=False)
    assert (road.outcome, road.thrown) == ("cancelled", [])


def test_green_gates_lead_to_booking() -> None:
    road = prepared(GATES).do("vragen")
    assert (road.open, road.facts["gateOpen"]) == ({"vertrek"}, True)
    assert road.back("vertrek", "departed").outcome == "departed"


def test_one_red_gate_leads_round_until_it_is_green_or_the_person_stops() -> None:
    road = prepared(SHUT).do("vragen")
    assert road.open == {"blokkade"}
    assert road.do("blokkade", blockResult="retry").open == {"vragen"}
    assert road.do("vragen").do("blokkade", blockResult="stop").outcome == "cancelled"
    assert road.thrown[-1] == "vertrek.gestopt"


@pytest.mark.parametrize("answer", [None, [], [GREEN] * 11])
def test_a_gate_that_answers_too_little_stays_shut(answer: object) -> None:
    assert prepared({"D09": answer}).do("vragen").open == {"blokkade"}


def test_a_doubt_is_talked_over_with_somebody_else_while_nothing_is_lost() -> None:
    road = prepared(GATES).hear("twijfel")
    assert road.open == {"vragen", "gesprek"}
    assert road.do("gesprek", doubtChoice="goOn").open == {"vragen"}
    road.hear("twijfel").do("gesprek", doubtChoice="stop")
    assert (road.outcome, road.thrown[-2:]) == ("cancelled", ["voorbereiding.stopt", "vertrek.gestopt"])


def test_the_return_plan_needs_all_its_parts() -> None:
    road = Road("P11p", facts={"supportWanted": False}).begin()
    assert road.open == {"plan", "zorg", "wonen", "reisdocument"}
    road.do("plan").do("zorg").do("wonen").do("reisdocument").hear("akkoord", receptionAgreed=True)
    assert road.outcome == "ready"


def test_a_valid_passport_needs_no_new_document_and_a_wish_for_support_calls_the_fund() -> None:
    facts = {"travelDocStatus": "issued", "travelDocValidUntil": date(2028, 1, 1), "supportWanted": True}
    road = Road("P11p", facts=facts).begin()
    assert road.open == {"plan", "zorg", "wonen", "steun"}
    assert road.back("steun", "granted").facts["awardOutcome"] == "granted"


# -- P12 and P12u: money


def proposed(**proposal: object) -> Road:
    road = Road("P12", tables={"D07": [], "D08": AMOUNT}).begin()
    road.do("aanvraag", adultCount=1, minorCount=0, unaccompaniedMinorCount=0)
    return road.do("voorstel", deviates=False, awardTotal=2615, **proposal)


def test_the_amount_is_looked_up_for_the_day_of_the_request() -> None:
    road = proposed()
    assert (str(road.facts["awardRequestedOn"]), road.facts["entitledTotal"]) == ("2027-03-01", 2615)
    assert road.open == {"besluit"}


def test_a_family_gets_the_sum_of_what_each_may_get() -> None:
    road = Road("P12", tables={"D07": [], "D08": AMOUNT}).begin()
    road.do("aanvraag", adultCount=2, minorCount=3, unaccompaniedMinorCount=0)
    assert road.facts["entitledTotal"] == 5 * 2615


def test_a_grant_is_put_on_paper_and_starts_the_payment() -> None:
    road = proposed().do("besluit", awardDecision="granted")
    assert road.do("brief").outcome == "granted"
    assert (road.thrown, road.facts["amountsOnPaper"]) == (["steun.toegekend"], True)


def test_a_refusal_is_put_on_paper_too() -> None:
    assert proposed().do("besluit", awardDecision="refused").do("afwijzing").outcome == "refused"


def test_a_deviation_asks_a_second_agreement_and_a_no_leads_back() -> None:
    road = Road("P12", tables={"D07": [], "D08": AMOUNT}).begin().do("aanvraag", adultCount=1)
    road.do("voorstel", deviates=True, awardTotal=2000)
    assert road.open == {"akkoordL2"}
    assert road.do("akkoordL2", l2Decision="refused").open == {"voorstel"}
    assert road.do("voorstel", deviates=True).do("akkoordL2", l2Decision="agreed").open == {"besluit"}


def test_nothing_above_the_ceiling_is_ever_decided() -> None:
    road = Road("P12", tables={"D07": [], "D08": AMOUNT}).begin().do("aanvraag", adultCount=1)
    assert road.do("voorstel", deviates=True, awardTotal=2616).open == {"voorstel"}


def test_an_unpublished_amount_always_asks_a_second_agreement() -> None:
    road = Road("P12", tables={"D07": [], "D08": None}).begin().do("aanvraag", adultCount=1)
    assert road.do("voorstel", deviates=False, awardTotal=100).open == {"akkoordL2"}


def test_a_withdrawn_request_releases_what_was_reserved() -> None:
    assert proposed().hear("ingetrokken").do("vrijgeven").outcome == "cancelled"


def payment(moment: str) -> Road:
    return Road("P12u").begin("steun.toegekend", payoutMoment=moment, awardTotal=2615)


@pytest.mark.parametrize(
    ("moment", "event"), [("boarding", "uitreis"), ("arrival", "aankomst"), ("milestone", "mijlpaal")]
)
def test_the_award_is_paid_at_its_own_moment(moment: str, event: str) -> None:
    road = payment(moment).hear(event).do("betalen").do("bewijs")
    assert (road.outcome, road.facts["paid"]) == ("paid", True)


def test_a_departure_that_stops_releases_the_award_and_costs_nothing() -> None:
    road = payment("arrival").hear("stopt").do("vrijgeven")
    assert (road.outcome, road.facts["paid"]) == ("released", False)


# -- P13 and P13a: departure


def at_the_gate(tables: dict[str, object]) -> Road:
    road = Road("P13", tables=tables).begin().do("boeken", flightAt=FLIGHT)
    return road.do("vrijwillig").do("fit").do("afmelden")


def test_boarding_tells_the_others_and_waits_for_the_arrival() -> None:
    road = at_the_gate(GATES).do("begeleiden").hear("boarding", departedAt=FLIGHT)
    assert (road.thrown, road.open) == (["uitreis"], {"aankomst"})
    assert road.back("aankomst", "arrived").outcome == "departed"


@pytest.mark.parametrize("event", ["noShow", "stopt"])
def test_who_does_not_board_has_a_bed_that_night(event: str) -> None:
    road = at_the_gate(GATES).do("begeleiden").hear(event, noShowReason="ill")
    assert road.open == {"bed"}
    assert road.do("bed").outcome == "cancelled"


def test_stopping_is_possible_before_the_gate_too() -> None:
    assert Road("P13").begin().hear("eerderGestopt").open == {"bed"}


def test_a_red_gate_cancels_the_journey_and_finds_a_bed() -> None:
    road = at_the_gate(SHUT)
    assert road.open == {"annuleren"}
    assert road.do("annuleren").open == {"bed"}


def test_twelve_gates_are_not_enough_to_board() -> None:
    assert at_the_gate({"D09": [GREEN] * 12}).open == {"annuleren"}


def test_after_48_hours_of_silence_somebody_asks_the_mission() -> None:
    road = Road("P13a", facts={"departedAt": FLIGHT}).begin().late("stil")
    assert road.open == {"navragen"}
    assert road.do("navragen").hear("wachten", arrivalConfirmed=FLIGHT).thrown == ["aankomst"]
    assert road.do("bewijs").outcome == "arrived"
    assert (road.facts["departedEU"], str(road.facts["entryBanStart"])) == (True, "2027-03-10")


def test_a_doubt_after_booking_is_talked_over_and_a_no_stops_the_journey() -> None:
    road = Road("P13").begin().hear("twijfel")
    assert road.open == {"boeken", "gesprek"}
    assert road.do("gesprek", doubtChoice="stop").thrown == ["persoon.stopt"]


def test_a_doubt_that_comes_too_late_does_not_stop_the_case_of_somebody_who_left() -> None:
    road = at_the_gate(GATES).hear("twijfel").do("begeleiden").hear("boarding", departedAt=FLIGHT)
    assert road.do("gesprek", doubtChoice="stop").thrown == ["uitreis"]
