"""The second pair of eyes on its page: what confirming does is said, and whoever looked at something says what they found."""

from collections.abc import Iterator

import pytest

from engine.acts.need.reviews import READS
from engine.model import Account, Review
from tests.web.world import World
from web.texts import known, say


@pytest.fixture
def review(shown: World) -> Iterator[Review]:
    """Bob read without a task; the data protection officer looks at it."""
    with shown.engine.desk.store.begin() as tx:
        about = tx.find(Account, login="bob")[0].id
        row = tx.add(
            Review(kind=READS, subject="ground:page", about=about, detail='{"reads": 3}', opened_at=shown.clock.now())
        )
    yield row
    with shown.engine.desk.store.begin() as tx:
        tx.remove(tx.find(Review, id=row.id)[0])


def test_what_confirming_does_is_said_of_every_kind(shown: World) -> None:
    for kind in shown.engine.proposals.deeds:
        assert known(f"second.does.{kind}"), kind
        assert "Bevestigt u" in say("nl", f"second.does.{kind}")


def test_it_stands_beside_the_button_of_who_decides_alone(shown: World) -> None:
    alice = shown.engine.accounts.demo_login("alice")
    assert alice
    asked = shown.engine.openings.ask_vault(alice, shown.references["Yasin"], "court")
    does = say("nl", "second.does.vault")
    assert does in shown.visit("fleur").get("/tweede-paar-ogen").text
    assert does not in shown.visit("alice").get("/tweede-paar-ogen").text
    shown.engine.proposals.decide(alice, asked.id, accept=False)


def test_who_found_nothing_yet_is_led_to_the_question(shown: World, review: Review) -> None:
    fleur, address = shown.visit("fleur"), f"/tweede-paar-ogen/nakijken/{review.id}"
    answer = fleur.post(address, on="/tweede-paar-ogen", oordeel="")
    assert answer.status_code == 422
    assert f'href="#oordeel-{review.id}"' in answer.text
    assert f'aria-describedby="oordeel-{review.id}-fout"' in answer.text
    assert fleur.post(address, on="/tweede-paar-ogen", oordeel="right").location == "/tweede-paar-ogen"
