from tests.repository.house import Source
from tests.repository.sizes import large_things


def test_the_report_names_a_long_function_and_a_long_file() -> None:
    source = Source("engine/planted.py", "def long():\n" + "    step()\n" * 410)
    assert list(large_things(source)) == [(411, "engine/planted.py"), (411, "engine/planted.py:1 long")]


def test_the_report_leaves_ordinary_code_alone() -> None:
    assert list(large_things(Source("engine/planted.py", "def short():\n    step()\n"))) == []
