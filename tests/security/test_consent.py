"""A consent opens for one recipient and purpose while it holds; taking it back shuts the door in the same step and touches no care."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from engine import consents
from engine.errors import Invalid
from engine.model import Consent, Instance, InstanceStatus, Message, Pause, Relation, Task, TaskStatus
from engine.step import consenting, routing
from tests.engine.cast import pathway, stage
from tests.security.own import Life, begun


@pytest.fixture(scope="module")
def house() -> Iterator[Life]:
    with stage(pathway()) as here:
        yield begun(here)


@pytest.fixture
def yasin(house: Life) -> Life:
    return begun(house.here)


def living(life: Life) -> list[tuple[str, str]]:
    """The open tasks of the care cases of this person."""
    others = [row.other for row in life.here.find(Relation, case=life.case.id)]
    return sorted(
        (task.process, task.element)
        for other in others
        for task in life.here.find(Task, case=other, status=TaskStatus.OPEN)
    )


def test_a_consent_opens_the_zones_of_its_pieces_until_half_a_year_on(yasin: Life) -> None:
    row = yasin.consent("returnCounselling", "weerthuis", ["travelPlan", "contactDetails"])
    assert (row.zones, row.scope) == ("REG,TER", "travelPlan,contactDetails")
    today, last = yasin.here.engine.desk.clock.now().date(), row.valid_until
    assert last is not None
    assert ((last.year - today.year) * 12 + last.month - today.month, last.day) == (6, today.day)
    assert consents.holds(row, last)
    assert not consents.holds(row, last + timedelta(days=1))


def test_what_was_not_told_back_opens_nothing(yasin: Life) -> None:
    row = yasin.consent("research", "weerthuis", ["travelPlan"], teachBack=False)
    assert not consents.holds(row, date(2027, 3, 2))


@pytest.mark.parametrize(
    ("recipient", "piece"), [("avim", "contactDetails"), ("dtenv", "socialStory"), ("kmar", "identity")]
)
def test_d11_refuses_what_may_never_go_there_with_or_without_consent(yasin: Life, recipient: str, piece: str) -> None:
    with pytest.raises(Invalid):
        yasin.consent("dtenvTransfer", recipient, [piece])
    assert not yasin.here.find(Consent, case=yasin.case.id)


def test_taking_back_shuts_the_door_in_the_same_step_and_asks_the_recipient_to_erase(yasin: Life) -> None:
    row = yasin.consent("iomTransfer", "iom", ["travelPlan", "identity"])
    yasin.run(lambda run: run.set_fact("consentIomTransfer", True, source="test"))
    yasin.here.engine.own.withdraw(yasin.yasin, row.id)
    after = yasin.here.one(Consent, id=row.id)
    assert after.ending == consents.WITHDRAWN
    assert after.withdrawn_at == yasin.here.clock.now()
    assert not consents.holds(after, date(2027, 3, 2))
    assert "case:consent:ended" in yasin.kinds()
    waits = [task for task in yasin.here.tasks(yasin.case) if task.process == "P22"]
    assert [task.name for task in waits] == ["Reis en plaats annuleren"]


def test_the_recipient_answers_within_72_hours_or_the_officer_speaks_to_it(yasin: Life) -> None:
    row = yasin.consent("research", "weerthuis", ["travelPlan"])
    yasin.here.engine.own.withdraw(yasin.yasin, row.id)
    assert yasin.here.find(Message, case=yasin.case.id, name="consent.recall")
    yasin.here.later(hours=71)
    assert "Ontvanger aanspreken" not in yasin.here.names(yasin.case)
    yasin.here.later(hours=2)
    task = yasin.here.task(yasin.case, "Ontvanger aanspreken")
    assert (task.lane, task.role) == ("dpo", "functionaris")


def test_a_confirmation_ends_the_recall(yasin: Life) -> None:
    row = yasin.consent("research", "weerthuis", ["travelPlan"])
    yasin.here.engine.own.withdraw(yasin.yasin, row.id)
    yasin.run(lambda run: routing.send(run, "recall.bevestigd", {"recipient": "weerthuis"}, key="weerthuis"))
    assert yasin.here.one(Consent, id=row.id).confirmed_at is not None
    assert not yasin.here.find(Instance, case=yasin.case.id, process="P22t", status=InstanceStatus.ACTIVE)


def test_shelter_and_care_stay_as_they_were(yasin: Life) -> None:
    yasin.run(lambda run: routing.begin(run, "P05", "zorg.start", {"origin": yasin.case.reference}))
    before = living(yasin)
    assert before, "there must be care before it can stay"
    for purpose, recipient in (("coordination", "vwn"), ("iomTransfer", "iom"), ("contact", "meldpunt")):
        row = yasin.consent(purpose, recipient, ["contactDetails"])
        yasin.here.engine.own.withdraw(yasin.yasin, row.id)
    assert living(yasin) == before


def test_the_case_stands_still_without_consent_to_coordinate(yasin: Life) -> None:
    row = yasin.consent("coordination", "vwn", ["contactDetails"])
    yasin.here.engine.own.withdraw(yasin.yasin, row.id)
    assert [pause.reason for pause in yasin.here.find(Pause, case=yasin.case.id)] == [consenting.PAUSE_REASON]


def test_a_consent_that_runs_out_is_asked_about_first_and_then_as_if_withdrawn(yasin: Life) -> None:
    row = yasin.consent("research", "weerthuis", ["travelPlan"], validUntil="2027-04-15")
    sweep = yasin.here.engine.clockwork.mind_consents
    sweep()
    assert yasin.here.one(Consent, id=row.id).renewal_asked_at is None
    yasin.here.later(days=20)
    sweep()
    assert yasin.here.task(yasin.case, "Toestemming opnieuw bespreken").due_at is not None
    sweep()
    assert len([task for task in yasin.here.tasks(yasin.case) if task.process == "P22v"]) == 1, "asked once"
    yasin.here.later(days=27)
    sweep()
    after = yasin.here.one(Consent, id=row.id)
    assert (after.ending, after.withdrawn_at is not None) == (consents.EXPIRED, True)
    assert "Gevolgen uitleggen" in yasin.here.names(yasin.case)


def test_another_persons_consent_is_not_there(yasin: Life, house: Life) -> None:
    from engine.errors import NotFound

    row = yasin.consent("research", "weerthuis", ["travelPlan"])
    with pytest.raises(NotFound):
        house.here.engine.own.withdraw(house.yasin, row.id)
    assert yasin.here.one(Consent, id=row.id).withdrawn_at is None


def test_a_door_that_stays_open_is_seen(yasin: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: when ending does nothing, the check of the door fails."""
    row = yasin.consent("research", "weerthuis", ["travelPlan"])
    monkeypatch.setattr(consenting, "_end", lambda run, rows, ending: len(list(rows)))
    yasin.here.engine.own.withdraw(yasin.yasin, row.id)
    assert consents.holds(yasin.here.one(Consent, id=row.id), date(2027, 3, 2))
