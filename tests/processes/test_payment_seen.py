"""Whoever pays sees how much, in cash and in kind: the payment lives apart from the request, and its answers do not come along."""

from collections.abc import Iterator

import pytest

from engine.step import routing
from tests.engine.cast import Stage, pathway, stage
from tests.web.world import Visitor, application

AWARD = {
    "scheme": "AVRR",
    "payoutMoment": "milestone",
    "cashAmount": "615.00",
    "inKindAmount": "2000.00",
    "awardTotal": "2615.00",
    "awardRequestedOn": "2027-03-01",
}


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(pathway()) as made:
        yield made


def test_the_payment_says_what_is_to_be_paid(here: Stage) -> None:
    case = here.open_case("P12")
    for name, payload in (("steun.toegekend", AWARD), ("mijlpaal.bereikt", {})):
        here.act(case, lambda run, name=name, payload=payload: routing.send(run, name, payload, key=case.reference))
    here.later(minutes=5)
    task = here.task(case, "Uitbetalen, bewijs toevoegen")
    anna = Visitor(application(here.engine).test_client())
    anna.post("/aanmelden/voorbeeld", login="anna", on="/aanmelden")
    text = anna.get(f"/taken/{task.id}").text
    assert [amount for amount in ("615,00", "2.000,00", "2.615,00") if amount not in text] == []
