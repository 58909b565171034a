"""What can happen in a story: one function a kind of step."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from engine.calendar import Calendar
from engine.errors import PerspectiefError, Refused
from engine.model import ENGINE, CaseKind
from engine.ports import JobResult
from perspectief.scenario.cast import answers, director, shown, who
from perspectief.scenario.expectations import expect
from perspectief.scenario.opening import open_case
from perspectief.scenario.play import Play, cases, needed_key, open_task, timeline, waits
from perspectief.scenario.story import LINE, Differs, items, moment, nearest, plain, written

REFUSALS = {
    "vier ogen": "four-eyes",
    "mag niet": "not-allowed",
    "niet te zien": "not-found",
    "klopt niet": "invalid",
    "al gedaan": "already-done",
    "van iemand anders": "already-claimed",
}


def _report(play: Play, step: Mapping[str, Any]) -> None:
    play.receipt = play.stage.report(answers(play, step.get("vult in")))
    found = play.stage.cases()
    play.case = found[-1] if found else None
    play.stage.wake()


def _do(play: Play, step: Mapping[str, Any]) -> None:
    if step["doet"] == "melden":
        _report(play, step)
        return
    task = open_task(play, str(step["doet"]))
    actor = who(play, str(step.get("wie", "")), task)
    given = answers(play, step.get("vult in"))
    if refused := step.get("wordt geweigerd"):
        code = play.stage.refusal(task, given, actor)
        if code is None:
            raise Differs(f"{step['doet']} went through, but should be refused: {refused}")
        if code != REFUSALS.get(str(refused), refused):
            raise Differs(f"{step['doet']} should be refused: {refused}; it is refused as {code}")
        return
    try:
        play.stage.complete(task, given, actor, on_behalf_of=step.get("namens"))
    except PerspectiefError as error:
        raise Differs(f"{step['doet']}: {shown(error)}") from error
    play.stage.wake()


def _message(play: Play, step: Mapping[str, Any]) -> None:
    name = str(step["bericht"])
    payload = {key: plain(value) for key, value in items(step.get("met"))}
    for case in cases(play):
        if case.id == (play.case.id if play.case else 0) or waits(play, case, name):
            target = case if waits(play, case, name) or case.kind is CaseKind.PERSON else play.case
            break
    else:
        target = play.case
    assert target is not None
    declared = play.engine.vocabulary.messages.get(name)
    payload = {**payload, **needed_key(play, declared, payload)}
    play.stage.bring(str(step.get("van", "")), name, target.reference, payload)
    play.stage.wake()


def _signal(play: Play, step: Mapping[str, Any]) -> None:
    """A signal over all cases: whoever waits for it hears it."""
    payload = {key: plain(value) for key, value in items(step.get("met"))}
    play.engine.messages.signal(ENGINE, str(step["signaal"]), payload)
    play.stage.wake()


def _clock(play: Play, step: Mapping[str, Any]) -> None:
    play.stage.go_to(moment(step["klok"]))


def _absent(play: Play, step: Mapping[str, Any]) -> None:
    account = play.stage.accounts[str(step["afwezig"])]
    deputy = play.stage.accounts.get(str(step.get("vervanger", "")))
    today = play.stage.clock.now().date()
    play.engine.absences.set_absent(ENGINE, account, today, moment(step["tot"]).date(), deputy)


def _table(play: Play, step: Mapping[str, Any]) -> None:
    """A designer deploys a changed table: every cell `vervang` becomes `door`."""
    key = str(step["tabel"])
    with play.engine.desk.look() as (_, snapshot):
        source = snapshot.decisions[key].row.source
    old, new = (f"<text>{escape(str(step[word]))}</text>" for word in ("vervang", "door"))
    if old not in source:
        raise Differs(f"table {key} has no cell {step['vervang']!r}")
    try:
        play.stage.deploy({f"{key}.dmn": source.replace(old, new).encode()})
    except Refused as refused:
        raise Differs(f"table {key} is refused: {refused.findings[0].text_en}") from refused  # type: ignore[attr-defined] # a Finding


def _after(play: Play, step: Mapping[str, Any]) -> None:
    """Time passes: `P180D`, `PT72H`, `P3M`, or `10 wd` for working days."""
    try:
        due = Calendar().due(str(step["na"]), play.stage.clock.now(), shift=False)
    except ValueError as error:
        raise Differs(f"{step['na']!r} is no length of time; write P180D, PT72H, P3M or 10 wd") from error
    play.stage.go_to(due)


def _outage(play: Play, step: Mapping[str, Any]) -> None:
    """Nothing runs until then; afterwards everything that became due is done, first what could do harm."""
    play.stage.clock.set(max(moment(step["storing tot"]), play.stage.clock.now()))
    play.stage.wake()


def _others(play: Play, step: Mapping[str, Any]) -> None:
    """So many other people, each with a case in which the process of the story begins, with these facts."""
    for _ in range(int(step["anderen"])):
        open_case(play, dict(items(step.get("met"))))
    play.stage.wake()


def _round(play: Play, step: Mapping[str, Any]) -> None:
    """The look around of every quarter of an hour, for what stands still without any error."""
    play.engine.clockwork.sweep()
    play.stage.wake()


def _pause(play: Play, step: Mapping[str, Any]) -> None:
    """The director lets the case stand still, for a reason of D21."""
    until = moment(step["tot"]).date() if "tot" in step else None
    play.engine.coordination.pause(
        director(play, str(step.get("wie", ""))), _reference(play), str(step["pauze"]), until
    )
    play.stage.wake()


def _resume(play: Play, step: Mapping[str, Any]) -> None:
    play.engine.coordination.resume(director(play, str(step.get("wie", ""))), _reference(play))
    play.stage.wake()


def _return(play: Play, step: Mapping[str, Any]) -> None:
    """The person comes back with the code on paper: alone, or to somebody at the desk."""
    told = str(step["terug"])
    if told == "persoon":
        play.engine.returning.with_code(_reference(play))
    else:
        play.engine.returning.at_the_desk(director(play, told), _reference(play))
    play.stage.wake()


def _facts(play: Play, step: Mapping[str, Any]) -> None:
    """Another process of the case, which is not part of the story, set these facts."""
    _reference(play)
    with play.engine.desk.act(ENGINE, play.case.id if play.case else 0) as run:
        for name, value in items(step["feiten"]):
            if name not in run.vocabulary.facts:
                raise Differs(f"there is no fact {name!r} in facts.yaml{nearest(name, run.vocabulary.facts)}")
            run.set_fact(name, plain(value), source="scenario")
        run.settle()


def _tailored(play: Play, step: Mapping[str, Any]) -> None:
    """Somebody adds a step of the catalogue of P08m, by its name in the diagram."""
    actor, wanted = director(play, str(step.get("wie", ""))), str(step["maatwerk"])
    catalogue = {row.name: row for row in play.engine.plans.view(actor, _reference(play)).catalogue}
    if wanted not in catalogue:
        raise Differs(f"the catalogue has no step {wanted!r}{nearest(wanted, catalogue)}")
    play.engine.plans.add_step(
        actor,
        _reference(play),
        step=catalogue[wanted].key,
        text=str(step.get("wat", wanted)),
        reason=str(step.get("waarom", "")),
        owner=str(step.get("eigenaar", catalogue[wanted].owner)),
        due=moment(step["voor"]).date(),
    )
    play.stage.wake()


def _reference(play: Play) -> str:
    if play.case is None:
        raise Differs("there is no case yet")
    return play.case.reference


def _service(play: Play, step: Mapping[str, Any]) -> None:
    """A connector answers: with values, or with a code that it failed."""
    topic = str(step["dienst"])
    failed = step.get("mislukt")
    outputs = {key: plain(value) for key, value in items(step.get("geeft"))}
    play.connectors[topic].answer = JobResult(outputs, str(failed) if failed else None, retry=False)
    if not play.engine.jobs.run_one():
        raise Differs(f"nobody asked {topic!r}; there is no open job for it")
    play.connectors[topic].answer = None
    play.stage.wake()


ACTS: Mapping[str, Callable[[Play, Mapping[str, Any]], None]] = {
    "verwacht": expect,
    "doet": _do,
    "bericht": _message,
    "signaal": _signal,
    "afwezig": _absent,
    "tabel": _table,
    "klok": _clock,
    "na": _after,
    "storing tot": _outage,
    "anderen": _others,
    "ronde": _round,
    "pauze": _pause,
    "hervat": _resume,
    "terug": _return,
    "dienst": _service,
    "feiten": _facts,
    "maatwerk": _tailored,
}


def take(play: Play, step: Mapping[str, Any]) -> None:
    """Take one step of a story. Raises Differs with its line, what stands there, and what happened until then."""
    line = step.get(LINE)
    try:
        _act(step)(play, step)
    except Differs as error:
        raise _placed(play, step, line, error.what) from error
    except PerspectiefError as error:
        raise _placed(play, step, line, shown(error)) from error


def _act(step: Mapping[str, Any]) -> Callable[[Play, Mapping[str, Any]], None]:
    for word, act in ACTS.items():
        if word in step:
            return act
    first = next((word for word, _ in items(step)), "")
    raise Differs(f"no step of this kind{nearest(first, ACTS)}; use {', '.join(ACTS)}")


def check(told: Mapping[str, Any]) -> None:
    """Every step is of a kind that exists. Raises Differs at the first that is not, before anything is played."""
    for step in told["stappen"]:
        try:
            _act(step)
        except Differs as error:
            raise Differs(error.what, line=step.get(LINE), step=written(step)) from error


def _placed(play: Play, step: Mapping[str, Any], line: int | None, what: str) -> Differs:
    return Differs(what, line=line, step=written(step), timeline=timeline(play))
