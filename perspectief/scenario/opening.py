"""Everything that is there before the first step of a story: organisations, definitions, and the case with its facts."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from engine import store as store_room
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.model import ENGINE, Case, CaseKind, Organisation
from engine.placing import HUB
from engine.step import consenting
from engine.step.routing import new_reference
from engine.step.run import Run
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import ORGANISATIONS
from perspectief.rehearsal import Rehearsal
from perspectief.scenario.cast import account
from perspectief.scenario.play import Play
from perspectief.scenario.story import START, Differs, items, nearest, plain


def begin(stage: Rehearsal, told: Mapping[str, Any], *, furnished: bool = False) -> Play:
    """The stage as the first step of a story finds it; `furnished` when organisations and definitions are there."""
    play = Play(stage, str(told.get("proces", "P00")))
    if not furnished:
        furnish(stage.engine, shipped_files())
    steps = told["stappen"]
    if steps[0].get("doet") != "melden":
        play.case = _first_case(play, told.get("gegeven") or {}, steps)
        stage.wake()
    return play


def furnish(engine: Engine, files: Mapping[str, bytes]) -> None:
    """The organisations of the demonstration, and these definitions. Raises Differs when they are refused."""
    with engine.desk.store.begin() as tx:
        for key, name, lanes in ORGANISATIONS:
            tx.add(Organisation(key=key, name=name, lanes=lanes))
    answer = engine.definitions.deploy(files, ENGINE)
    if answer.bundle is None:
        worst = [row for row in answer.findings if row.severity == "error"]
        raise Differs(f"the definitions are refused: {worst[0].file}: {worst[0].text_en}")


@cache
def furnished_image() -> bytes:
    """A database in memory with what ships put to work: made once a program, since that takes longer than most stories."""
    store = store_room.open("sqlite://")
    with memory_engine(VirtualClock(START), store) as engine:
        furnish(engine, shipped_files())
        return store.image()


def _first_director(steps: Sequence[Mapping[str, Any]]) -> str | None:
    """The first `casusregisseur Naam` of a scenario that starts halfway: who directs the case then."""
    told = (str(step.get("wie", "")) for step in steps)
    return next((who.split()[-1] for who in told if who.startswith("casusregisseur ")), None)


def _begun_by_message(play: Play, first: Mapping[str, Any]) -> bool:
    """Whether the first step is the message that starts this process; news for a process that runs finds it running."""
    with play.engine.desk.look() as (_, snapshot):
        begun = snapshot.starters.get(str(first.get("bericht")), ())
    return play.process in {deployed.compiled.process_id for deployed in begun}


def _first_case(play: Play, given: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> Case:
    """The case that a story is about. A process that a message starts begins without a director: its own steps name one."""
    start, facts = not _begun_by_message(play, steps[0]), dict(items(given.get("feiten")))
    if start and "caseDirector" not in facts and (name := _first_director(steps)):
        facts["caseDirector"] = name
    return open_case(play, facts, consents=items_of(given, "toestemmingen"), start=start)


def open_case(
    play: Play, facts: dict[str, Any], *, consents: Sequence[Mapping[str, Any]] = (), start: bool = True
) -> Case:
    """A case with these facts, in which the process of the story has begun when `start` is set."""
    engine = play.engine
    kind = CaseKind.CARE if play.process == "P05" else CaseKind.PERSON
    for name in ("caseDirector", "caseDeputy"):
        if name in facts:
            facts[name] = account(play, str(facts[name]), "casusregisseur", HUB)
    hub = play.stage.organisation_for(HUB)
    with engine.desk.store.begin() as tx:
        row = tx.add(Case(reference=new_reference(), kind=kind, opened_at=engine.desk.clock.now()))
        run = Run(tx, engine.desk.parts, row, ENGINE, engine.desk.clock.now())
        run.join(HUB, hub, "scenario")
        for name in facts:
            if name not in run.vocabulary.facts:
                raise Differs(f"there is no fact {name!r} in facts.yaml{nearest(name, run.vocabulary.facts)}")
        instance_facts = {name for name in facts if run.vocabulary.facts[name].scope == "instance"}
        for name in sorted(set(facts) - instance_facts):
            run.set_fact(name, plain(facts[name]), source="scenario")
        for told in consents:
            _consent(run, told)
        if start:
            started = run.start(play.process)
            for name in sorted(instance_facts):
                run.set_fact(name, plain(facts[name]), instance=started.id, source="scenario")
        run.settle()
        return run.case


def items_of(given: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    """A list under `zaak` of what is given."""
    found: Sequence[Mapping[str, Any]] = (given.get("zaak") or {}).get(name, ())
    return found


def _consent(run: Run, told: Mapping[str, Any]) -> None:
    """A consent that was given and told back before the story begins: `{doel, ontvanger, gegevens, tot}`."""
    answers = {"dataScope": list(told["gegevens"]), "teachBack": True, "validUntil": told.get("tot")}
    consenting.give(run, str(told["doel"]), str(told["ontvanger"]), answers)
