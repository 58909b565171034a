"""How code is written here, as far as a machine can see it: one function per rule, each yields what breaks it."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.repository.house import OLDEST_PYTHON, Source

Rule = Callable[[Source], Iterator[str]]

CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}
CLOCK_READERS = {
    "engine/clock.py",
    # FEEL's own now() and today(), for whoever uses feel/ alone; the engine lends it the case's moment instead.
    "feel/builtins/dates.py",
}
CATCH_ALL = {"Exception", "BaseException"}
VAGUE = re.compile(r"(?i)(manager|handler|helper|utils?)(?![a-z])")
SILENCED = re.compile(r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w\-, ]+\])?)\s*$")


def reads_on_the_oldest_python(source: Source) -> Iterator[str]:
    try:
        ast.parse(source.text, feature_version=OLDEST_PYTHON)
    except SyntaxError as error:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        yield f"{source.name}:{error.lineno} cannot be read by Python {oldest}: {error.msg}"


def catches_all_with_a_reason(source: Source) -> Iterator[str]:
    """`except Exception` hides what nobody thought of: a comment on its line or the next says why it may."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and catches_all(node):
            around = source.text.splitlines()[node.lineno - 2 : node.body[0].lineno]
            if not any("#" in line for line in around):
                yield f"{source.name}:{node.lineno} catches everything and does not say why"


def catches_all(node: ast.ExceptHandler) -> bool:
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or getattr(kind, "id", "") in CATCH_ALL for kind in kinds)


def runs_no_text_as_code(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("eval", "exec", "compile"):
            yield f"{source.name}:{node.lineno} runs text as Python"


def commits_in_the_store_only(source: Source) -> Iterator[str]:
    """One transaction per thing a person or the clock can do, opened by the store; no other line commits."""
    if source.name.startswith("engine/store/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "commit":
            yield f"{source.name}:{node.lineno} commits outside engine/store"


def asks_one_clock(source: Source) -> Iterator[str]:
    """Now is an argument; only engine/clock.py reads a clock."""
    if source.name in CLOCK_READERS:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = (ast.unparse(node.func.value).split(".")[-1], node.func.attr)
            if asked in CLOCKS:
                yield f"{source.name}:{node.lineno} reads a clock: {'.'.join(asked)}()"


def has_clear_names(source: Source) -> Iterator[str]:
    """A name says what a thing is; manager, handler, helper and util say that nobody knew."""
    if VAGUE.search(source.name.split("/")[-1].removesuffix(".py")):
        yield f"{source.name} has a name that says nothing"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and VAGUE.search(node.name):
            yield f"{source.name}:{node.lineno} class {node.name} has a name that says nothing"


def spells_sources_in_one_file(source: Source) -> Iterator[str]:
    """What a deadline is of is written and read by engine/source.py, in statements of the database too."""
    if source.name == "engine/source.py":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and str(node.value).lstrip("'").startswith("wait:"):
            yield f"{source.name}:{node.lineno} spells the source of a deadline"


def silences_with_a_reason(source: Source) -> Iterator[str]:
    """What lint or types are told to overlook has its reason on the same line."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if SILENCED.search(line):
            yield f"{source.name}:{number} silences a check and does not say why"


RULES: tuple[Rule, ...] = (
    reads_on_the_oldest_python,
    catches_all_with_a_reason,
    runs_no_text_as_code,
    commits_in_the_store_only,
    asks_one_clock,
    has_clear_names,
    spells_sources_in_one_file,
    silences_with_a_reason,
)
