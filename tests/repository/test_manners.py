import pytest

from tests.repository import manners
from tests.repository.house import Source, sources


@pytest.mark.parametrize("rule", manners.RULES, ids=lambda rule: rule.__name__)
def test_every_room_keeps_its_manners(rule: manners.Rule) -> None:
    findings = [finding for source in sources() for finding in rule(source)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (manners.reads_on_the_oldest_python, "class Deployed[T]: ..."),
        (manners.catches_all_with_a_reason, "try:\n    go()\nexcept Exception:\n    pass"),
        (manners.catches_all_with_a_reason, "try:\n    go()\nexcept (ValueError, BaseException) as e:\n    pass"),
        (manners.catches_all_with_a_reason, "try:\n    go()\nexcept:\n    pass"),
        (manners.runs_no_text_as_code, "eval(text)"),
        (manners.commits_in_the_store_only, "session.commit()"),
        (manners.asks_one_clock, "import datetime\ndatetime.datetime.now(datetime.UTC)"),
        (manners.asks_one_clock, "date.today()"),
        (manners.has_clear_names, "class TaskManager: ..."),
        (manners.spells_sources_in_one_file, 'source = f"wait:{instance}:{wait}"'),
        (manners.spells_sources_in_one_file, "text = \"'wait:' || instance\""),
        (manners.silences_with_a_reason, "import os  # noqa: F401"),
        (manners.silences_with_a_reason, "go()  # type: ignore[call-arg]"),
    ],
)
def test_a_planted_breach_is_caught(rule: manners.Rule, text: str) -> None:
    assert len(list(rule(Source("engine/planted.py", text)))) == 1


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            manners.catches_all_with_a_reason,
            "try:\n    go()\nexcept Exception:  # a poisoned row steps aside\n    pass",
        ),
        (manners.catches_all_with_a_reason, "try:\n    go()\nexcept ValueError:\n    pass"),
        (manners.asks_one_clock, "clock.now()"),
        (manners.has_clear_names, "class Utility: ..."),
        (manners.spells_sources_in_one_file, 'tag = "case:wait:reminded"'),
        (manners.silences_with_a_reason, "import os  # noqa: F401  re-exported for templates"),
    ],
)
def test_what_is_well_done_is_left_alone(rule: manners.Rule, text: str) -> None:
    assert list(rule(Source("engine/planted.py", text))) == []
