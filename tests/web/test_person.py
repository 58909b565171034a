"""What happens now, on the own page: in the person's words and language, and nowhere else."""

import re
from collections.abc import Iterator

import pytest

from engine.escalation import LADDER
from engine.kernel.model import SPOKEN
from tests.engine.cast import asks, drawn, pathway, small, stage
from tests.kernel.drawing import catch, end, start, timer
from tests.security.house import CHEAP, hashing
from tests.security.own import Life, begun
from tests.security.test_person_page import inside
from tests.web.world import Visitor, application
from web.pages.person.page import steps
from web.pages.person.speech import LANGUAGES

TELLING = re.compile(
    r"mensenhandel|uitbuit|bescherm|CoMensha|GG[ZD]|iMMO|huisarts|psych|zorg|screen|versla|ziek|crisis|veiligheid|politie|straf|SOB"
    r"|traffick|exploit|protect|\bcare\b|addict|\bill|health|police|crim|sentence"
    r"|اتجار|استغلال|حماية|نفسي|إدمان|مرض|صح[ةّ]|طبيب|شرطة|جنائي|عقوبة|رعاية",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def house() -> Iterator[Life]:
    with hashing(CHEAP), stage(pathway()) as here:
        yield begun(here)


def now_on(page: str) -> str:
    """The part of the page that says what happens now."""
    return page.split('id="nu"')[1].split("</section>")[0]


def test_words_are_kept_for_every_language_of_the_own_pages() -> None:
    assert set(SPOKEN) == set(LANGUAGES)


def test_what_happens_now_is_told_in_the_words_and_the_language_of_the_person(house: Life) -> None:
    own = house.here.engine.own.page(house.yasin)
    assert own.view.now
    visitor = inside(house)
    for language in LANGUAGES:
        visitor.post("/mijn/taal", taal=language, on="/mijn/")
        told = now_on(visitor.get("/mijn/").text)
        for item in own.view.now:
            assert own.spoken.of(item)[language] in told, (language, item.name)
            assert item.name not in told, (language, item.name)


def test_staff_keep_the_names_of_the_diagram(house: Life) -> None:
    own = house.here.engine.own.page(house.yasin)
    visitor = Visitor(application(house.here.engine).test_client())
    visitor.post("/aanmelden/voorbeeld", login="alice", on="/aanmelden")
    page = visitor.get(f"/zaken/{house.case.reference}").text
    for item in own.view.now:
        assert item.name in page
        assert not [words for words in own.spoken.of(item).values() if words in page]


def test_a_rung_of_the_ladder_names_what_is_late_in_the_words_of_the_person(house: Life) -> None:
    life = begun(house.here)
    before = house.here.engine.own.page(life.yasin)
    house.here.later(days=12)
    own = house.here.engine.own.page(life.yasin)
    rungs = [item for item in own.view.now if item.process in LADDER]
    assert rungs
    known = [words["nl"] for words in before.spoken.steps.values()]
    assert [own.spoken.late_at(item)["nl"] for item in rungs if own.spoken.late_at(item)["nl"] in known]
    told = now_on(inside(life).get("/mijn/").text)
    row = next(row for row in steps(own) if row.rungs)
    step = told.split(own.spoken.of(row.item)["nl"])[1].split("</li>")[0]
    assert "Wij zijn te laat." in step, "it stands with the step that is late"
    assert "Had klaar moeten zijn op" in step
    assert "Uiterlijk" in step, "until when somebody decides"
    assert not [item.name for item in own.view.now if item.name in told]


def test_a_part_that_takes_too_long_is_named_to_the_person_too(house: Life) -> None:
    life = begun(house.here)
    life.run(lambda run: run.start("P00b"))
    house.here.later(days=25)
    own = house.here.engine.own.page(life.yasin)
    assert "Juristen kijken wat uw kansen zijn." in [words["nl"] for _, words in own.spoken.late.values()]
    assert "Dit is te laat: Juristen kijken wat uw kansen zijn." in now_on(inside(life).get("/mijn/").text)


def test_what_several_parts_wait_for_is_said_once(house: Life) -> None:
    life = begun(house.here)
    for _ in range(3):
        life.run(lambda run: run.start("P00b"))
    own = house.here.engine.own.page(life.yasin)
    assert len([item for item in own.view.now if item.element == "opOrde"]) == 3
    assert now_on(inside(life).get("/mijn/").text).count("Wij wachten tot u een bed heeft") == 1


def test_an_own_task_is_headed_by_the_words_of_the_person(house: Life) -> None:
    life = begun(house.here)
    life.run(lambda run: run.start("P08"))
    task = house.here.task(life.case, "Mijn stem eerst")
    visitor = inside(life)
    visitor.post("/mijn/taal", taal="ar", on="/mijn/")
    heading = visitor.get(f"/mijn/taken/{task.id}").text.split("<h1")[1].split("</h1>")[0]
    assert "أولاً تقول ما تريد وما تحتاج." in heading
    house.here.later(days=20)
    step = now_on(inside(life).get("/mijn/").text).split("U zegt eerst wat u wilt")[1]
    until = step.split('class="quiet"')[1]
    assert "Uiterlijk" in until
    assert "Had klaar moeten zijn" not in until, "nobody reproaches the person"


def test_an_own_task_says_which_organisations_read_the_answers(house: Life) -> None:
    life = begun(house.here)
    life.run(lambda run: run.start("P08"))
    task = house.here.task(life.case, "Mijn stem eerst")
    text = inside(life).get(f"/mijn/taken/{task.id}").text
    assert "Dit kunnen deze organisaties lezen, omdat zij u helpen: Landelijk meldpunt" in text
    assert "rollen in de zaak" not in text, "a count of roles says nothing to the person"
    behind = text.split("Welke mensen zijn dat?")[1].split("</details>")[0]
    assert "Casusregisseur" in behind
    assert "Gemeente" in behind.split("pas lezen als zij u ook gaan helpen")[1]


def test_a_step_without_words_is_shown_by_its_name_behind_a_neutral_sentence() -> None:
    road = drawn("start t later end", start(), asks("t"), catch("later", timer("P3D")), end())
    with hashing(CHEAP), stage({**small(), "P.bpmn": road}) as here:
        life = Life(here, here.open_case())
        assert "Wij zijn hiermee bezig: t<" in now_on(inside(life).get("/mijn/").text)


def test_whoever_looks_along_reads_nothing_of_what_is_kept_secret(house: Life) -> None:
    """In zones of which even the existence is kept, no sentence tells the matter. The names for staff do: this check sees them."""
    with house.here.engine.desk.look() as (_, snapshot):
        models = [process.compiled for process in snapshot.processes.values()]
        secret = [
            element
            for model in models
            for element in model.elements.values()
            if element.spoken and snapshot.vocabulary.silent(element.properties.get("zone") or model.zone or "REG")
        ]
    assert len(secret) > 25
    assert [words for element in secret for words in element.spoken.values() if TELLING.search(words)] == []
    assert len([element.name for element in secret if TELLING.search(element.name)]) > 8
