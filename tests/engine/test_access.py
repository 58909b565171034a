"""Who may see and do what: deny by default, and absent instead of forbidden."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from engine import access
from engine.access import Grounds, Reach
from engine.model import Actor, Case, CaseKind, CaseParty, CaseStatus, Role, Standing, Task, TaskStatus
from engine.vocabulary import Vocabulary, read_vocabulary
from perspectief.factory import shipped_files
from tests.engine.cast import MONDAY

HUB, CARE, POLICE, ELSEWHERE = 1, 2, 3, 4
ALICE, BOB, COLLEAGUE, DORA, COEN, GIJS, CHARLIE, SAMIRA = range(1, 9)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return read_vocabulary("", shipped_files()["organisations.yaml"].decode(), "")


def somebody(account: int, *groups: str, at: int = HUB) -> Actor:
    roles = (Role(at, *group.split(".")) for group in groups)
    return Actor(account, roles=tuple(roles))


alice = somebody(ALICE, "meldpunt.casusregisseur")
bob = somebody(BOB, "meldpunt.casusregisseur")
colleague = somebody(COLLEAGUE, "meldpunt.casusregisseur")
dora = somebody(DORA, "meldpunt.teamleider")
coen = somebody(COEN, "meldpunt.coordinator")
samira = somebody(SAMIRA, "meldpunt.begeleider")
gijs = somebody(GIJS, "ggd.zorgcoordinator", at=CARE)
charlie = somebody(CHARLIE, "avim.toezicht", at=POLICE)
stranger = somebody(9, "meldpunt.teamleider", at=ELSEWHERE)
CASE = Case(id=1, reference="M-1", director=ALICE, deputy=BOB, opened_at=MONDAY)
TASK = Task(
    id=1, case=1, instance=1, wait=1, process="P", element="t", name="t", opened_at=MONDAY,
    organisation=HUB, lane="meldpunt", role="begeleider",
)  # fmt: skip


def parties(*filled: tuple[str, int]) -> list[CaseParty]:
    return [CaseParty(case=1, lane=lane, organisation=org, purpose="x", since=MONDAY) for lane, org in filled]


EVERYBODY = parties(("meldpunt", HUB), ("ggd", CARE), ("avim", POLICE))


def reach(actor: Actor, words: Vocabulary, case: Case = CASE, present: Iterable[CaseParty] = EVERYBODY) -> Reach:
    work = [replace(TASK, lane=role.lane, role=role.role, organisation=role.organisation) for role in actor.roles]
    return access.reach(actor, case, Grounds(MONDAY, tuple(present), work), words)


@pytest.mark.parametrize(
    ("actor", "zones"),
    [
        (alice, {"REG", "SOC"}),
        (bob, {"REG", "SOC"}),
        (samira, {"REG", "SOC"}),
        (gijs, {"REG", "MED", "PRO"}),
        (colleague, set()),  # directs other cases, not this one
        (stranger, set()),  # the same role at an organisation that is no party
        (charlie, set()),  # a party, by mistake, that enforces
        (Actor(None), set()),
    ],
)
def test_the_reach_is_that_of_the_roles_that_count_in_this_case(
    words: Vocabulary, actor: Actor, zones: set[str]
) -> None:
    assert reach(actor, words).zones >= zones
    assert bool(reach(actor, words)) == bool(zones)
    assert "MED" not in reach(actor, words).zones or actor is gijs


def test_who_was_a_party_sees_nothing_any_more(words: Vocabulary) -> None:
    over = [replace(party, until=MONDAY) for party in EVERYBODY]
    assert not reach(samira, words, present=over)
    assert reach(alice, words, present=over)


@pytest.mark.parametrize("actor", [alice, bob, dora, coen, samira, charlie])
def test_a_care_case_is_absent_for_director_and_coordinator(words: Vocabulary, actor: Actor) -> None:
    care = replace(CASE, kind=CaseKind.CARE)
    assert not access.sees_case(care, reach(actor, words, care))


def test_a_care_case_is_there_for_who_gives_the_care(words: Vocabulary) -> None:
    care = replace(CASE, kind=CaseKind.CARE, director=None, deputy=None)
    assert access.sees_case(care, reach(gijs, words, care))


@pytest.mark.parametrize("actor", [alice, dora, gijs])
def test_an_erased_case_is_absent_for_everybody(words: Vocabulary, actor: Actor) -> None:
    assert not access.sees_case(replace(CASE, status=CaseStatus.ERASED), reach(actor, words))


@pytest.mark.parametrize(
    ("actor", "task", "how"),
    [
        (samira, TASK, Standing.TEAM),
        (samira, replace(TASK, assignee=SAMIRA), Standing.ASSIGNEE),
        (samira, replace(TASK, role="teamleider"), None),
        (samira, replace(TASK, organisation=ELSEWHERE), None),
        (coen, replace(TASK, role="teamleider"), Standing.DEPUTY),  # a team lead's deputy is the coordinator
        (coen, replace(TASK, role="x", deputy=COEN), Standing.DEPUTY),
        (alice, replace(TASK, role="triagist"), Standing.DIRECTOR),
        (alice, replace(TASK, role="triagist", zone="MED"), None),
        (charlie, TASK, None),
        (charlie, replace(TASK, lane="avim", role="toezicht", organisation=POLICE), None),
        (Actor(None), TASK, None),
    ],
)
def test_how_somebody_comes_to_a_task(words: Vocabulary, actor: Actor, task: Task, how: Standing | None) -> None:
    assert access.standing(actor, task, CASE, Reach(), words) == how


MINE = {"complete", "draft", "release", "delegate", "reassign", "extend", "nudge"}
TAKE = {"claim", "complete", "draft"}
OVER = {"reassign", "extend", "nudge"}


@pytest.mark.parametrize(
    ("actor", "task", "may"),
    [
        (samira, replace(TASK, assignee=SAMIRA), MINE),
        (samira, replace(TASK, assignee=SAMIRA, delegated_by=BOB), MINE | {"hand_back"}),
        (samira, TASK, TAKE | {"reassign"}),
        (samira, replace(TASK, assignee=BOB), {"reassign"}),
        (coen, replace(TASK, role="teamleider"), TAKE | OVER),
        (coen, replace(TASK, role="teamleider", assignee=DORA), TAKE | OVER),
        (alice, replace(TASK, role="triagist"), OVER),
        (dora, replace(TASK, role="outreach", assignee=9), OVER),
        (dora, replace(TASK, organisation=CARE, lane="ggd", role="screener", zone="MED"), set()),
        (charlie, TASK, set()),
        (stranger, TASK, set()),
        (samira, replace(TASK, status=TaskStatus.COMPLETED), set()),
        (samira, replace(TASK, status=TaskStatus.CANCELLED, assignee=SAMIRA), set()),
    ],
)
def test_what_somebody_may_do_with_a_task(words: Vocabulary, actor: Actor, task: Task, may: set[str]) -> None:
    assert access.verbs(actor, task, CASE, reach(actor, words), words) == may


def test_a_lane_that_enforces_has_no_worklist(words: Vocabulary) -> None:
    assert access.work_groups(charlie, words) == []


def test_a_worklist_holds_the_own_role_and_those_one_stands_in_for(words: Vocabulary) -> None:
    groups = access.work_groups(dora, words)
    assert {role for _, _, role in groups} == {"teamleider", "triagist", "casusregisseur", "coordinator", ""}
    assert {org for org, _, _ in groups} == {HUB}


@pytest.mark.parametrize(
    ("actor", "watches", "designs"),
    [(coen, True, True), (dora, True, False), (alice, False, False), (charlie, False, False)],
)
def test_who_watches_over_cases_and_who_designs(actor: Actor, watches: bool, designs: bool) -> None:
    assert (access.coordinates(actor), access.designs(actor)) == (watches, designs)


def test_four_eyes_keep_apart_who_took_part() -> None:
    assert not access.four_eyes(ALICE, [BOB, ALICE])
    assert access.four_eyes(ALICE, [BOB, None])
    assert access.four_eyes(None, [None])


def test_nobody_who_enforces_reads_any_zone(words: Vocabulary) -> None:
    for group in words.enforcement:
        assert words.readable(frozenset({group, f"{group}.toezicht", f"{group}.grens"})) == frozenset()


def test_a_colleague_without_work_in_the_case_does_not_know_it(words: Vocabulary) -> None:
    """Every begeleider of the hub is of a party; only whoever has, or did, something there sees the case."""
    assert not access.reach(samira, CASE, Grounds(MONDAY, EVERYBODY, []), words)
    done = replace(TASK, status=TaskStatus.COMPLETED, assignee=SAMIRA, completed_by=SAMIRA)
    assert access.reach(samira, CASE, Grounds(MONDAY, EVERYBODY, [done]), words)
    others = replace(TASK, status=TaskStatus.COMPLETED, assignee=BOB, completed_by=BOB)
    assert not access.reach(samira, CASE, Grounds(MONDAY, EVERYBODY, [others]), words)


def test_whoever_watches_over_the_hub_sees_its_cases_without_work_in_them(words: Vocabulary) -> None:
    """The coordinator's and the team lead's work is the cases that nobody works on."""
    assert access.reach(coen, CASE, Grounds(MONDAY, EVERYBODY, []), words)
    assert access.reach(dora, CASE, Grounds(MONDAY, EVERYBODY, []), words)
