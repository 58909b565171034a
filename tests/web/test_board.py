"""The coordinator's board: pictures of where people wait, each with its table, and nobody's name in a picture."""

import re

from tests.web.world import World

BOARD = "/vast/beeld"


def pictures(text: str) -> list[str]:
    """What the pictures of a page say and hold."""
    return re.findall(r"<figure.*?</figure>", text, re.DOTALL)


def row_of(text: str, step: str) -> list[str]:
    """The numbers of a step in the table."""
    row = re.search(rf"<tr><th[^>]*>(?:(?!</th>).)*{step}.*?</tr>", text, re.DOTALL)
    assert row, step
    return re.findall(r'<td class="num">(.*?)</td>', row[0])


def test_the_step_where_somebody_is_late_comes_first_and_the_table_says_the_same(shown: World) -> None:
    text = shown.visit("coen").get(BOARD).text
    heat = pictures(text)[0]
    first = re.findall(r'<text x="0"[^>]*>(.*?)</text>', heat)[0]
    assert first == "Melding aanvullen"
    came_today, _, late, *_ = row_of(text, first)
    assert (came_today.isdecimal(), late) == (True, "1")  # Mariam, and whoever came with her; Sam waits too long
    assert heat.count('"heat heat--over"') == 1


def test_no_picture_names_a_person_and_every_picture_has_its_table(shown: World) -> None:
    text = shown.visit("coen").get(BOARD).text
    for picture in pictures(text):
        assert not any(alias in picture or reference in picture for alias, reference in shown.references.items())
    assert len(pictures(text)) == text.count("<table") == 3


def test_a_step_leads_to_the_people_who_wait_for_it_longest_first(shown: World) -> None:
    coen = shown.visit("coen")
    links = re.findall(r'href="([^"]*stap=[^"]*)#mensen"', coen.get(BOARD).text)
    people = coen.get(links[0].replace("&amp;", "&")).text.split('id="mensen"')[1]
    assert people.index(shown.references["Sam"]) < people.index(shown.references["Mariam"])
    assert 'id="mensen"' not in coen.get(f"{BOARD}?stap=P99:x").text


def test_the_flow_counts_the_cases_that_began_this_month(shown: World) -> None:
    flow = pictures(shown.visit("coen").get(BOARD).text)[-1]
    assert [int(n) for n in re.findall(r'chart__number"[^>]*>(\d+)<', flow)][-2:] == [len(shown.references), 0]


def test_who_does_not_coordinate_has_no_board(shown: World) -> None:
    for login in ("alice", "charlie", "gijs"):
        assert shown.visit(login).get(BOARD).status_code == shown.visit(login).get("/vast").status_code != 200


def test_a_paused_case_waits_for_nobody(shown: World) -> None:
    coen, page = shown.visit("coen"), f"/zaken/{shown.references['Sam']}/stilstaan"
    assert row_of(coen.get(BOARD).text, "Melding aanvullen")[2] == "1"
    coen.post(page, reden="rest", on=page)
    assert row_of(coen.get(BOARD).text, "Melding aanvullen")[2] == "–"
    coen.post(f"/zaken/{shown.references['Sam']}/verder", on="/vast?reden=paused")
    assert row_of(coen.get(BOARD).text, "Melding aanvullen")[2] == "1"
