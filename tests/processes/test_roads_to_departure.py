"""The main roads of care, law, plan, orientation, return, money and departure, walked with the kernel alone."""

from datetime import UTC, date, datetime

import pytest

from tests.processes.road import Road

GREEN = {"result": "ok"}
RED = {"result": "stop"}
PREPARED = {"D09": [GREEN] * 13}
GATES = {"D09": [GREEN] * 14}
SHUT = {"D09": [GREEN] * 13 + [RED]}
BAN = {"returnPossible": "yes", "route": "standard", "actions": "x"}
AMOUNT = {"cash": 615, "inKind": 2000, "total": 2615, "approvalAbove": 2615, "ceiling": 2615}
FLIGHT = datetime(2027, 3, 10, 12, tzinfo=UTC)


# -- P05: care


def screened(**screening: object) -> Road:
    answer = {"band": "low", "careStep": "repeat", "within": "P84D"}
    road = Road("P05s", tables={"D12": answer | screening}, facts={"originCase": "M-1"}).begin()
    return road.do("screenen", suicidality="none")


def care() -> Road:
    """Care of a person who agreed to a screening, which runs."""
    return Road("P05").begin("zorg.start", origin="M-1", language="ary").do("aanbieden", consentScreening=True)


def test_refusing_a_screening_only_means_that_planning_can_go_on() -> None:
    road = Road("P05").begin("zorg.start", origin="M-1").do("aanbieden", consentScreening=False)
    assert (road.thrown, road.open) == (["planReadiness.bekend"], {"zorg"})
    assert road.back("zorg", "running").late("later").open == {"aanbieden"}


def test_danger_is_met_before_anything_else() -> None:
    road = screened(band="crisis")
    assert (road.thrown, road.open) == (["crisis.signaal"], {"veilig"})
    assert road.do("veilig").open == {"bespreken"}


def test_readiness_is_told_before_care_is_arranged_and_care_goes_on() -> None:
    part = screened().do("bespreken", planReadiness="treatmentFirst", referral="ggz").do("delen")
    assert (part.thrown, part.outcome) == ([], "Uitkomst besproken")
    road = care()
    assert (road.thrown, road.open) == ([], {"screening"})
    road.back("screening", "Uitkomst besproken")
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
    going = care().back("screening", "Uitkomst besproken")
    going.facts["careEnd"] = "personStops"  # an answer in the part
    assert going.back("zorg", "running").outcome == "finished"


# -- P07: the legal check


def checked(**facts: object) -> Road:
    road = Road("P07", tables={"D06": BAN}).begin().do("stukken", **facts)
    return road.do("toetsen")


def test_the_plain_check_leads_to_the_honest_talk() -> None:
    road = checked(art64="notIndicated")
    assert (road.open, road.thrown) == ({"kansengesprek"}, [])
    assert road.do("kansengesprek", secondOpinion="declined").outcome == "known"


def test_a_medical_reason_is_asked_and_waited_for() -> None:
    road = checked(art64="indicated")
    assert road.open == {"artikel64"}
    assert road.back("artikel64", "decided").open == {"kansengesprek"}
    asked = Road("P07m").begin().do("aanvraag", art64AskedOn=date(2027, 3, 1))
    assert (asked.thrown, asked.facts["art64"]) == (["ind.64"], "pending")
    asked.hear("besluit64", art64="granted", until=date(2027, 9, 1))
    assert (asked.outcome, asked.facts["art64"], asked.thrown[1:]) == ("decided", "granted", ["art64.loopt"])


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
    road = Road("P07t", facts={"departureTermEnd": date(2027, 3, 1)}).begin("termijn.loopt").late("twee")
    road.do("verlengen").late("een").do("slaapplek").late("voorbij")
    assert road.do("situatie").outcome == "watched"


def test_nobody_watches_the_term_of_somebody_who_left() -> None:
    road = Road("P07t", facts={"departureTermEnd": date(2027, 3, 29)}).begin("termijn.loopt").hear("uitreis")
    assert road.outcome is not None


# -- P08: the joint plan


def plan(*partners: str) -> Road:
    return Road("P08").begin().do("stem", planPartners=list(partners))


def discussed(choice: str) -> Road:
    road = Road("P08b").begin().do("samenstellen").do("uitreiken").late("bedenktijd")
    return road.do("tekenen", planChoice=choice)


def chosen(choice: str) -> Road:
    road = plan()
    road.facts["planChoice"] = choice
    return road.back("bespreken", "-")


def test_every_partner_is_asked_before_the_plan_is_made() -> None:
    road = plan("ggd.zorgcoordinator")
    assert road.open == {"toezeggen"}
    assert road.do("toezeggen", commitment="given").open == {"bespreken"}


def test_nobody_signs_within_the_reflection() -> None:
    road = Road("P08b").begin().do("samenstellen").do("uitreiken")
    assert road.open == set()
    assert road.late("bedenktijd").open == {"tekenen"}


@pytest.mark.parametrize("choice", ["signed", "agreedUnsigned"])
def test_a_plan_runs_with_or_without_a_signature(choice: str) -> None:
    assert discussed(choice).outcome == "Plan besproken"
    road = chosen(choice)
    assert (road.outcome, road.thrown) == (choice, ["plan.loopt"])


def test_a_declined_plan_leaves_contact_bed_and_care() -> None:
    assert discussed("declined").outcome == "Plan besproken"
    road = chosen("declined")
    assert road.open == {"minimaal"}
    assert road.do("minimaal").outcome == "declined"


def test_after_three_rounds_of_change_somebody_else_must_look() -> None:
    road = discussed("change")
    for _ in range(2):
        road.do("samenstellen").do("uitreiken").late("bedenktijd").do("tekenen", planChoice="change")
    assert (road.outcome, road.facts["planRound"]) == ("Drie rondes geweest", 3)
    assert chosen("change").outcome == "unresolved"


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


# -- P11, P11g, P11p, P11d, P11w: preparing the return


def preparing(**ban: str) -> Road:
    road = Road("P11v", tables={"D06": BAN | ban, "D07": []}).begin().do("aanmelden")
    return road.hear("bevestiging", iomAccepted=True, stateHasNoObjection=True)


def consented() -> Road:
    return Road("P11").begin().do("toestemming", consentIomTransfer=True)


def test_without_consent_nothing_goes_to_iom() -> None:
    road = Road("P11").begin().do("toestemming", consentIomTransfer=False)
    assert (road.outcome, road.thrown) == ("cancelled", [])


def test_the_ordinary_road_makes_a_plan_and_goes_to_the_gate() -> None:
    assert preparing().back("planMaken", "ready").outcome == "ready"
    road = consented().back("voorbereiden", "ready")
    assert road.open == {"laatste"}
    assert road.back("laatste", "departed").outcome == "departed"


def test_a_heavy_ban_is_a_road_of_its_own_and_no_refusal() -> None:
    road = preparing(returnPossible="viaSob", route="sob")
    assert road.open == {"zwareWeg"}
    assert road.back("zwareWeg", "ready").open == {"planMaken"}


def test_a_return_that_is_not_safe_leads_to_protection() -> None:
    road = preparing(returnPossible="no", route="stabiliseFirst").back("zwareWeg", "protection")
    assert road.outcome == "protection"
    assert consented().back("voorbereiden", "protection").outcome == "protection"
    assert consented().hear("nietVeilig").outcome == "protection"


def test_who_stops_while_the_plan_is_made_owes_nothing() -> None:
    road = consented().hear("gestopt")
    assert (road.outcome, road.thrown[-1]) == ("cancelled", "vertrek.gestopt")


def ready() -> Road:
    return Road("P11g").begin().back("klaarmaken", "ready")


def signed(tables: dict[str, object]) -> Road:
    road = Road("P11k", tables=tables).begin(takes={"alGegeven": None}).do("uitreiken").late("bedenktijd")
    return road.do("tekenen", returnPlanSigned=True)


def test_green_gates_lead_to_booking() -> None:
    road = signed(PREPARED).do("vragen")
    assert (road.outcome, road.facts["gateOpen"]) == ("ready", True)
    assert ready().back("vertrek", "departed").outcome == "departed"


def test_one_red_gate_leads_round_until_it_is_green_or_the_person_stops() -> None:
    road = signed(SHUT).do("vragen")
    assert road.open == {"blokkade"}
    assert road.do("blokkade", blockResult="retry").open == {"vragen"}
    assert road.do("vragen").do("blokkade", blockResult="stop").outcome == "stopped"


@pytest.mark.parametrize("how", ["stopped while making ready", "a signal"])
def test_who_stops_before_booking_has_nothing_to_undo(how: str) -> None:
    road = Road("P11g").begin()
    road = road.hear("gestopt") if how == "a signal" else road.back("klaarmaken", "stopped")
    assert (road.outcome, road.thrown) == ("cancelled", ["vertrek.gestopt"])


@pytest.mark.parametrize("answer", [None, [], [GREEN] * 12])
def test_a_gate_that_answers_too_little_stays_shut(answer: object) -> None:
    assert signed({"D09": answer}).do("vragen").open == {"blokkade"}


def test_a_plan_that_was_not_signed_is_handed_over_again_with_its_days() -> None:
    road = (
        Road("P11k", tables=SHUT)
        .begin(takes={"alGegeven": None})
        .do("uitreiken")
        .late("bedenktijd")
        .do("tekenen", returnPlanSigned=False)
    )
    assert road.do("vragen").do("blokkade", blockResult="retry").open == {"uitreiken"}


def test_after_a_pause_every_question_is_asked_again_and_never_during_it() -> None:
    road = ready()
    road.facts["departurePaused"] = True
    assert road.back("vertrek", "paused").open == set()
    assert road.hear("voorbij").open == {"klaarmaken"}
    again = Road("P11k", facts={"returnPlanSigned": True}).begin(takes={"alGegeven": True})
    assert again.open == {"vragen"}


def test_a_pause_that_is_over_before_the_journey_is_undone_is_not_waited_for() -> None:
    assert ready().back("vertrek", "paused").open == {"klaarmaken"}


def test_a_doubt_is_talked_over_with_somebody_else_while_nothing_is_lost() -> None:
    road = Road("P11d").begin("persoon.twijfelt")
    assert road.open == {"gesprek"}
    assert road.do("gesprek", doubtChoice="goOn").thrown == []
    assert Road("P11d").begin("persoon.twijfelt").do("gesprek", doubtChoice="stop").thrown == ["voorbereiding.stopt"]


def test_a_pause_holds_until_a_person_lifts_it() -> None:
    road = Road("P11w").begin("pauze.vertrek")
    assert (road.thrown, road.facts["departurePaused"], road.open) == (["vertrek.pauze"], True, {"gesprek"})
    assert road.do("gesprek").hear("opgeheven").thrown == ["vertrek.pauze", "pauze.voorbij"]
    assert road.facts["departurePaused"] is False


def test_the_return_plan_needs_all_its_parts() -> None:
    road = Road("P11p", facts={"supportWanted": False}).begin()
    assert road.open == {"nieuwBegin", "zorg", "wonen", "reisdocument"}
    road.back("nieuwBegin", "ready").do("zorg").do("wonen").back("reisdocument", "issued").hear(
        "akkoord", receptionAgreed=True
    )
    assert road.outcome == "ready"


def test_eurp_waits_for_its_partner() -> None:
    assert Road("P11e").begin().do("plan", programmes=["REAN"]).outcome == "ready"
    road = Road("P11e").begin().do("plan", programmes=["EURP"])
    assert (road.outcome, road.thrown) == (None, ["riat.aanmelding"])
    assert road.hear("riatAkkoord", riatRegisteredOn="2027-03-01").outcome == "ready"


def test_a_valid_passport_needs_no_new_document_and_a_wish_for_support_calls_the_fund() -> None:
    facts = {"travelDocStatus": "issued", "travelDocValidUntil": date(2028, 1, 1), "supportWanted": True}
    road = Road("P11p", facts=facts).begin()
    assert road.open == {"nieuwBegin", "zorg", "wonen", "steun"}
    assert road.back("steun", "granted").facts["awardOutcome"] == "granted"


def test_what_the_fund_granted_on_the_heavy_road_is_not_asked_again() -> None:
    facts = {"travelDocStatus": "issued", "travelDocValidUntil": date(2028, 1, 1), "supportWanted": True}
    assert "steun" not in Road("P11p", facts=facts | {"awardOutcome": "granted"}).begin().open


# -- P11a, P11l, P11b: the document and the heavy ban


@pytest.mark.parametrize("fear", [True, None])
def test_whoever_may_fear_the_own_authorities_gets_advice_first(fear: bool | None) -> None:
    assert Road("P11a").begin().do("weg", fearOfAuthorities=fear, documentRoute="viaIOM").open == {"advies"}


def test_nobody_asks_an_embassy_when_that_is_not_safe() -> None:
    road = Road("P11a").begin().do("weg", fearOfAuthorities=True).do("advies", authoritiesSafe=None)
    assert (road.outcome, road.thrown) == ("protection", [])


def test_silence_climbs_and_never_falls_back_on_the_person() -> None:
    road = Road("P11l").begin().late("dertig")
    assert road.open == {"navragen"}
    assert road.do("navragen").late("honderdtwintig").thrown == ["escalatie.nodig"]
    road.late("honderdtachtig").back("overleg", "resolved")
    assert road.do("besluiten", documentChoice="noFault").outcome == "noFault"


def heavy(possible: str) -> Road:
    table = {"D06": {"returnPossible": possible, "route": "heavyBan", "actions": "x"}}
    return Road("P11b", tables=table).begin().do("lezen")


def test_with_a_heavy_ban_one_may_always_leave_by_choice() -> None:
    road = heavy("yes")
    assert road.open == {"herintegratie"}
    assert road.back("herintegratie", "ready").do("pakket").outcome == "ready"


def test_a_sentence_is_interrupted_only_when_that_is_granted() -> None:
    assert heavy("viaSob").do("sob").hear("besluit", sobDecision="granted").open == {"herintegratie"}
    assert heavy("viaSob").do("sob").hear("besluit", sobDecision="refused").open == {"strafzaak"}


def test_an_open_case_comes_first_and_a_risk_ends_the_road() -> None:
    assert heavy("notYet").open == {"strafzaak"}
    assert heavy("no").outcome == "protection"


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
    road = Road("P13r", tables=tables).begin().do("boeken", flightAt=FLIGHT)
    return road.do("vrijwillig").do("fit").do("afmelden")


def journey(result: str | None) -> Road:
    return Road("P13", facts={"departureResult": result}).begin().back("totAanBoord", "-")


def test_boarding_tells_the_others_and_waits_for_the_arrival() -> None:
    road = at_the_gate(GATES).do("begeleiden").hear("boarding", departedAt=FLIGHT)
    assert (road.outcome, road.facts["departureResult"]) == ("Vertrokken", "departed")
    road = journey("departed")
    assert (road.thrown, road.open) == (["uitreis"], {"aankomst"})
    assert road.back("aankomst", "arrived").outcome == "departed"


@pytest.mark.parametrize("event", ["noShow", "stopt"])
def test_who_does_not_board_is_helped_home(event: str) -> None:
    road = at_the_gate(GATES).do("begeleiden").hear(event, noShowReason="ill")
    assert road.facts["departureResult"] == "cancelled"
    road = journey("cancelled")
    assert road.open == {"terug"}
    assert road.back("terug", "home").outcome == "cancelled"


def test_a_bed_does_not_wait_for_the_ticket() -> None:
    road = Road("P13b").begin()
    assert road.open == {"bed", "annuleren"}
    assert road.do("bed").do("annuleren").outcome == "home"


@pytest.mark.parametrize("event", ["eerderGestopt", "naTwijfel"])
def test_stopping_is_possible_before_the_gate_too(event: str) -> None:
    road = Road("P13").begin().hear(event)
    assert (road.open, road.back("terug", "home").outcome) == ({"terug"}, "cancelled")


def test_a_pause_undoes_the_journey_and_keeps_the_road() -> None:
    road = Road("P13").begin().hear("pauze")
    assert (road.open, road.back("terug", "home").outcome) == ({"terug"}, "paused")


def test_a_red_gate_cancels_the_journey() -> None:
    assert at_the_gate(SHUT).outcome == "Poort dicht"
    assert journey(None).open == {"terug"}


def test_thirteen_gates_are_not_enough_to_board() -> None:
    assert at_the_gate({"D09": [GREEN] * 13}).outcome == "Poort dicht"


def test_after_48_hours_of_silence_somebody_asks_the_mission() -> None:
    road = Road("P13a", facts={"departedAt": FLIGHT}).begin().late("stil")
    assert road.open == {"navragen"}
    assert road.do("navragen").hear("wachten", arrivalConfirmed=FLIGHT).thrown == ["aankomst"]
    assert road.do("bewijs").outcome == "arrived"
    assert (road.facts["departedEU"], str(road.facts["entryBanStart"])) == (True, "2027-03-10")


def test_only_who_has_a_ban_is_told_when_it_is_half_over() -> None:
    free = Road("P13a", facts={"departedAt": FLIGHT, "entryBan": "none"}).begin().hear("wachten").do("bewijs")
    banned = Road("P13a", facts={"departedAt": FLIGHT, "entryBan": "10y"}).begin().hear("wachten").do("bewijs")
    assert (free.thrown, banned.thrown) == (["aankomst"], ["aankomst", "verbod.loopt"])
