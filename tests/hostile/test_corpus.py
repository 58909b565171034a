"""Whatever a stranger sends is refused with words that help, or runs without harm; the look at it is quick."""

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from types import MappingProxyType

import pytest
from lxml import etree

import feel
from engine import kernel
from engine.views import Finding
from tests.hostile import diagrams, forms, tables
from tests.hostile.corpus import samples, write
from tests.hostile.house import house, most_seconds, walk_seconds
from tests.hostile.mutants import mutants
from tests.hostile.sample import Sample
from tests.hostile.trial import NOW, Check, drive, judge

SEED = 20_261_124
CORPUS = list(samples())
SLACK = 3.0  # tests run two at a time on machines that do other things too; `python -m benchmarks hostile` allows none


@pytest.fixture(scope="module")
def check():
    with house() as look:
        yield look


@pytest.fixture(scope="module")
def walk(check):
    return SLACK * walk_seconds(check)


def test_the_corpus_has_every_kind_of_attack():
    counts = Counter(one.kind for one in CORPUS)
    assert sum(counts.values()) >= 250
    assert set(counts) == {
        "xml", "shape", "names", "expressions", "eaters", "tables", "tables that eat", "forms", "forms that eat", "words"
    }  # fmt: skip
    assert len({str(one) for one in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("kind", dict.fromkeys(one.kind for one in CORPUS))
def test_every_hostile_file_is_refused_clearly_or_runs_safely(kind, check, walk):
    verdicts = [judge(one, check, most_seconds(kind, SLACK), walk) for one in CORPUS if one.kind == kind]
    assert [str(one) for one in verdicts if one.wrong] == []


def test_blind_mutants_of_our_diagrams_are_refused_clearly_or_run_safely(check, walk):
    verdicts = [judge(one, check, most_seconds(one.kind, SLACK), walk) for one in mutants(SEED, 100)]
    assert [str(one) for one in verdicts if one.wrong] == []
    accepted = sum(not one.refused for one in verdicts)
    assert 3 < accepted < 70, f"seed {SEED}: {accepted} accepted: too wild or too tame to say anything"


def test_the_corpus_can_be_written_for_other_programs(tmp_path):
    assert write(tmp_path) == len(CORPUS) == len(list(tmp_path.iterdir()))


# Sabotages: the same trial with one guard missing must find its class of attack.


def accepting(read: object) -> Check:
    """A look that finds nothing wrong unless `read` itself fails."""

    def look(files):
        for content in files.values():
            read(content)
        return ()

    return look


def caught(kind: str, look: Check, seconds: float = 0.1) -> list[str]:
    return [one.name for one in CORPUS if one.kind == kind and not one.runs and judge(one, look, seconds).wrong]


def test_a_parser_without_the_scan_is_caught_by_the_files_that_attack_xml():
    careless = etree.XMLParser(resolve_entities=True, huge_tree=True, no_network=True)
    found = caught("xml", accepting(lambda content: etree.fromstring(content, careless)))
    assert {"billion laughs", "entity of a file", "100,000 attributes", "instruction", "remarks only"} <= set(found)


def test_a_reader_that_lets_findings_fall_is_caught_by_shapes_names_and_expressions():
    blind = accepting(kernel.read)
    for kind in ("shape", "names", "expressions"):
        assert caught(kind, blind) == [one.name for one in CORPUS if one.kind == kind]


def test_findings_that_help_nobody_are_caught():
    mute = Finding("x", "error", "f", None, None, "", "", "", "")
    inside = Finding("x", "error", "f", None, None, "a", "<lxml.etree object at 0x7f>", "c", "d")
    sample = Sample("xml", "any", "x.bpmn", b"")
    assert "does not say" in judge(sample, lambda files: [mute], 1).wrong
    assert "inside" in judge(sample, lambda files: [inside], 1).wrong


def test_a_rule_that_computes_for_ever_is_caught_when_the_fuel_is_not_bounded():
    unbounded = feel.Limits(fuel=2_000_000, items=5_000_000)
    eater = diagrams.EATERS["some of many"].removeprefix("=")

    def look(files):
        with pytest.raises(feel.LimitError):
            feel.compile(eater, limits=unbounded).evaluate({})
        return ()

    assert "slow" in judge(Sample("eaters", "x", "x.feel", b"", runs=True), look, 0.1).wrong


def test_tables_and_forms_that_are_only_parsed_are_caught():
    assert len(caught("tables", accepting(etree.fromstring))) > 15
    assert len(caught("forms", accepting(lambda content: None))) == sum(1 for _ in forms.refused())
    assert sum(1 for _ in tables.refused()) > 25


def test_a_process_that_stands_still_unnoticed_is_caught(monkeypatch):
    drawn = diagrams.draw(
        diagrams.start(), diagrams.gateway("parallel", "p"), diagrams.end("a"), diagrams.end("b"), "start p a", "p b"
    )
    model = kernel.read(drawn).model
    waiting = replace(model.elements["p"], incoming=("start_p", "never"))
    stuck = replace(model, elements=MappingProxyType({**model.elements, "p": waiting}))
    assert drive(model, random.Random(1)) == ""
    assert [wait.kind for wait in kernel.waits(stuck, kernel.start(stuck, kernel.World(NOW, {}))[0])] == ["incident"]
    monkeypatch.setattr("engine.kernel.interpreter._deadlocks", lambda step: False)
    assert "stands still" in drive(stuck, random.Random(1))


def test_looking_at_a_bomb_needs_little_memory():
    code = (
        "import resource; from engine import kernel; from tests.hostile import diagrams\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "[kernel.read(content) for name, content in diagrams.xml()]\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout) < 200, f"{done.stdout} MB"
