"""Files in the manner of other programs: read by both readers alike, or refused for a reason that a person can act on."""

import pytest

from engine import kernel
from tests.conformance.readings import OURS, VENDOR, compare, shipped, vendors

REFUSED = {
    "bare-choreography": {"element-unsupported", "process-none"},
    "bare-new-diagram": {"process-none"},
    "bare-unconnected": {"flow-no-in"},
    "bare-untyped-task": {"task-untyped"},
    "c7-generated-form": {"expression-juel", "extension-unsupported"},
    "c7-groovy-script": {"script-format", "script-language"},
    "c7-input-output-mapping": {"extension-unsupported"},
    "c7-java-class": {"extension-unsupported", "topic-missing"},
    "c7-juel-condition": {"expression-juel"},
    "c8-connector-template": {"attribute-value"},
    "c8-execution-listener": {"extension-unsupported"},
    "flowable-activiti-mail": {"extension-unsupported", "topic-missing"},
    "flowable-juel-collection": {"expression-juel", "extension-unsupported", "loop-missing"},
    "flowable-user-tasks": {"extension-unsupported"},
    "odd-condition-in-another-language": {"expression-language"},
    "odd-half-listed-flows": {"flow-not-listed"},
    "odd-typed-message": {"message-operation"},
    "signavio-double-condition": {"expression-empty", "expression-static"},
    "signavio-io-specification": {"element-unsupported"},
    "signavio-not-executable": {"process-none"},
}
FILES = sorted(VENDOR.glob("*.bpmn"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_vendors_file_is_read_alike_by_both_readers_or_refused_for_its_own_reason(file):
    found = compare(file.name, file.read_bytes())
    assert found.refused == REFUSED.get(file.stem, set())
    assert not found.differences, [row.text_en for row in found.differences]


def test_the_corpus_is_in_the_manner_of_several_vendors_and_most_of_it_runs():
    assert {file.stem.split("-")[0] for file in FILES} == {"bare", "c7", "c8", "flowable", "odd", "signavio"}
    found = list(vendors())
    assert len(found) >= 50
    assert sum(one.agrees for one in found) >= 30
    assert set(REFUSED) <= {file.stem for file in FILES}


def test_both_readers_agree_on_every_diagram_of_ours():
    found = list(shipped())
    assert len(found) == len(list(OURS.rglob("*.bpmn"))) > 15
    assert [one.name for one in found if not one.agrees] == []


def test_a_file_that_is_read_is_read_the_same_when_a_vendor_writes_it_with_another_prefix():
    one = (VENDOR / "bare-transaction.bpmn").read_text()
    other = one.replace("bpmn2:", "").replace("xmlns:bpmn2=", "xmlns=")
    assert other != one
    first, second = (kernel.read(text.encode()).model for text in (one, other))
    assert dict(first.elements) == dict(second.elements)
    assert dict(first.flows) == dict(second.flows)
