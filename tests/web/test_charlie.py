"""Charlie works elsewhere: every page answers as if the case did not exist."""

import pytest

from tests.web.world import World

TRACES = ("Yasin", "Mariam", "Sam")


@pytest.mark.parametrize("login", ["charlie", "greet", "zoe"])
def test_somebody_of_elsewhere_finds_nothing_in_any_list(shown: World, login: str) -> None:
    visitor = shown.visit(login)
    for path in ("/", "/?zoek=yasin", "/?tab=team", "/zaken", f"/zaken?zoek={shown.references['Yasin']}"):
        text = visitor.get(path).text.replace("zoek=yasin", "").replace('value="yasin"', "")
        assert not [trace for trace in (*TRACES, *shown.references.values()) if f">{trace}" in text], path


def test_every_address_of_a_case_or_task_is_absent(shown: World) -> None:
    reference, task = shown.references["Yasin"], shown.tasks("Yasin")[0].id
    charlie = shown.visit("charlie")
    for path in (
        f"/zaken/{reference}",
        f"/zaken/{reference}/paden/1.json",
        f"/zaken/{reference}/tijdlijn",
        f"/zaken/{reference}/formulieren",
        f"/zaken/{reference}/onderdelen",
        f"/taken/{task}",
    ):
        answer = charlie.get(path)
        assert answer.status_code == 404, path
        assert reference not in answer.text.replace(path, "")
        assert "Yasin" not in answer.text


def test_every_act_on_a_case_or_task_is_absent(shown: World) -> None:
    reference, task = shown.references["Yasin"], shown.tasks("Yasin")[0].id
    charlie = shown.visit("charlie")
    acts = [
        f"/taken/{task}{act}"
        for act in ("", "/velden", "/concept", "/oppakken", "/loslaten", "/vragen", "/overdragen", "/teruggeven")
    ]
    for path in (*acts, f"/zaken/{reference}/inzage/1"):
        answer = charlie.post(path, wie=1, reden="waarom niet", doel="task", doe="afronden")
        assert answer.status_code == 404, path
        assert "Yasin" not in answer.text


def test_an_absent_task_and_one_that_never_was_answer_alike(shown: World) -> None:
    charlie, task = shown.visit("charlie"), shown.tasks("Yasin")[0].id
    there, never = charlie.get(f"/taken/{task}").text, charlie.get("/taken/987654").text
    assert there.replace(f"/taken/{task}", "") == never.replace("/taken/987654", "")


def test_the_coordinators_list_is_not_for_everybody(shown: World) -> None:
    for login in ("charlie", "alice", "gijs"):
        answer = shown.visit(login).get("/vast")
        assert answer.status_code == 403
        assert "Sam" not in answer.text


def test_only_designers_bring_in_processes(shown: World) -> None:
    alice = shown.visit("alice")
    assert alice.get("/processen/inbrengen").status_code == 403
    assert alice.post("/processen/inbrengen", doe="inbrengen").status_code == 403
