"""The table of supported elements says what the interpreter does, no more and no less."""

from engine.kernel.event_definition import POSSIBLE
from engine.kernel.interpreter import BEGIN
from engine.kernel.scope import FLOW_NODES
from engine.kernel.supported import TEXTS, supported, table


def test_every_executed_word_is_in_the_table_and_nothing_else():
    assert {row.word for row in supported()} == set(BEGIN) | set(POSSIBLE)
    assert set(TEXTS) == set(BEGIN) | set(POSSIBLE)


def test_every_word_that_is_read_is_executed_or_refused_by_name():
    assert FLOW_NODES - set(BEGIN) - set(POSSIBLE) == {"task"}  # a task without a type is refused


def test_the_table_has_a_row_per_word():
    assert len(table().splitlines()) == len(supported()) + 2
