"""One task: its form, its draft, and what happens when two people want it."""

from tests.web.world import DO_NOT, World


def contact(world: World, alias: str) -> tuple[str, int]:
    """Somebody new, and the address and version of the task to talk with them."""
    world.arrive(alias)
    task = world.task(alias, "Eerste contact")
    return f"/taken/{task.id}", task.version


def test_the_page_shows_the_form_the_term_and_who_sees_an_answer(shown: World) -> None:
    task = shown.task("Mariam", "Eerste contact")
    text = shown.visit("tara").get(f"/taken/{task.id}").text
    assert "Heeft u de persoon zelf gesproken?" in text
    assert "<legend" in text
    assert "uiterlijk" in text
    assert "Wie ziet dit antwoord" in text


def test_what_not_to_do_is_in_view_for_who_directs_the_case(shown: World) -> None:
    shown.arrive("Stil", steps=8)
    task = shown.tasks("Stil")[0]
    assert DO_NOT in shown.visit("alice").get(f"/taken/{task.id}").text


def test_wrong_answers_come_back_with_a_summary_that_links_to_the_fields(shown: World) -> None:
    page, version = contact(shown, "Leeg")
    answer = shown.visit("tara").post(page, doe="afronden", versie=version, on=page)
    assert answer.status_code == 422
    assert "<title>Fout: Eerste contact" in answer.text
    assert 'href="#f-spokeWithPerson"' in answer.text
    assert 'id="f-spokeWithPerson"' in answer.text
    assert 'id="f-spokeWithPerson-fout"' in answer.text


def test_completing_says_what_happens_next_and_for_whom(shown: World) -> None:
    shown.arrive("Klaar", steps=1)
    task = shown.task("Klaar", "Eerste contact")
    page = f"/taken/{task.id}"
    answer = shown.visit("tara").post(
        page, doe="afronden", versie=task.version, sleutel="klaar-1", spokeWithPerson="false", on=page
    )
    assert answer.status_code == 200, answer.text
    assert '<h1 class="utrecht-heading-1" tabindex="-1" autofocus>De taak is afgerond</h1>' in answer.text
    assert "Opzoeken op een veilige plek" in answer.text


def test_the_same_press_twice_completes_once(shown: World) -> None:
    page, version = contact(shown, "Dubbel")
    tara = shown.visit("tara")
    fields = {"doe": "afronden", "versie": version, "sleutel": "dubbel-1", "spokeWithPerson": "false"}
    token = tara.token(page)
    answers = [tara.client.post(page, data={"csrf_token": token, **fields}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "dit was al gedaan" in answers[1].text


def test_without_javascript_a_button_brings_the_questions_up_to_date(shown: World) -> None:
    page, version = contact(shown, "Zonder")
    tara = shown.visit("tara")
    before = tara.get(page).text
    after = tara.post(page, doe="bijwerken", versie=version, spokeWithPerson="true", on=page).text
    assert "Werk het formulier bij" in before
    assert "Waar slaapt de persoon vannacht?" not in before
    assert "Waar slaapt de persoon vannacht?" in after


def test_a_page_with_javascript_asks_for_the_questions_alone(shown: World) -> None:
    page, version = contact(shown, "Met")
    text = shown.visit("tara").post(f"{page}/velden", versie=version, spokeWithPerson="true", on=page).text
    assert "Waar slaapt de persoon vannacht?" in text
    assert "<html" not in text


def test_a_draft_is_kept_and_shown_to_its_writer_alone(shown: World) -> None:
    page, version = contact(shown, "Concept")
    tara = shown.visit("tara")
    tara.post(page, doe="bewaren", versie=version, spokeWithPerson="true", on=page)
    again = tara.get(page).text
    assert "Concept van" in again
    assert "Waar slaapt de persoon vannacht?" in again
    assert "Concept bewaard" in tara.get("/?zoek=concept").text
    assert "Waar slaapt de persoon vannacht?" not in shown.visit("dora").get(page).text


def test_a_draft_is_kept_while_typing(shown: World) -> None:
    page, version = contact(shown, "Typen")
    answer = shown.visit("tara").post(f"{page}/concept", versie=version, spokeWithPerson="true", on=page)
    assert answer.json is not None
    assert answer.json["text"].startswith("Concept bewaard om")


def test_somebody_who_lost_the_task_hears_who_has_it_and_keeps_the_answers(shown: World) -> None:
    page, version = contact(shown, "Strijd")
    tara, dora = shown.visit("tara"), shown.visit("dora")
    dora.post(f"{page}/oppakken", versie=version, on=page)
    answer = tara.post(page, doe="afronden", versie=version, spokeWithPerson="true", on="/")
    assert answer.status_code == 409
    assert "De taak ligt nu bij Dora Jansen." in answer.text
    assert "Uw antwoorden zijn bewaard als concept." in answer.text
    assert "Waar slaapt de persoon vannacht?" in answer.text


def test_a_task_can_be_left_handed_over_and_asked_of_a_colleague(shown: World) -> None:
    shown.arrive("Wissel", steps=5)
    task = shown.tasks("Wissel")[0]
    alice, page = shown.visit("alice"), f"/taken/{task.id}"
    bob = shown.engine.accounts.demo_login("bob")
    assert bob is not None
    assert alice.post(f"{page}/vragen", on=page).status_code == 422
    assert alice.post(f"{page}/vragen", wie=bob.account, on=page).status_code == 302
    assert shown.visit("bob").post(f"{page}/teruggeven", on=page).status_code == 302
    assert alice.post(f"{page}/overdragen", wie=bob.account, on=page).status_code == 422
    assert alice.post(f"{page}/overdragen", wie=bob.account, reden="Vakantie", on=page).status_code == 302
    assert shown.visit("bob").post(f"{page}/loslaten", on=page).status_code == 302


def test_a_step_of_the_person_says_on_whose_behalf_it_is_done(shown: World) -> None:
    shown.arrive("Namens", steps=5)
    found = [task for task in shown.tasks("Namens") if task.lane == "persoon"]
    if found:
        assert "namens de persoon" in shown.visit("alice").get(f"/taken/{found[0].id}").text
