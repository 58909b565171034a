"""One act of opschorten: what a case owes, waits for and is escalated about stands still together, and gets the real days back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.calendar import Calendar, day_of
from engine.errors import Conflict, Invalid, NotAllowed, NotFound
from engine.model import Case, Deadline, DeadlineKind, DeadlineState, Escalation, Event, Pause, Task
from engine.source import of_wait
from tests.engine.cast import Stage, asks, drawn, element, pathway, stage
from tests.kernel.drawing import catch, timer

DAYS = Calendar()
FILES = pathway() | {
    "P.bpmn": drawn(
        *("start split Uren samen end", "split Dagen samen", "split Werkdagen samen", "split Wet samen"),
        "split wacht samen",
        "<bpmn:startEvent id='start'/>",
        element("parallelGateway", "split"),
        element("parallelGateway", "samen"),
        asks("Uren", form_id="consent", due="PT4800H"),
        asks("Dagen", form_id="consent", due="P200D"),
        asks("Werkdagen", form_id="consent", due="150 wd"),
        asks("Wet", form_id="consent", due="=term(&quot;klacht.oordeel&quot;)"),
        catch("wacht", timer("P300D")),
        "<bpmn:endEvent id='end'/>",
    ),
    "Q.bpmn": drawn(
        "start Lezen end",
        "<bpmn:startEvent id='start'/>",
        asks("Lezen", form_id="consent", due="=term(&quot;intake.lezen&quot;)"),
        "<bpmn:endEvent id='end'/>",
        ident="Q",
    ),
}


@pytest.fixture(scope="module")
def years() -> Iterator[Stage]:
    """A stage on which time goes on from case to case: through weekends, holidays and the nights in which the clock changes."""
    with stage(FILES) as playing:
        yield playing


@pytest.fixture
def here() -> Iterator[Stage]:
    """A stage on which it is Monday."""
    with stage(FILES) as playing:
        yield playing


@dataclass
class Watch:
    """What a case shows of time, and what it must show."""

    here: Stage
    case: Case
    began: datetime
    stood: timedelta = timedelta()
    stood_days: int = 0
    longer: timedelta = timedelta()
    paused_at: datetime | None = None
    before: dict[str, datetime] = field(default_factory=dict)

    def due(self, name: str) -> datetime:
        due = self.here.task(self.case, name).due_at
        assert due is not None
        return due

    def timer(self) -> datetime:
        (row,) = [row for row in self.here.pending(self.case, kind=DeadlineKind.TIMER) if row.rule == "P300D"]
        return row.due_at

    def note(self) -> None:
        self.before = {name: self.due(name) for name in ("Uren", "Dagen", "Werkdagen", "Wet")} | {"wacht": self.timer()}

    def pause(self) -> None:
        reason = ("rest", "illness", "detention", "asylumProcedure")[len(self.here.find(Pause, case=self.case.id)) % 4]
        self.here.engine.coordination.pause(self.here.who("alice"), self.case.reference, reason, None)
        self.paused_at = self.here.clock.now()

    def resume(self) -> None:
        assert self.paused_at
        self.here.engine.coordination.resume(self.here.who("alice"), self.case.reference)
        self._count(self.here.clock.now())

    def pass_time(self, hours: int) -> None:
        """Let time pass; a pause may last as long as it may, and end by itself."""
        self.here.later(hours=hours)
        last = self.here.find(Pause, case=self.case.id)[-1:]
        if self.paused_at is not None and last and last[0].until is not None:
            self._count(last[0].until)

    def _count(self, until: datetime) -> None:
        assert self.paused_at
        self.stood += until - self.paused_at
        self.stood_days += DAYS.working_days_between(day_of(self.paused_at), day_of(until))
        self.paused_at = None

    def extend(self, days: int) -> None:
        task = self.here.task(self.case, "Uren")
        was = self.due("Uren")
        to = day_of(was) + timedelta(days=days)
        self.here.engine.coordination.extend(self.here.who("alice"), task.id, to, "De tolk kan eerder niet")
        self.longer = self.due("Uren") - was

    def missed(self, name: str) -> datetime:
        task = self.here.task(self.case, name)
        source = of_wait(task.instance, task.wait)
        (row,) = [row for row in self.here.pending(self.case, kind=DeadlineKind.DUE) if row.source == source]
        return row.due_at


def watch(here: Stage) -> Watch:
    found = Watch(here, here.open_case(), here.clock.now())
    found.note()
    return found


ACTS = st.lists(st.tuples(st.sampled_from(["pause", "resume", "extend"]), st.integers(1, 150)), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS)
def test_the_sum_of_the_pauses_is_the_shift_of_task_term_and_timer_in_any_order(
    years: Stage, acts: list[tuple[str, int]]
) -> None:
    told, extended = watch(years), False
    for act, hours in acts:
        if act == "pause" and told.paused_at is None:
            told.pause()
        elif act == "resume" and told.paused_at is not None:
            told.resume()
        elif act == "extend" and not extended:
            told.extend(hours % 20 + 1)
            extended = True
        told.pass_time(hours)
    if told.paused_at is not None:
        told.resume()
    assert told.due("Uren") - told.before["Uren"] == told.stood + told.longer
    assert told.missed("Uren") == told.due("Uren")
    assert told.timer() - told.before["wacht"] == told.stood
    between = DAYS.working_days_between(day_of(told.before["Werkdagen"]), day_of(told.due("Werkdagen")))
    assert between == told.stood_days
    assert told.missed("Werkdagen") == told.due("Werkdagen")
    landed = told.due("Dagen") - told.before["Dagen"] - told.stood
    assert timedelta() <= landed < timedelta(days=5) * len(acts)
    assert DAYS.works(day_of(told.due("Dagen")))
    assert told.missed("Dagen") == told.due("Dagen")
    assert told.due("Wet") == told.before["Wet"]


def test_sabotage_a_pause_that_forgets_the_timer_is_seen(here: Stage) -> None:
    told = watch(here)
    told.pause()
    (row,) = [row for row in here.pending(told.case, kind=DeadlineKind.TIMER) if row.rule == "P300D"]
    with here.engine.desk.store.begin() as tx:
        tx.change(row, due_at=told.before["wacht"])
    here.later(days=3)
    told.resume()
    assert told.timer() - told.before["wacht"] != told.stood


def test_reminders_move_with_their_term(here: Stage) -> None:
    told = watch(here)
    task = here.task(told.case, "Uren")
    source = of_wait(task.instance, task.wait)

    def reminders() -> list[datetime]:
        rows = here.pending(told.case, kind=DeadlineKind.REMIND, source=source)
        return sorted(row.due_at for row in rows)

    before = reminders()
    told.pause()
    here.later(days=11)
    told.resume()
    assert [after - was for after, was in zip(reminders(), before, strict=True)] == [timedelta(days=11)] * 2


def test_the_rung_on_which_a_case_stands_stands_still_too(here: Stage) -> None:
    case = here.open_case("Q", priority="P3")
    here.later(days=5)
    rung = here.task(case, "L1: casusregisseur")
    (climbs,) = here.pending(case, kind=DeadlineKind.TIMER)
    here.engine.coordination.pause(here.who("alice"), case.reference, "rest", None)
    here.later(days=14)
    here.engine.coordination.resume(here.who("alice"), case.reference)
    assert here.task(case, "L1: casusregisseur").id == rung.id
    (after,) = here.pending(case, kind=DeadlineKind.TIMER)
    assert DAYS.working_days_between(day_of(climbs.due_at), day_of(after.due_at)) == 10
    assert here.task(case, "L1: casusregisseur").due_at == after.due_at
    assert [row.level for row in here.find(Escalation, case=case.id)] == ["L1"]


def test_a_rung_to_which_a_term_of_the_law_led_does_not_stand_still(here: Stage) -> None:
    told = watch(here)
    here.later(days=43)
    due = here.task(told.case, "L4: landelijke tafel").due_at
    told.pause()
    here.later(days=7)
    told.resume()
    assert here.task(told.case, "L4: landelijke tafel").due_at == due


def test_a_pause_ends_by_itself_when_it_lasted_as_long_as_it_may(here: Stage) -> None:
    told = watch(here)
    told.pause()
    planned = told.due("Uren")
    here.later(days=28)
    (pause,) = here.find(Pause, case=told.case.id)
    assert pause.until == pause.ends_at
    assert told.due("Uren") == planned
    assert {row.kind for row in here.find(Event, case=told.case.id)} >= {"case:case:paused", "case:case:resumed"}


def test_what_opens_in_a_paused_case_begins_after_the_pause(here: Stage) -> None:
    case = here.open_case("Q")
    here.engine.coordination.pause(here.who("alice"), case.reference, "rest", None)
    (pause,) = here.find(Pause, case=case.id)
    here.act(case, lambda run: run.start("Q"))
    later = [task for task in here.tasks(case) if task.opened_at == here.clock.now()][-1]
    assert later.due_at
    assert DAYS.working_days_between(day_of(pause.ends_at), day_of(later.due_at)) == 3
    here.later(days=1)
    here.engine.coordination.resume(here.who("alice"), case.reference)
    opened = here.one(Task, id=later.id)
    assert opened.due_at
    assert DAYS.working_days_between(day_of(here.clock.now()), day_of(opened.due_at)) == 3


def test_a_reason_has_a_longest_pause_and_a_longest_sum(here: Stage) -> None:
    told = watch(here)
    coordination, alice = here.engine.coordination, here.who("alice")
    too_far = day_of(here.clock.now()) + timedelta(days=15)
    with pytest.raises(Invalid) as refused:
        coordination.pause(alice, told.case.reference, "forceMajeure", too_far)
    assert refused.value.fields[0].path == "until"
    for _ in range(4):
        coordination.pause(alice, told.case.reference, "forceMajeure", None)
        here.later(days=14)
    with pytest.raises(Invalid) as refused:
        coordination.pause(alice, told.case.reference, "forceMajeure", None)
    assert refused.value.fields[0].code == "limit"
    coordination.pause(alice, told.case.reference, "rest", None)


@pytest.mark.parametrize("reason", ["", "noSuchReason", "extend"])
def test_a_reason_that_the_table_does_not_know_is_refused(here: Stage, reason: str) -> None:
    case = here.open_case()
    with pytest.raises(Invalid):
        here.engine.coordination.pause(here.who("alice"), case.reference, reason, None)
    assert here.find(Pause, case=case.id) == []


def test_a_case_stands_still_once_at_a_time_and_resumes_only_then(here: Stage) -> None:
    case = here.open_case()
    coordination, alice = here.engine.coordination, here.who("alice")
    with pytest.raises(Conflict):
        coordination.resume(alice, case.reference)
    coordination.pause(alice, case.reference, "rest", None)
    with pytest.raises(Conflict):
        coordination.pause(alice, case.reference, "rest", None)


def test_only_who_directs_or_watches_lets_a_case_stand_still(here: Stage) -> None:
    case = here.open_case()
    with pytest.raises(NotFound):
        here.engine.coordination.pause(here.who("charlie"), case.reference, "rest", None)
    with pytest.raises(NotAllowed):
        here.engine.coordination.pause(here.who("samira"), case.reference, "rest", None)
    here.engine.coordination.pause(here.who("coen"), case.reference, "rest", None)


def test_a_paused_case_says_so_and_is_no_standstill(here: Stage) -> None:
    case = here.open_case("Q", priority="P3")
    here.later(days=9)
    coen = here.who("coen")

    def listed(reason: str | None) -> list[str]:
        rows = here.engine.coordination.stuck(coen, reason=reason).items
        return [row.stall.reason for row in rows if row.head.reference == case.reference]

    assert listed(None) == ["unassigned"]
    here.engine.coordination.pause(coen, case.reference, "illness", None)
    assert listed(None) == []
    assert listed("paused") == ["paused"]
    view = here.engine.cases.view(coen, case.reference)
    assert view.paused
    assert (view.paused.reason, view.paused.label, view.actions) == (
        "illness",
        "Ziekte of opname",
        frozenset({"resume", "own_key"}),
    )


def test_a_form_offers_the_reasons_that_are_left(here: Stage) -> None:
    case = here.open_case()
    choices = {row.reason: row for row in here.engine.coordination.pauses(here.who("alice"), case.reference)}
    assert len(choices) == 10
    assert choices["rest"].until == here.clock.now() + timedelta(days=28)


def test_a_term_moves_once_and_not_further_than_the_table_says(here: Stage) -> None:
    told = watch(here)
    task, alice = here.task(told.case, "Uren"), here.who("alice")
    with pytest.raises(Invalid) as refused:
        here.engine.coordination.extend(alice, task.id, day_of(told.due("Uren")) + timedelta(days=29), "Meer tijd")
    assert refused.value.fields[0].code == "limit"
    told.extend(28)
    with pytest.raises(Conflict):
        told.extend(1)


def test_a_term_of_the_law_is_not_ours_to_extend(here: Stage) -> None:
    told = watch(here)
    task = here.task(told.case, "Wet")
    to = day_of(told.due("Wet")) + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        here.engine.coordination.extend(here.who("alice"), task.id, to, "Meer tijd")
    assert refused.value.fields[0].code == "legal"


def test_nothing_of_a_pause_is_left_when_it_ends_early(here: Stage) -> None:
    told = watch(here)
    told.pause()
    told.resume()
    rows: list[Deadline] = [row for row in here.find(Deadline, case=told.case.id) if row.kind is DeadlineKind.RESUME]
    assert [row.state for row in rows] == [DeadlineState.CANCELLED]
    assert (told.due("Uren"), told.timer()) == (told.before["Uren"], told.before["wacht"])
