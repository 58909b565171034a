"""What is proved over all diagrams together. Each promise is broken on our own diagrams, and the proof says where."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from time import process_time

import pytest

from engine import notation
from engine.lint.bundle import Bundle
from engine.lint.proof import prove, texts
from engine.lint.proof.care import refusing_never_ends_care
from engine.lint.proof.enforcement import nothing_reaches_enforcement
from engine.lint.proof.findings import WARNINGS, Found
from engine.lint.proof.gate import departures_pass_the_gate
from engine.lint.proof.heard import what_is_thrown_is_heard
from engine.lint.proof.ladder import escalations_are_decided
from engine.lint.proof.late import what_is_thrown_comes_before_the_return
from engine.lint.proof.roads import Roads
from tests.engine.cast import Stage, pathway, stage
from tests.engine.moving import moved

FILES = {PurePosixPath(name).stem: name for name in pathway()}
Change = dict[str, str]
Prover = Callable[[Bundle, Roads], Iterable[Found]]
PROMISES: dict[str, Prover] = {
    "gate": lambda bundle, roads: departures_pass_the_gate(bundle, roads, []),
    "enforcement": lambda bundle, roads: nothing_reaches_enforcement(bundle, roads, []),
    "care": lambda bundle, roads: refusing_never_ends_care(bundle, roads, []),
    "ladder": lambda bundle, roads: escalations_are_decided(bundle, roads, []),
    "heard": what_is_thrown_is_heard,
    "late": what_is_thrown_comes_before_the_return,
}


@dataclass(frozen=True)
class Fault:
    """One planted fault: what the proof must say, where, and the changes of what ships."""

    code: str
    element: str
    changes: tuple[Change, ...]


def planted(promise: str) -> dict[str, Fault]:
    """The faults of one promise, as broken_promises.yaml tells them."""
    told = notation.plain((Path(__file__).parent / "broken_promises.yaml").read_text(encoding="utf-8"))[promise]
    return {name: Fault(*fault["finds"].split(" at "), tuple(fault["changes"])) for name, fault in told.items()}


PLANTED = [(promise, name, fault) for promise in PROMISES for name, fault in planted(promise).items()]


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    with stage(pathway()) as made:
        yield made


def files_of(changes: Iterable[Change]) -> dict[str, bytes]:
    """The files in which a text becomes another."""
    files: dict[str, bytes] = {}
    for change in changes:
        name = FILES[change["in"]]
        source = files.get(name, pathway()[name])
        assert change["old"].encode() in source, f"{name} no longer holds {change['old']}"
        files[name] = source.replace(change["old"].encode(), change["new"].encode())
    return files


def broken(here: Stage, changes: tuple[Change, ...]) -> Bundle:
    """What ships, with the changes of a fault. A flow is moved in the compiled diagram: the reader would refuse how that is drawn."""
    bundle = here.engine.definitions.together(files_of(change for change in changes if "old" in change))
    processes = dict(bundle.processes)
    for change in (change for change in changes if "flow" in change):
        processes[change["in"]] = moved(processes[change["in"]], change["flow"], change["to"])
    return replace(bundle, processes=processes)


@pytest.mark.parametrize(("promise", "fault"), [(row[0], row[2]) for row in PLANTED], ids=[row[1] for row in PLANTED])
def test_a_broken_promise_is_found_at_its_element(here: Stage, promise: str, fault: Fault) -> None:
    bundle = broken(here, fault.changes)
    found = {(row.code, row.element) for row in PROMISES[promise](bundle, Roads(bundle))}
    assert (fault.code, fault.element) in found


def test_what_the_product_ships_keeps_every_promise_within_a_second(here: Stage) -> None:
    bundle = here.engine.definitions.together({})
    began = process_time()
    proof = prove(bundle)
    assert process_time() - began < 1
    assert [row for row in proof.findings if row.severity == "error"] == []
    assert proof.processes >= 60
    assert proof.elements >= 900
    assert proof.paths > 300
    assert proof.states > proof.elements * proof.worlds  # every world is walked nearly whole
    assert proof.setbacks > 40


def test_a_broken_promise_keeps_a_bundle_from_being_deployed(here: Stage) -> None:
    findings = here.engine.definitions.check(files_of(planted("care")["whoever stops the case stops care"].changes))
    assert "care.interrupted" in {row.code for row in findings if row.severity == "error"}


def test_every_promise_has_three_planted_faults_and_every_text_one() -> None:
    assert min(len(planted(promise)) for promise in PROMISES) >= 3
    assert {fault.code for _, _, fault in PLANTED} | {"ladder.unheard"} == set(texts.TEXTS)
    assert set(texts.TEXTS) >= WARNINGS
