"""Who looks on at a story: what was passed is counted, reloading changes nothing, the second opinion notices a broken kernel."""

import pytest

from engine import kernel
from engine.kernel.second.executor import Conditions
from engine.step.stepper import Stepper
from perspectief.factory import shipped_files
from perspectief.scenario import Differs, run_text, shipped_scenarios
from perspectief.scenario.coverage import coverage, share, summary
from perspectief.scenario.witness import Witness

STORIES = {f"{path.parts[-3]}/{path.stem}": path.read_text(encoding="utf-8") for path in shipped_scenarios()}
SHORT = STORIES["P17-escalatie/opgelost"]
ROAD = STORIES["P03-intake/" + sorted(key.split("/")[1] for key in STORIES if key.startswith("P03"))[0]]
DIAGRAMS = {name: text for name, text in shipped_files().items() if name.endswith(("P17t.bpmn", "P03.bpmn"))}


@pytest.fixture(scope="module")
def seen() -> Witness:
    witness = Witness(reload=True, second_opinion=True)
    for story in (SHORT, ROAD):
        run_text(story, witness=witness)
    return witness


def test_what_a_story_passed_is_counted(seen: Witness) -> None:
    found = coverage(DIAGRAMS, seen.passed)
    assert set(found.diagrams) == {"P03", "P17t"}
    for one in found.diagrams.values():
        assert 0 < one.elements[0] <= one.elements[1]
        assert 0 < one.flows[0] <= one.flows[1]
        assert set(one.missed_elements) | seen.passed[one.model.process_id].elements >= set(one.model.elements)
    assert "L4" in "".join(
        found.diagrams["P17t"].model.elements[i].name for i in found.diagrams["P17t"].missed_elements
    )


def test_a_diagram_that_no_story_touched_counts_in_full() -> None:
    found = coverage(DIAGRAMS, {})
    assert share(found.elements) == 0
    assert not found.reached
    assert found.elements[1] == sum(len(one.model.elements) for one in found.diagrams.values())
    assert "nog niet: " in "\n".join(summary(found))


def test_the_second_executor_follows_the_stories_and_agrees(seen: Witness) -> None:
    assert seen.opinions.steps > 5
    assert seen.opinions.differ == []


def test_a_second_executor_that_decides_otherwise_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Conditions.evaluate
    monkeypatch.setattr(Conditions, "evaluate", lambda *given, **more: not real(*given, **more))
    witness = Witness(second_opinion=True)
    for story in (SHORT, ROAD):
        run_text(story, witness=witness)
    assert witness.opinions.differ != []


def test_a_kernel_that_forgets_something_when_it_is_written_down_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault that only a restart shows: timers are not written down."""
    real = kernel.dump

    def forgetful(marking: kernel.Marking) -> str:
        return real(
            kernel.Marking({n: node for n, node in marking.nodes.items() if node.kind != "task"}, marking.following)
        )

    run_text(SHORT, witness=Witness())
    monkeypatch.setattr("perspectief.scenario.witness.kernel.dump", forgetful)
    with pytest.raises(Differs):
        run_text(SHORT, witness=Witness(reload=True))


def test_running_cases_never_come_near_the_second_executor() -> None:
    assert "second" not in Stepper.start.__globals__
    assert not any("executor" in name or "follower" in name for name in Stepper.apply.__globals__)
