"""What the clock does: each due thing once; what breaks steps aside; a stale answer is refused; a notice carries its key and no content."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from engine.acts.clock.jobs import Jobs
from engine.acts.clock.outbox import Outbox
from engine.acts.clock.trying import LEASE_SECONDS, TRIES
from engine.model import (
    ENGINE,
    Case,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Event,
    Incident,
    Instance,
    Job,
    JobState,
    Notice,
    NoticeState,
    Task,
)
from engine.ports import JobResult
from engine.step.run import WrongValue
from engine.store import SqlStore
from perspectief.letters import LetterWriter
from tests.engine.cast import Stage, asks, drawn, small, stage
from tests.engine.conftest import Play
from tests.infrastructure.mail import MailServer
from tests.kernel.drawing import boundary, catch, end, mapping, prop, service, start, timer
from worker.channels.smtp import Smtp

# --- timers -----------------------------------------------------------------------------------------------------

TIMED = drawn("start wacht Daarna end", start(), catch("wacht", timer("P2D")), asks("Daarna"), end())


def test_a_timer_fires_at_its_moment_and_not_before(everywhere: Play) -> None:
    here = everywhere(small(TIMED))
    case = here.open_case()
    here.later(days=2, seconds=-1)
    assert here.names(case) == set()
    here.later(seconds=1)
    assert here.names(case) == {"Daarna"}
    (fired,) = here.find(Deadline, case=case.id, kind=DeadlineKind.TIMER)
    assert (fired.state, fired.done_at) == (DeadlineState.DONE, here.clock.now())


UNTIL = drawn("start datum Daarna end", start(), catch("datum", timer("=endsOn")), asks("Daarna"), end(), ident="Datum")
LEFT = drawn(
    "start rest Daarna end",
    start(),
    catch("rest", timer("=endsOn - today")),
    asks("Daarna"),
    end(),
    ident="Rest",
)


ENDS = {"endsOn": {"type": "date", "zone": "REG", "scope": "case", "meaning": "It ends on"}}


def moved(here: Stage, process: str, days: int) -> Case:
    """A case of a process that waits for a day in ten days, which then becomes another day."""
    today = here.clock.now().date()
    case = here.open_case(process, endsOn=today + timedelta(days=10))
    here.act(case, lambda run: run.set_fact("endsOn", today + timedelta(days=days), source="test"))
    return case


@pytest.mark.parametrize("days", [4, 30])
def test_a_timer_follows_the_date_that_it_waits_for(play: Play, days: int) -> None:
    here = play(small(UNTIL, facts=ENDS))
    case = moved(here, "Datum", days)
    here.later(days=days - 1)
    assert here.names(case) == set()
    here.later(days=2)
    assert here.names(case) == {"Daarna"}


def test_a_timer_that_waits_for_a_length_of_time_does_not_move(play: Play) -> None:
    here = play(small(LEFT, facts=ENDS))
    case = moved(here, "Rest", 30)
    here.later(days=11)
    assert here.names(case) == {"Daarna"}


def test_a_clock_that_jumps_back_does_nothing(play: Play) -> None:
    here = play(small(TIMED))
    case = here.open_case()
    here.clock.advance(timedelta(days=-30))
    assert not here.engine.clockwork.wake_one()
    assert here.names(case) == set()


def test_after_an_outage_what_is_due_comes_by_harm_and_then_by_date(play: Play) -> None:
    here = play(small(TIMED))
    cases = {priority: here.open_case(priority=priority) for priority in ("P3", "P1", "P0", "P2")}
    here.clock.advance(timedelta(days=30))
    order: list[str] = []
    while here.engine.clockwork.wake_one():
        order += [name for name, case in cases.items() if here.names(case) and name not in order]
    assert order == ["P0", "P1", "P2", "P3"]


def test_a_task_may_be_more_urgent_than_its_case_and_stays_so(play: Play) -> None:
    crisis = drawn(
        "start Nu Straks end", start(), asks("Nu", due="P1D", priority="P0"), asks("Straks", due="P1D"), end()
    )
    here = play(small(crisis))
    case, late = here.open_case(priority="P3"), here.open_case(priority="P2")

    def priorities(of: Case) -> set[str]:
        (task,) = here.tasks(of)
        return {task.priority, *(row.priority for row in here.pending(of))}

    assert priorities(case) == {"P0"}
    here.act(case, lambda run: run.set_fact("priority", "P1", source="test"))
    assert priorities(case) == {"P0"}, "that the case became more urgent does not make its crisis less so"
    here.do(case, "Nu")
    assert priorities(case) == {"P1"}
    here.do(late, "Nu")
    assert priorities(late) == {"P2"}


def test_a_reminder_of_a_cycle_does_not_drift(play: Play) -> None:
    cycle = drawn(
        "start Werk end", "elke Bel klaar", start(), asks("Werk"), boundary("elke", "Werk", timer("R/P1D", "Cycle"), interrupting=False),
        asks("Bel"), end(), end("klaar"),
    )  # fmt: skip
    here = play(small(cycle))
    case = here.open_case()
    first = here.clock.now() + timedelta(days=1)
    here.clock.set(first + timedelta(hours=5))  # the worker was away for five hours
    here.play.wake()
    (waiting,) = here.pending(case, kind=DeadlineKind.TIMER)
    assert waiting.due_at == first + timedelta(days=1)


# --- poison -----------------------------------------------------------------------------------------------------


@pytest.fixture
def poisoned(play: Play) -> tuple[Stage, Case, Case]:
    """Two cases whose timers are due; the state of the first cannot be read."""
    here = play(small(TIMED))
    sick, healthy = here.open_case(priority="P0"), here.open_case()
    with here.engine.desk.store.begin() as tx:
        tx.change(tx.find(Instance, case=sick.id)[0], state="geen stand van zaken")
    here.clock.advance(timedelta(days=3))
    return here, sick, healthy


def test_a_poisoned_deadline_steps_aside_and_leaves_one_incident(poisoned: tuple[Stage, Case, Case]) -> None:
    here, sick, healthy = poisoned
    here.play.wake()
    assert here.names(healthy) == {"Daarna"}
    incident = here.one(Incident, case=sick.id)
    assert (incident.instance, incident.owner) == (here.instance(sick).id, here.who("alice").account)
    for _ in range(10):
        here.later(hours=7)
    assert len(here.find(Incident, case=sick.id)) == 1
    (waiting,) = here.pending(sick)
    assert waiting.attempts > 3


def test_a_deadline_of_nothing_steps_aside_like_any_other(play: Play) -> None:
    here = play(small(TIMED))
    sick, healthy = here.open_case(priority="P0"), here.open_case()
    with here.engine.desk.store.begin() as tx:
        tx.change(tx.find(Deadline, case=sick.id)[0], source="wait:x")
    here.later(days=3)
    assert here.names(healthy) == {"Daarna"}
    assert here.one(Incident, case=sick.id).code == "BadSource"


def test_an_incident_says_no_values(poisoned: tuple[Stage, Case, Case]) -> None:
    here, sick, _ = poisoned
    here.play.wake()
    assert "stand van zaken" not in repr(here.one(Incident, case=sick.id))


def test_who_coordinates_tries_again_and_the_incident_is_over(poisoned: tuple[Stage, Case, Case]) -> None:
    here, sick, _ = poisoned
    here.play.wake()
    mended = here.instance(here.open_case()).state  # as it was before: a case that waits for the same timer
    with here.engine.desk.store.begin() as tx:
        tx.change(tx.find(Instance, case=sick.id)[0], state=mended)
    here.engine.coordination.retry(here.who("coen"), here.one(Incident, case=sick.id).id)
    here.play.wake()
    assert here.names(sick) == {"Daarna"}
    assert here.one(Incident, case=sick.id).resolved_at is not None


WRONG = mapping(outputs={"ok": '=if word = "goed" then true else "geen ja of nee"'})
TYPES = {"ok": {"type": "boolean", "zone": "REG"}, "word": {"type": "text", "zone": "REG"}}


def test_a_diagram_that_sets_a_wrong_value_refuses_the_step_and_changes_nothing(play: Play) -> None:
    here = play(
        small(drawn("start Eerst tel end", start(), asks("Eerst"), service("tel", "zet", WRONG), end()), facts=TYPES)
    )
    case = here.open_case(word="fout")
    before = here.find(Event, case=case.id)
    with pytest.raises(WrongValue, match="'tel': ok must be of type boolean"):
        here.do(case, "Eerst")
    assert (here.names(case), here.find(Event, case=case.id)) == ({"Eerst"}, before)


def test_a_timer_that_leads_to_a_wrong_value_waits_for_whoever_mends_it(play: Play) -> None:
    breaks = drawn(
        "start wacht tel Daarna end",
        start(),
        catch("wacht", timer("P2D")),
        service("tel", "zet", WRONG),
        asks("Daarna"),
        end(),
    )
    here = play(small(breaks, facts=TYPES))
    case = here.open_case(word="fout")
    here.later(days=3)
    incident = here.one(Incident, case=case.id)
    assert incident.code == "wrong-value"
    here.act(case, lambda run: run.set_fact("word", "goed", source="test"))
    here.engine.coordination.retry(here.who("coen"), incident.id)
    here.play.wake()
    assert here.names(case) == {"Daarna"}


# --- jobs -------------------------------------------------------------------------------------------------------

ANSWERED = mapping(outputs={"answer": "=answer"})
CALLS = drawn(
    "start Eerst bel Daarna end", start(), asks("Eerst"), service("bel", "telefoon", ANSWERED, prop(term="perspectief")),
    asks("Daarna"), end(),
)  # fmt: skip
ANSWER = {"answer": {"type": "text", "zone": "REG"}}


@dataclass
class Telephone:
    """A connector that does as it is told."""

    results: list[JobResult | Exception] = field(default_factory=list)
    calls: int = 0
    during: Callable[[], object] = lambda: None

    def __call__(self, inputs: Mapping[str, object], headers: Mapping[str, str]) -> JobResult:
        self.calls += 1
        self.during()
        result = self.results.pop(0) if self.results else JobResult({"answer": "ja"})
        if isinstance(result, Exception):
            raise result
        return result


@dataclass
class Calling:
    """A case whose job waits."""

    here: Stage
    case: Case
    telephone: Telephone
    work: Jobs

    def job(self) -> Job:
        return self.here.one(Job, case=self.case.id)


@contextmanager
def calling(files: Mapping[str, bytes], store: SqlStore | None = None) -> Iterator[Calling]:
    telephone = Telephone()
    with stage(small(drawn("start end", start(), end(), ident="Q")), store) as here:
        definitions = replace(here.engine.definitions, connectors=frozenset({"telefoon"}))
        deployed = definitions.deploy(files, ENGINE)
        assert deployed.bundle, deployed.findings
        case = here.open_case()
        here.do(case, "Eerst")
        yield Calling(here, case, telephone, replace(here.engine.jobs, connectors={"telefoon": telephone}))


@pytest.fixture
def call() -> Iterator[Calling]:
    with calling(small(CALLS, facts=ANSWER)) as made:
        yield made


def test_a_job_is_done_once_outside_any_transaction(call: Calling) -> None:
    with_a_writer: list[str] = []

    def look() -> None:
        with call.here.engine.desk.store.begin() as tx:  # would fail inside a transaction
            with_a_writer.append(tx.find(Job)[0].state)

    call.telephone.during = look
    assert call.work.run_one()
    assert not call.work.run_one()
    assert (call.telephone.calls, with_a_writer) == (1, [JobState.RUNNING])
    assert call.here.names(call.case) == {"Daarna"}
    assert call.job().state is JobState.DONE


def test_a_result_with_a_stale_fence_is_refused(call: Calling) -> None:
    def another_worker() -> None:
        call.telephone.during = lambda: None
        call.here.clock.advance(timedelta(seconds=LEASE_SECONDS + 1))
        call.work.run_one()

    call.telephone.during = another_worker
    call.telephone.results = [JobResult({"answer": "second"}), JobResult({"answer": "first, too late"})]
    call.work.run_one()
    assert call.telephone.calls == 2
    assert call.job().fence == 2
    found: list[object] = []
    call.here.act(call.case, lambda run: found.append(run.seen(0)["answer"]))
    assert found == ["second"]
    assert call.here.names(call.case) == {"Daarna"}


def test_a_job_that_fails_is_tried_later_and_then_is_an_incident(call: Calling) -> None:
    call.telephone.results = [OSError("down"), RuntimeError("bug"), JobResult(error="busy")]
    assert call.work.run_one()
    assert not call.work.run_one()  # not yet
    for _ in range(2):
        call.here.later(hours=2)
        assert call.work.run_one()
    incident = call.here.one(Incident, case=call.case.id)
    assert (incident.element, incident.owner) == ("bel", call.here.who("alice").account)
    call.here.later(days=2)
    assert not call.work.run_one()
    call.here.engine.coordination.retry(call.here.who("coen"), incident.id)
    assert call.work.run_one()
    assert call.here.names(call.case) == {"Daarna"}
    assert call.here.one(Incident, case=call.case.id).resolved_at is not None


def test_an_answer_of_the_wrong_type_is_an_incident_and_is_not_asked_again(call: Calling) -> None:
    call.telephone.results = [JobResult({"answer": {"not": "a text"}})]
    assert call.work.run_one()
    call.here.later(days=1)
    assert not call.work.run_one()
    assert call.telephone.calls == 1
    assert call.here.find(Incident, case=call.case.id, resolved_at=None)


def test_a_worker_that_dies_gives_the_job_back_when_its_lease_is_over(call: Calling) -> None:
    with call.here.engine.desk.store.begin() as tx:
        assert tx.take_job(call.here.clock.now(), ("telefoon",), LEASE_SECONDS)
    assert not call.work.run_one()
    call.here.clock.advance(timedelta(seconds=LEASE_SECONDS + 1))
    assert call.work.run_one()
    assert call.here.names(call.case) == {"Daarna"}


# --- notices ----------------------------------------------------------------------------------------------------

ALICES = small(drawn("start Bellen end", start(), asks("Bellen", "meldpunt.casusregisseur"), end()))


@pytest.fixture
def post(play: Play, smtp_server: MailServer) -> tuple[Stage, Outbox, Case]:
    """A case with one notice to Alice that waits to be mailed."""
    here = play(ALICES)
    case = here.open_case()
    channel = Smtp(smtp_server.host, smtp_server.port, "noreply@perspectief.example", seconds=2)
    return here, replace(here.engine.outbox, channels={"mail": channel, "console": channel}), case


def test_a_mail_says_only_that_there_is_something(post: tuple[Stage, Outbox, Case], smtp_server: MailServer) -> None:
    here, work, case = post
    assert work.send_one()
    assert not work.send_one()
    (mail,) = smtp_server.mails
    task = here.task(case)
    assert (mail["To"], mail["Subject"]) == ("alice@meldpunt.example", "Er staat een taak voor u klaar")
    assert f"/taken/{task.id}" in mail.get_content()
    assert not [word for word in (case.reference, "Bellen", "Alice") if word in mail.as_string()]
    assert here.one(Notice).state is NoticeState.SENT


def test_a_mail_is_in_the_language_of_its_reader(post: tuple[Stage, Outbox, Case], smtp_server: MailServer) -> None:
    here, work, _ = post
    here.engine.accounts.set_language(here.who("alice"), "en")
    work.send_one()
    assert smtp_server.mails[0]["Subject"] == "There is a task for you"


def test_a_crash_between_sending_and_marking_sends_again_with_the_same_key(
    post: tuple[Stage, Outbox, Case], smtp_server: MailServer
) -> None:
    here, work, _ = post
    with here.engine.desk.store.begin() as tx:
        notice = tx.take_notice(here.clock.now(), LEASE_SECONDS)
    assert notice
    letter = LetterWriter("http://x")(notice, None)
    work.channels["mail"].send("alice@meldpunt.example", letter.subject, letter.body, notice.key)
    here.clock.advance(timedelta(seconds=LEASE_SECONDS + 1))
    assert work.send_one()
    assert len(smtp_server.mails) == 2
    assert len({mail["Message-ID"] for mail in smtp_server.mails}) == 1


def test_a_mail_server_that_is_down_is_tried_again_and_then_given_up(
    post: tuple[Stage, Outbox, Case], smtp_server: MailServer
) -> None:
    here, work, _ = post
    smtp_server.refuse = True
    for number in range(TRIES):
        assert work.send_one()
        assert not work.send_one()
        assert here.one(Notice).attempts == number + 1
        here.clock.advance(timedelta(hours=7))
    assert here.one(Notice).state is NoticeState.FAILED
    smtp_server.refuse = False
    assert not work.send_one()


def test_a_notice_is_put_in_the_outbox_once(post: tuple[Stage, Outbox, Case]) -> None:
    here, _, case = post
    task = here.task(case)
    for _ in range(3):
        here.engine.coordination.nudge(here.who("dora"), task.id)
    assert len([row for row in here.find(Notice) if row.template == "nudge"]) == 1
    here.later(days=1)
    here.engine.coordination.nudge(here.who("dora"), task.id)
    assert len([row for row in here.find(Notice) if row.template == "nudge"]) == 2


def test_nobody_is_told_of_a_task_they_made_themselves(play: Play) -> None:
    here = play(
        small(
            drawn(
                "start A B end",
                start(),
                asks("A", "meldpunt.casusregisseur"),
                asks("B", "meldpunt.casusregisseur"),
                end(),
            )
        )
    )
    case = here.open_case()
    here.do(case, "A", "alice")
    assert [row.key for row in here.find(Notice)] == [f"task:{here.find(Task)[0].id}:opened"]
