"""What any store must do. A new one adds itself to the `store` fixture."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from engine import errors
from engine.audit import EventHead
from engine.model import (
    Case,
    CaseParty,
    CaseStatus,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Definition,
    Escalation,
    Event,
    Fact,
    IdempotencyKey,
    Instance,
    InstanceStatus,
    JobState,
    Membership,
    Message,
    MessageState,
    Notice,
    NoticeState,
    Organisation,
    Priority,
    ReadLog,
    Sealed,
    Session,
    Task,
    TaskStatus,
)
from engine.store import SqlStore
from engine.store.protocol import NEVER
from tests.store.cast import ALL_ZONES, NOW, Cast, after, another_case, deadline, event, job, listening, notice, task

# ---------- transactions


def test_what_was_added_is_read_back_the_same(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        written = tx.add(task(cast, due_at=after(hours=4), assignee=cast.bob, priority=Priority.P1))
    with store.reading() as reader:
        assert reader.get(Task, written.id) == written


def test_a_moment_of_another_zone_is_the_same_moment_in_utc(store: SqlStore, cast: Cast) -> None:
    amsterdam = timezone(timedelta(hours=1))
    with store.begin() as tx:
        written = tx.add(task(cast, due_at=datetime(2026, 11, 24, 10, 30, 0, 123456, amsterdam)))
    with store.reading() as reader:
        read = reader.get(Task, written.id)
    assert read is not None
    assert read.due_at == datetime(2026, 11, 24, 9, 30, 0, 123456, NOW.tzinfo)
    assert read.due_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(store: SqlStore, cast: Cast) -> None:
    with pytest.raises(Exception, match="no time zone"), store.begin() as tx:
        tx.add(task(cast, due_at=datetime(2026, 11, 24)))


def test_an_exception_leaves_nothing_behind(store: SqlStore, cast: Cast) -> None:
    def step() -> None:
        with store.begin() as tx:
            tx.add(task(cast))
            raise KeyError

    with pytest.raises(KeyError):
        step()
    with store.reading() as reader:
        assert reader.count(Task) == 0


def test_a_caught_database_error_still_rolls_back(store: SqlStore, cast: Cast) -> None:
    def step() -> None:
        with store.begin() as tx:
            tx.add(task(cast))
            with suppress(errors.Conflict):
                tx.add(task(cast))

    with pytest.raises(errors.Conflict):
        step()
    with store.reading() as reader:
        assert reader.count(Task) == 0


def test_a_reader_cannot_write(store: SqlStore, cast: Cast) -> None:
    with store.reading() as reader:
        assert not hasattr(reader, "add")
        assert not hasattr(reader, "change")


def test_each_statement_of_a_glance_sees_its_own_moment_and_the_next_reader_one_moment(
    store: SqlStore, cast: Cast
) -> None:
    if store._in_memory:
        pytest.skip("in memory there is one connection, and whoever looks waits for who writes")
    for look, seen in ((store.glancing, [0, 1]), (store.reading, [1, 1])):
        with look() as reader:
            found = [reader.count(Task)]
            with store.begin() as tx:
                tx.add(task(cast, wait=len(seen) + found[0]))
            assert [*found, reader.count(Task)] == seen


def test_a_record_of_the_store_is_not_added_again(store: SqlStore, cast: Cast) -> None:
    with pytest.raises(ValueError, match="in the store already"), store.begin() as tx:
        tx.add(tx.add(task(cast)))


def test_many_records_come_back_in_order_with_their_ids(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        written = tx.add_all([task(cast, wait=wait) for wait in range(1, 31)])
    with store.reading() as reader:
        assert reader.find(Task) == written


def test_adding_none_is_no_work(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        assert tx.add_all([]) == []
        assert tx.append_events([]) == []


def test_a_removed_row_is_gone_and_its_number_never_used_again(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        first = tx.add(Case(reference="K-2", opened_at=NOW))
        tx.remove(first)
    with store.begin() as tx:
        assert tx.get(Case, first.id) is None
        assert tx.add(Case(reference="K-2", opened_at=NOW)).id > first.id


def test_case_numbers_can_be_made_to_start_higher(store: SqlStore, cast: Cast) -> None:
    store.number_cases_above(900)
    store.number_cases_above(5)
    with store.begin() as tx:
        assert tx.add(Case(reference="K-2", opened_at=NOW)).id == 901


def test_case_numbers_can_start_higher_in_an_empty_store(store: SqlStore) -> None:
    store.number_cases_above(900)
    with store.begin() as tx:
        assert tx.add(Case(reference="K-1", opened_at=NOW)).id == 901


# ---------- changes and locks


def test_a_change_gives_the_row_its_next_version(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        before = tx.add(task(cast))
        changed = tx.change(before, assignee=cast.bob)
        assert changed == replace(before, assignee=cast.bob, version=2)
        assert tx.get(Task, before.id) == changed


@pytest.mark.parametrize("kind", [Case, Instance])
def test_a_change_of_a_stale_version_is_refused(store: SqlStore, cast: Cast, kind: type[Case | Instance]) -> None:
    with store.begin() as tx:
        seen = tx.find(kind)[0]
        tx.change(seen, outcome="first")
    with pytest.raises(errors.Stale), store.begin() as tx:
        tx.change(seen, outcome="second")
    with store.reading() as reader:
        assert reader.find(kind)[0].outcome == "first"


def test_a_version_can_go_up_alone(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        case = tx.lock_case(cast.case)
        assert case is not None
        assert tx.change(case).version == case.version + 1


def test_the_version_of_a_file_is_no_count_of_changes(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        definition = tx.find(Definition)[0]
        assert tx.change(definition, active=False).version == 1


def test_changing_a_row_that_is_gone_is_stale(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        waiting = tx.add(notice(cast))
        tx.remove(waiting)
        with pytest.raises(errors.Stale):
            tx.change(waiting, state=NoticeState.SENT)


@pytest.mark.parametrize("columns", [{"version": 7}, {"id": 7}, {"colour": "red"}])
def test_only_real_columns_can_be_changed(store: SqlStore, cast: Cast, columns: dict[str, object]) -> None:
    with pytest.raises(TypeError), store.begin() as tx:
        tx.change(tx.add(task(cast)), **columns)


def test_locking_a_case_gives_it_and_nothing_for_no_case(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        assert tx.lock_case(cast.case) == tx.get(Case, cast.case)
        assert tx.lock_case(999) is None


# ---------- questions


def test_filters_compare_find_none_and_pick_from_several(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        free = tx.add(task(cast, 1))
        taken = tx.add(task(cast, 2, assignee=cast.bob))
        done = tx.add(task(cast, 3, status=TaskStatus.COMPLETED))
        assert tx.find(Task, status=TaskStatus.OPEN) == [free, taken]
        assert tx.find(Task, assignee=cast.bob) == [taken]
        assert tx.find(Task, assignee=None, newest=True) == [done, free]
        assert tx.find(Task, status=(TaskStatus.OPEN, TaskStatus.COMPLETED), limit=2) == [free, taken]
        assert tx.find(Task, id=frozenset({done.id})) == [done]
        assert tx.find(Task, wait=()) == []


def test_a_column_may_be_called_kind(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        due = tx.add(deadline(cast))
        assert tx.find(type(due), kind=DeadlineKind.DUE) == [due]


def test_a_filter_on_no_column_is_refused(store: SqlStore) -> None:
    with pytest.raises(TypeError, match="Task has no colour"), store.reading() as reader:
        reader.find(Task, colour="red")


def test_counting_stops_at_the_cap(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add_all([task(cast, wait) for wait in range(12)])
        assert tx.count(Task, cap=10) == 10
        assert tx.count(Task, status=TaskStatus.OPEN) == 12


def test_open_cases_are_those_one_directs_deputises_or_takes_part_in(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        second = tx.add(Case(reference="K-2", deputy=cast.alice, opened_at=NOW))
        third = tx.add(Case(reference="K-3", opened_at=NOW))
        tx.add(Case(reference="K-4", director=cast.alice, status=CaseStatus.CLOSED, opened_at=NOW))
        party = tx.add(CaseParty(case=third.id, lane="iom", organisation=cast.elsewhere, purpose="", since=NOW))
        assert [case.id for case in tx.open_cases(cast.alice, [], NOW)] == [cast.case, second.id]
        assert [case.id for case in tx.open_cases(cast.charlie, [cast.elsewhere], NOW)] == [third.id]
        assert [case.id for case in tx.open_cases(None, [], NOW)] == [cast.case, second.id, third.id]
        tx.change(party, until=NOW)
        assert tx.open_cases(cast.charlie, [cast.elsewhere], NOW) == []


def test_kept_messages_are_for_the_case_or_for_none_with_the_key(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        other = another_case(tx, cast, "K-2")

        def kept(case: int | None, key: str, name: str = "melding", state: MessageState = MessageState.KEPT) -> Message:
            return tx.add(Message(case=case, name=name, key=key, received_at=NOW, state=state))

        ours, by_key = kept(cast.case, "x"), kept(None, "booking-7")
        kept(other.case, "booking-7")
        kept(None, "booking-8")
        kept(cast.case, "x", name="other")
        kept(cast.case, "x", state=MessageState.DELIVERED)
        assert tx.kept_messages("melding", ["booking-7"], cast.case) == [ours, by_key]
        assert tx.kept_messages("melding", [], cast.case) == [ours]


def test_running_counts_are_per_version_and_stop_at_a_bound(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        another_case(tx, cast, "K-2")
        third = another_case(tx, cast, "K-3")
        tx.change(third, status=InstanceStatus.COMPLETED)
        assert tx.running_counts([cast.definition, 999]) == {cast.definition: 2, 999: 0}
        assert tx.running_counts([cast.definition], cap=1) == {cast.definition: 1}
        assert tx.running_counts([]) == {}


# ---------- promises kept by indexes


def rows_that_break_a_promise(cast: Cast) -> list[tuple[object, type[errors.PerspectiefError]]]:
    fact = Fact(case=cast.case, name="priority", zone="REG", value='"P1"', set_at=NOW)
    escalation = Escalation(case=cast.case, cause="overdue", source="task:1", level="L1", opened_at=NOW)
    answered = IdempotencyKey(actor=cast.bob, key="k", fingerprint="f", status=201, location="/", created_at=NOW)
    session = Session(token="t", account=cast.bob, created_at=NOW, seen_at=NOW, expires_at=NOW)
    membership = Membership(account=cast.bob, organisation=cast.desk, lane="meldpunt", role="triagist")
    return [
        (task(cast), errors.Conflict),
        (job(cast), errors.Conflict),
        (escalation, errors.Conflict),
        (deadline(cast), errors.Conflict),
        (event(cast, seq=1), errors.Conflict),
        (replace(event(cast, seq=1), case=None), errors.Conflict),
        (notice(cast), errors.Conflict),
        (answered, errors.KeyReused),
        (session, errors.Conflict),
        (membership, errors.Conflict),
        (Organisation(key="new", name="", lanes=""), errors.Conflict),
        (Case(reference="K-9", opened_at=NOW), errors.Conflict),
        (fact, errors.Conflict),
    ]


def test_a_broken_promise_is_told_by_its_own_error(store: SqlStore, cast: Cast) -> None:
    for row, error in rows_that_break_a_promise(cast):
        with store.begin() as tx:
            tx.add(row)
        with pytest.raises(error) as raised, store.begin() as tx:
            tx.add(row)
        assert type(raised.value) is error, row


def test_losing_a_race_is_no_error_for_who_asks(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        for row, _ in rows_that_break_a_promise(cast):
            assert tx.add_unless_there(row) is not None
            assert tx.add_unless_there(row) is None
        assert tx.count(Event) == 2


def test_what_is_over_breaks_no_promise(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.change(tx.add(task(cast)), status=TaskStatus.COMPLETED)
        tx.change(tx.add(job(cast)), state=JobState.DONE)
        tx.add(task(cast))
        tx.add(job(cast))
        fact = tx.add(Fact(case=cast.case, name="priority", zone="REG", value='"P1"', set_at=NOW))
        tx.change(fact, current=False)
        tx.add(replace(fact, id=0, value='"P0"'))
        assert [row.value for row in tx.find(Fact, current=True)] == ['"P0"']


def test_a_row_that_points_at_nothing_is_refused(store: SqlStore, cast: Cast) -> None:
    with pytest.raises(errors.NotFound), store.begin() as tx:
        tx.add(task(cast, case=999))


# ---------- worklist


def worklist_names(store: SqlStore, account: int, groups: list[tuple[int, str, str]], **filters: object) -> list[str]:
    with store.reading() as reader:
        rows = reader.worklist(account, groups, **{"zones": ALL_ZONES, "now": NOW, **filters})  # type: ignore[arg-type]  # any filter
    return [row.name for row, _ in rows]


def test_the_worklist_is_soonest_first_and_no_date_last(store: SqlStore, cast: Cast) -> None:
    dues = {"c": after(days=3), "none": None, "a": after(days=-1), "b": after(hours=1), "b2": after(hours=1)}
    with store.begin() as tx:
        tx.add_all([task(cast, wait, name=name, due_at=due) for wait, (name, due) in enumerate(dues.items())])
    assert worklist_names(store, cast.bob, [cast.team]) == ["a", "b", "b2", "c", "none"]


def test_pages_of_the_worklist_neither_skip_nor_repeat(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add_all([task(cast, n, due_at=None if n % 5 == 0 else after(hours=n % 7)) for n in range(40)])
    paged: list[Task] = []
    after_last: tuple[datetime, int] | None = None
    with store.reading() as reader:
        whole = [row for row, _ in reader.worklist(cast.bob, [cast.team], zones=ALL_ZONES, now=NOW)]
        while page := reader.worklist(cast.bob, [cast.team], zones=ALL_ZONES, now=NOW, after=after_last, limit=7):
            paged += [row for row, _ in page]
            after_last = (paged[-1].due_at or NEVER, paged[-1].id)
    assert len(whole) == 40
    assert paged == whole


def test_the_worklist_is_what_is_mine_what_i_stand_in_for_and_what_my_team_may_take(
    store: SqlStore, cast: Cast
) -> None:
    with store.begin() as tx:
        tx.add(task(cast, 1, name="mine", assignee=cast.bob, organisation=cast.elsewhere))
        tx.add(task(cast, 2, name="stand-in", assignee=cast.alice, deputy=cast.bob))
        tx.add(task(cast, 3, name="team"))
        tx.add(task(cast, 4, name="taken", assignee=cast.alice))
        tx.add(task(cast, 5, name="other role", role="teamleider"))
        tx.add(task(cast, 6, name="done", status=TaskStatus.COMPLETED))
        tx.add(task(cast, 7, name="both", assignee=cast.bob, deputy=cast.bob))
    assert worklist_names(store, cast.bob, [cast.team, cast.team]) == ["mine", "stand-in", "team", "both"]
    assert worklist_names(store, cast.bob, [cast.team], mine=True) == ["mine", "both"]
    assert worklist_names(store, cast.charlie, [(cast.elsewhere, "meldpunt", "triagist")]) == []
    assert worklist_names(store, cast.charlie, []) == []


def test_a_zone_that_one_may_not_read_is_absent_unless_assigned(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(task(cast, 1, name="care", zone="MED"))
        tx.add(task(cast, 2, name="own care", zone="MED", assignee=cast.bob))
        tx.add(task(cast, 3, name="plain"))
    assert worklist_names(store, cast.bob, [cast.team], zones=["REG"], now=NOW) == ["own care", "plain"]


def test_the_worklist_narrows_by_lane_organisation_date_and_text(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(task(cast, 1, name="Één gesprek", due_at=after(days=1)))
        tx.add(task(cast, 2, name="100% zeker", due_at=after(days=9)))
        tx.add(task(cast, 3, name="iom", lane="iom", organisation=cast.elsewhere, assignee=cast.bob))
    groups = [cast.team]
    assert worklist_names(store, cast.bob, groups, lane="iom") == ["iom"]
    assert worklist_names(store, cast.bob, groups, organisation=cast.elsewhere) == ["iom"]
    assert worklist_names(store, cast.bob, groups, due_before=after(days=2)) == ["Één gesprek"]
    assert worklist_names(store, cast.bob, groups, text="één") == ["Één gesprek"]
    assert worklist_names(store, cast.bob, groups, text="0%") == ["100% zeker"]
    assert worklist_names(store, cast.bob, groups, text="_") == []
    assert len(worklist_names(store, cast.bob, groups, text="zwaLUW")) == 3
    assert len(worklist_names(store, cast.bob, groups, text="k-1")) == 3


def test_the_worklist_brings_each_task_with_its_case(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        written = tx.add(task(cast))
        assert tx.worklist(cast.bob, [cast.team], zones=["REG"], now=NOW) == [(written, tx.get(Case, cast.case))]


# ---------- queues


def test_the_most_harmful_due_deadline_comes_first(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(deadline(cast, "late", after(hours=-9), priority=Priority.P2))
        tx.add(deadline(cast, "later", after(hours=-8), priority=Priority.P0))
        tx.add(deadline(cast, "first", after(hours=-10), priority=Priority.P0))
        tx.add(deadline(cast, "future", after(hours=1), priority=Priority.P0))
        tx.add(deadline(cast, "put aside", after(hours=-20), priority=Priority.P0, next_try_at=after(hours=2)))
        tx.add(deadline(cast, "done", after(hours=-30), priority=Priority.P0, state=DeadlineState.DONE))
    taken = []
    for _ in range(4):
        with store.begin() as tx:
            if due := tx.take_due(NOW):
                taken.append(tx.change(due, state=DeadlineState.DONE, done_at=NOW).source)
    assert taken == ["first", "later", "late"]


def test_a_deadline_is_due_at_its_very_moment_and_not_before(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(deadline(cast))
        assert tx.take_due(NOW - timedelta(microseconds=1)) is None
        assert tx.take_due(NOW) is not None


def test_the_worker_sleeps_until_the_next_deadline_that_is_not_put_aside(store: SqlStore, cast: Cast) -> None:
    assert store.next_due() is None
    with store.begin() as tx:
        tx.add(deadline(cast, "put aside", after(hours=-5), next_try_at=after(hours=3)))
        tx.add(deadline(cast, "next", after(hours=2)))
        tx.add(deadline(cast, "extended", after(hours=4), next_try_at=NOW))
    assert store.next_due() == after(hours=2)
    assert store.lag_seconds(NOW) == 0
    assert store.lag_seconds(after(hours=2, seconds=90)) == 90


def test_a_job_is_leased_with_a_higher_fence_and_again_when_the_lease_ran_out(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(job(cast))
    with store.begin() as tx:
        first = tx.take_job(NOW, ["brief"], 60)
        assert first is not None
        assert (first.state, first.fence, first.lease_until) == (JobState.RUNNING, 1, after(seconds=60))
    with store.begin() as tx:
        assert tx.take_job(after(seconds=59), ["brief"], 60) is None
        assert tx.take_job(after(seconds=60), ["other"], 60) is None
        assert tx.take_job(after(seconds=60), [], 60) is None
        second = tx.take_job(after(seconds=60), ["brief"], 60)
        assert second is not None
        assert second.fence == 2


def test_a_notice_that_is_there_already_is_left_out_and_nobody_looked(store: SqlStore, cast: Cast) -> None:
    for word in ("first", "second"):
        with store.begin() as tx:
            tx.lock_case(cast.case)
            tx.write([notice(cast, template=word), notice(cast, template="twice in one")])
    with store.begin() as tx:  # as many as a batch writes, and without a case that is held
        tx.lock_case(cast.case)
        tx.write([notice(cast, f"key {number % 60}") for number in range(120)])
    with store.begin() as tx:
        tx.write([notice(cast, template="third")])
    with store.reading() as reader:
        assert [row.template for row in reader.find(Notice, key=notice(cast).key)] == ["first"]
        assert reader.count(Notice) == 61


def test_a_notice_is_taken_once_until_its_lease_ran_out(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(notice(cast, case=None))
    with store.begin() as tx:
        taken = tx.take_notice(NOW, 60)
        assert taken is not None
        assert (taken.attempts, taken.next_try_at) == (1, after(seconds=60))
        assert tx.take_notice(NOW, 60) is None
        again = tx.take_notice(after(seconds=60), 60)
        assert again is not None
        assert again.attempts == 2


# ---------- the event log


def test_events_are_numbered_per_case_and_the_newest_come_first(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        other = another_case(tx, cast, "K-2")
        first = tx.append_events([event(cast, "a:b"), event(cast, "a:c")])
        tx.append_events([event(cast, "x:y", case=other.case)])
        second = tx.append_events([event(cast, "a:d")])
        assert [row.seq for row in first + second] == [1, 2, 3]
        assert tx.last_events(cast.case, ["REG"]) == [*second, *reversed(first)]
        assert tx.last_events(cast.case, ["REG"], limit=1) == second
        assert tx.last_events(cast.case, ["REG"], skip=1) == list(reversed(first))
        assert tx.last_events(cast.case, ["REG"], ["a:d", "a:c"]) == first[:1]
        assert tx.last_events(cast.case, ["MED"]) == tx.last_events(cast.case, []) == []
        assert tx.event_count(cast.case, ["REG"]) == 3
        assert tx.event_count(cast.case, ["REG"], ["a:b"]) == 2


def test_the_different_steps_of_a_process_are_told_once_the_first_first(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        other = another_case(tx, cast, "K-2")
        for hours, detail, instance in ((0, "a", cast.instance), (1, "b", cast.instance), (2, "a", cast.instance)):
            tx.append_events([event(cast, "s", detail=detail, instance=instance, at=after(hours=hours))])
        tx.append_events([event(cast, "t", detail="c", instance=cast.instance)])
        tx.append_events([event(cast, "s", detail="d", instance=other.id, case=other.case)])
        told = [(cast.instance, "a", after(hours=2), 3), (cast.instance, "b", after(hours=1), 2)]
        assert tx.roads(cast.case, "s", [cast.instance, other.id]) == told
        assert tx.roads(cast.case, "s", [cast.instance], behind=1) == told[::-1]
        assert tx.roads(cast.case, "s", [cast.instance], behind=3) == tx.roads(cast.case, "s", []) == []


def test_the_newest_forms_of_each_zone_without_drafts(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        rows = [
            tx.add(Sealed(case=cast.case, zone=zone, subject=subject, form="intake", content="x", set_at=NOW))
            for zone, subject in (
                ("SOC", "task:1"),
                ("MED", "task:1"),
                ("SOC", "draft:2:1"),
                ("SOC", "task:3"),
                ("SOC", "task:4"),
            )
        ]
        first, med, _draft, second, third = (row.id for row in rows)
        told = tx.last_filled(cast.case, ["SOC", "MED"], limit=2, among=9)
        assert [(row.id, row.of) for row in told] == [(third, 3), (second, 3), (med, 1)]
        assert [row.id for row in tx.last_filled(cast.case, ["SOC"], among=1)] == [third]
        assert [row.id for row in tx.last_filled(cast.case, ["SOC"], below=second)] == [first]
        assert tx.last_filled(cast.case, []) == []
        assert [row.id for row in tx.stories(cast.case)] == [third, second, first]


def test_when_somebody_last_looked_before_a_moment(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        for hours, who in ((0, cast.alice), (2, cast.alice), (4, cast.bob)):
            tx.add(ReadLog(at=after(hours=hours), actor=who, case=cast.case, zone="SOC", what="page", purpose="page"))
        assert tx.last_look(cast.case, cast.alice, after(hours=9)) == after(hours=2)
        assert tx.last_look(cast.case, cast.alice, after(hours=2)) == NOW
        assert tx.last_look(cast.case, cast.alice, NOW) is None
        assert tx.last_look(cast.case, cast.charlie, after(hours=9)) is None


def test_the_parts_that_ended_and_the_tasks_behind_a_decision(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        part = Instance(case=cast.case, definition=cast.definition, process="P01", started_at=NOW)
        ended = [tx.add(replace(part, status=InstanceStatus.COMPLETED)) for _ in range(3)]
        assert tx.ended_parts(cast.case, limit=2) == [ended[2], ended[1]]
        assert tx.ended_parts(cast.case, below=ended[1].id) == [ended[0]]
        early, late = (tx.add(task(cast, wait, opened_at=after(hours=wait))) for wait in (1, 2))
        assert tx.tasks_behind([cast.instance], ["Triage"], NOW) == [early, late]
        assert tx.tasks_behind([cast.instance], ["Triage"], late.opened_at) == [late]
        assert tx.tasks_behind([cast.instance], ["Elders"], NOW) == tx.tasks_behind([], ["Triage"], NOW) == []


def test_the_zones_in_which_something_is_known(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        fact = Fact(case=cast.case, name="a", zone="SOC", value="1", set_at=NOW)
        tx.add(fact)
        tx.add(replace(fact, name="b", zone="MED", current=False))
        tx.add(replace(fact, name="c", zone="JUR", case=another_case(tx, cast, "K-2").case))
        assert tx.known_zones(cast.case) == {"SOC"}


def test_events_without_a_case_form_a_chain_of_their_own(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.append_events([event(cast)])
        tx.append_events([event(cast, case=None)])
        (last,) = tx.append_events([event(cast, case=None)])
        ours = tx.last_events(cast.case, ["REG"])[0]
        assert tx.event_heads() == [EventHead(None, 2, last.hash, 2), EventHead(cast.case, 1, ours.hash, 1)]


def test_events_of_two_cases_are_not_appended_together(store: SqlStore, cast: Cast) -> None:
    with pytest.raises(ValueError, match="once per case"), store.begin() as tx:
        tx.append_events([event(cast), event(cast, case=None)])


# ---------- signals over all cases


def test_a_signal_reaches_each_waiting_case_once(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        asleep, gone = (another_case(tx, cast, reference).case for reference in ("K-2", "K-3"))
        for case, status in ((asleep, CaseStatus.DORMANT), (gone, CaseStatus.CLOSED)):
            if row := tx.get(Case, case):
                tx.change(row, status=status)
        for case, wait, name in ((cast.case, 1, "s"), (cast.case, 2, "s"), (asleep, 3, "s"), (gone, 4, "s")):
            tx.add(listening(cast, case, wait, name))
        tx.add(listening(cast, cast.case, 5, "other"))
        said = tx.add(Message(case=None, name="s", key="all", received_at=NOW, state=MessageState.DELIVERED))
    with store.reading() as reader:
        assert reader.waiting_for_signal("s") == 2
    with store.begin() as tx:
        assert tx.signal_all(said) == 2
    with store.reading() as reader:
        rows = reader.find(Deadline, kind=DeadlineKind.SIGNAL)
    assert {row.case for row in rows} == {cast.case, asleep}
    assert {(row.source, row.due_at, row.state) for row in rows} == {(f"signal:{said.id}", NOW, DeadlineState.PENDING)}


def test_the_same_signal_twice_is_refused(store: SqlStore, cast: Cast) -> None:
    with store.begin() as tx:
        tx.add(listening(cast, cast.case, 1, "s"))
        said = tx.add(Message(case=None, name="s", key="all", received_at=NOW, state=MessageState.DELIVERED))
        tx.signal_all(said)
    with pytest.raises(Exception), store.begin() as tx:  # noqa: B017, PT011 - whatever the database raises, nothing is doubled
        tx.signal_all(said)
    with store.reading() as reader:
        assert reader.count(Deadline, kind=DeadlineKind.SIGNAL) == 1
