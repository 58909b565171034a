"""Who reads what the person writes: organisations that help now, and those that would once they do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.acts.own.readers import readers_of
from engine.model import CaseParty, Organisation
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.kernel.drawing import end, start


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(small(drawn("start T1 end", start(), asks("T1"), end()))) as made:
        yield made


def test_only_who_takes_part_reads_now_and_the_person_is_left_out(here: Stage) -> None:
    case = here.open_case()
    hub = here.one(Organisation, key="meldpunt").name
    told = readers_of(here.engine.desk, case.id, ["SOC"], "nl", here.clock.now())["SOC"]
    assert told.now == ((hub, ("Begeleider", "Casusregisseur")),)
    assert "Gemeente" in [name for name, _ in told.later]
    assert "De persoon zelf" not in repr(told)


def test_who_joins_reads_and_who_leaves_reads_no_more(here: Stage) -> None:
    case, now = here.open_case(), here.clock.now()
    town = next(row for row in here.find(Organisation) if "gemeente" in row.lanes.split())
    with here.engine.desk.store.begin() as tx:
        tx.add(CaseParty(case=case.id, lane="gemeente", organisation=town.id, purpose="proef", since=now))
    joined = readers_of(here.engine.desk, case.id, ["SOC"], "en", now)["SOC"]
    assert town.name in [name for name, _ in joined.now]
    assert "Municipality" not in [name for name, _ in joined.later]
    with here.engine.desk.store.begin() as tx:
        row = tx.find(CaseParty, case=case.id, lane="gemeente")[0]
        tx.change(row, until=now + timedelta(hours=1))
    left = readers_of(here.engine.desk, case.id, ["SOC"], "en", now + timedelta(hours=2))["SOC"]
    assert town.name not in [name for name, _ in left.now]


def test_a_zone_that_nobody_declared_has_no_readers(here: Stage) -> None:
    told = readers_of(here.engine.desk, here.open_case().id, ["XXX"], "nl", here.clock.now())
    assert (told["XXX"].now, told["XXX"].later) == ((), ())
