"""The page of the plan and the page of the family."""

from tests.web.world import World

STEP = {
    "stap": "meegaan",
    "wat": "Samen naar de huisarts",
    "waarom": "Alleen durft hij niet.",
    "wie": "opvang.begeleider",
}


def test_a_step_that_fits_is_added_and_stands_among_what_everybody_does(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}/plan"
    alice = shown.visit("alice")
    assert page in alice.get(page.removesuffix("/plan")).text
    answer = alice.post(f"{page}/stap", on=page, dag="31-12-2027", **STEP)
    assert answer.location == page
    text = alice.get(page).text
    assert "Samen naar de huisarts" in text
    assert "Begeleider opvang" in text
    assert "maatwerk" in text


def test_what_is_missing_of_a_step_stands_at_its_question_and_what_was_typed_stays(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}/plan"
    answer = shown.visit("alice").post(f"{page}/stap", on=page, dag="31-02-2027", **{**STEP, "waarom": ""})
    assert answer.status_code == 422
    assert 'id="waarom-fout"' in answer.text
    assert 'id="dag-fout"' in answer.text
    assert 'value="Samen naar de huisarts"' in answer.text


def test_nobody_who_may_not_see_the_case_finds_its_plan_or_family(shown: World) -> None:
    charlie = shown.visit("charlie")
    for part in ("plan", "familie"):
        assert charlie.get(f"/zaken/{shown.references['Yasin']}/{part}").status_code == 404


def test_whoever_oversees_sees_that_a_promise_is_late_and_not_what_it_is_about(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}/plan"
    shown.visit("alice").post(f"{page}/stap", on=page, dag="31-12-2027", **{**STEP, "wat": "Naar de specialist"})
    text = shown.visit("coen").get(page).text
    assert "Naar de specialist" not in text
    assert "Begeleider opvang" in text
    assert 'name="waarom"' not in text


def test_a_family_is_related_with_the_consent_of_both_only(shown: World) -> None:
    page = f"/zaken/{shown.references['Yasin']}/familie"
    answer = shown.visit("alice").post(page, on=page, zaak="M-AAAA-AAAA", soort="partner")
    assert answer.status_code == 422
    assert "Beide personen moeten dit goed vinden" in answer.text
    assert "niet voor u" in answer.text
