"""One decision about who may see what, asked by lists and objects alike; each line of domain.md 6.1 that is not a plain yes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine import access
from engine.access import Grounds
from engine.errors import NotFound
from engine.model import (
    Account,
    Actor,
    Case,
    CaseParty,
    Consent,
    Membership,
    Role,
    Roster,
    Task,
)
from engine.vocabulary import BadVocabulary, Vocabulary, read_vocabulary
from perspectief.factory import shipped_files
from tests.engine.cast import MONDAY, Stage, asks, drawn, small, stage
from tests.kernel.drawing import end, start

HUB, CARE = 1, 2
YAML = shipped_files()["organisations.yaml"].decode()
CASE = Case(id=1, reference="M-1", director=9, opened_at=MONDAY)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return read_vocabulary("", YAML, "")


@pytest.fixture(scope="module")
def played() -> Iterator[Stage]:
    """A case in which IOM has a task."""
    with stage(small(drawn("start Werk end", start(), asks("Werk", "iom.counsellor"), end()))) as made:
        yield made


def grounds(lane: str, role: str, **parts: object) -> Grounds:
    """A party of this moment with one open task for this role."""
    task = Task(
        id=1, case=1, instance=1, wait=1, process="P", element="t", name="t", opened_at=MONDAY, organisation=CARE,
        lane=lane, role=role,
    )  # fmt: skip
    party = CaseParty(case=1, lane=lane, organisation=CARE, purpose="x", since=MONDAY)
    return replace(Grounds(MONDAY, (party,), (task,), known_as={CARE: "ggd"}), **parts)  # type: ignore[arg-type] # parts of Grounds


def agreed(**parts: object) -> Consent:
    given = Consent(
        case=1, purpose="care", recipient="ggd", zones="SOC", teach_back=True, given_at=MONDAY - timedelta(days=1)
    )
    return replace(given, **parts)  # type: ignore[arg-type] # columns of Consent


GIJS = Actor(5, roles=(Role(CARE, "ggd", "zorgcoordinator"),))


@pytest.mark.parametrize(
    ("parts", "open_"),
    [
        ({}, True),
        ({"valid_until": MONDAY.date()}, True),
        ({"recipient": "iom"}, False),
        ({"zones": "TER"}, False),
        ({"zones": "MED, SOC"}, True),
        ({"teach_back": False}, False),
        ({"withdrawn_at": MONDAY}, False),
        ({"valid_until": date(2027, 2, 28)}, False),
        ({"given_at": MONDAY + timedelta(hours=1)}, False),
    ],
)
def test_a_consent_opens_its_zone_for_its_recipient_while_it_holds(
    words: Vocabulary, parts: dict[str, object], open_: bool
) -> None:
    within = access.reach(GIJS, CASE, grounds("ggd", "zorgcoordinator", consents=(agreed(**parts),)), words)
    assert ("SOC" in within.zones) is open_
    assert not open_ or within.basis("SOC") == "consent"


@pytest.mark.parametrize("zone", ["ID", "JUR", "VEI", "LOC", "FIN", "KLA"])
def test_no_consent_opens_what_organisations_yaml_does_not_let_it_open(words: Vocabulary, zone: str) -> None:
    within = access.reach(GIJS, CASE, grounds("ggd", "zorgcoordinator", consents=(agreed(zones=zone),)), words)
    assert zone not in within.zones


def test_a_consent_alone_makes_nobody_a_party(words: Vocabulary) -> None:
    assert not access.reach(GIJS, CASE, Grounds(MONDAY, consents=(agreed(),)), words)


@pytest.mark.parametrize(("hours", "there"), [(-1, False), (0, True), (7.99, True), (8, False)])
def test_a_party_is_there_from_its_beginning_to_its_end(words: Vocabulary, hours: float, there: bool) -> None:
    of = grounds("ggd", "zorgcoordinator")
    party = replace(of.parties[0], until=MONDAY + timedelta(hours=8))
    at = replace(of, now=MONDAY + timedelta(hours=hours), parties=(party,))
    assert bool(access.reach(GIJS, CASE, at, words)) is there


@pytest.mark.parametrize(("hours", "reads"), [(-1, False), (0, True), (7.99, True), (8, False)])
def test_protection_is_open_while_on_duty_and_not_before_or_after(words: Vocabulary, hours: float, reads: bool) -> None:
    seats = [Membership(account=7, organisation=HUB, lane="meldpunt", role="casusregisseur")]
    roster = Roster(account=7, lane="meldpunt", role="dienstdoende", since=MONDAY, until=MONDAY + timedelta(hours=8))
    now = MONDAY + timedelta(hours=hours)
    roles = access.roles_now(seats, [roster], frozenset({access.ON_DUTY}), words, now)
    party = CaseParty(case=1, lane="meldpunt", organisation=HUB, purpose="x", since=MONDAY - timedelta(days=1))
    within = access.reach(Actor(7, roles=roles), CASE, Grounds(now, (party,)), words)
    assert ("PRO" in within.zones) is reads


def test_who_has_the_role_but_no_duty_now_is_nobody_where_a_roster_is_kept(words: Vocabulary) -> None:
    seats = [Membership(account=7, organisation=HUB, lane="meldpunt", role="dienstdoende")]
    assert access.roles_now(seats, [], frozenset({access.ON_DUTY}), words, MONDAY) == ()
    assert access.roles_now(seats, [], frozenset(), words, MONDAY)  # nobody keeps one: somebody must be there


def test_duty_at_a_lane_where_somebody_does_not_work_gives_nothing(words: Vocabulary) -> None:
    seats = [Membership(account=7, organisation=CARE, lane="ggd", role="screener")]
    roster = Roster(account=7, lane="meldpunt", role="dienstdoende", since=MONDAY, until=MONDAY + timedelta(hours=8))
    roles = access.roles_now(seats, [roster], frozenset(), words, MONDAY)
    assert {role.group for role in roles} == {"ggd.screener"}


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("REG", "    consent: [coa, ind, avim]"),
        ("TER", "    read: [dtenv.toezicht]"),
        ("SOC", "    emergency: [ggd]"),
        ("MED", "    emergency: [meldpunt.coordinator]"),
    ],
)
def test_a_word_list_that_would_open_care_to_others_is_refused(zone: str, line: str) -> None:
    """The sabotage: what these checks refuse would else be deployed."""
    head, _, rest = YAML.partition(f"\n  {zone}:\n")
    key = line.strip().partition(":")[0]
    lines = rest.splitlines()
    kept = [text for text in lines if not (text.strip().startswith(f"{key}:") and lines.index(text) < 8)]
    with pytest.raises(BadVocabulary):
        read_vocabulary("", "\n".join([f"{head}\n  {zone}:", line, *kept]), "")


def _end_party(stage: Stage, case: Case, lane: str) -> None:
    with stage.engine.desk.store.begin() as tx:
        for row in tx.find(CaseParty, case=case.id, lane=lane):
            tx.change(row, until=stage.clock.now() + timedelta(hours=1))


def test_an_expired_party_finds_nothing_any_more_in_lists_and_objects_alike(played: Stage) -> None:
    case, ines = played.open_case(), played.who("ines")
    task = played.task(case)
    _end_party(played, case, "iom")
    assert case.reference in {row.head.reference for row in played.engine.cases.list(ines).items}
    assert task.id in {row.task for row in played.engine.work.page(ines).items}
    played.later(hours=1)
    assert case.reference not in {row.head.reference for row in played.engine.cases.list(ines).items}
    with pytest.raises(NotFound):
        played.engine.cases.view(ines, case.reference)
    with pytest.raises(NotFound):
        played.engine.past.events(ines, case.reference)
    with pytest.raises(NotFound):
        played.engine.tasks.view(ines, task.id)
    assert task.id not in {row.task for row in played.engine.work.page(ines).items}


def test_the_list_asks_as_many_statements_for_many_cases_as_for_one(played: Stage) -> None:
    ines = played.who("ines")
    vocabulary = played.engine.vocabulary
    with played.engine.desk.store.reading() as reader:
        cases = [played.open_case() for _ in range(3)]
        asked: list[str] = []
        find = reader.find
        reader.find = lambda kind, **equals: asked.append(kind.__name__) or find(kind, **equals)  # type: ignore[method-assign,func-returns-value,assignment] # counts
        stands = played.engine.desk.reaches(reader, ines, cases, vocabulary)
    assert all(stands[case.id] for case in cases)
    assert len(asked) == len(set(asked))


def test_the_actor_of_a_session_carries_the_roles_of_the_moment(played: Stage) -> None:
    noor = played.one(Account, login="noor")
    with played.engine.desk.store.begin() as tx:
        soon = played.clock.now() + timedelta(hours=1)
        roster = tx.add(Roster(account=noor.id, lane="meldpunt", role="dienstdoende", since=soon, until=soon + timedelta(hours=8)))  # fmt: skip
    assert played.who("noor").roles == ()
    played.later(hours=1)
    assert played.who("noor").groups == {"meldpunt.dienstdoende"}
    played.later(hours=8)
    assert played.who("noor").roles == ()
    with played.engine.desk.store.begin() as tx:
        tx.remove(roster)


@pytest.mark.parametrize(
    ("lane", "role", "opens"),
    [
        ("dtenv", "bemiddelaar", True),
        ("dtenv", "toezicht", False),
        ("riec", "informatie", False),
        ("ambassade", "consulair", False),
    ],
)
def test_consent_opens_the_plan_of_return_to_the_mediator_alone(
    played: Stage, lane: str, role: str, opens: bool
) -> None:
    """domain.md 6.1: the repatriation service reads REG and TER after consent; whoever enforces never does."""
    words, case = played.engine.vocabulary, played.case(played.open_case().id)
    seat, now = Role(99, lane, role), played.clock.now()
    party = CaseParty(case=case.id, lane=lane, organisation=99, purpose="test", since=now)
    task = replace(played.task(case), organisation=99, lane=lane, role=role, assignee=None)
    consent = Consent(
        case=case.id, purpose="dtenvTransfer", recipient=lane, scope="travelPlan", zones="REG,TER", given_at=now,
        valid_until=None, teach_back=True,
    )  # fmt: skip
    actor = Actor(account=99, roles=(seat,))
    with_it = access.reach(actor, case, access.Grounds(now, [party], [task], [consent]), words)
    without = access.reach(actor, case, access.Grounds(now, [party], [task]), words)
    assert {"REG", "TER"} & without.zones == set()
    assert ({"REG", "TER"} <= with_it.zones) is opens
    assert with_it.zones <= {"REG", "TER"}
