"""What is larger than this house feels at home with: a report, never a verdict. `python -m tests.repository.sizes`."""

import ast
from collections.abc import Iterator

from tests.repository.house import Source, sources

LONGEST_FUNCTION = 35
LONGEST_FILE = 400


def large_things(source: Source) -> Iterator[tuple[int, str]]:
    """Lines and name of the file, when long, and of each long function in it."""
    lines = len(source.text.splitlines())
    if lines > LONGEST_FILE:
        yield lines, source.name
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield length, f"{source.name}:{node.lineno} {node.name}"


def report() -> str:
    found = sorted((thing for source in sources() for thing in large_things(source)), reverse=True)
    rows = [f"{lines:6} lines  {name}" for lines, name in found]
    title = f"{len(rows)} files over {LONGEST_FILE} lines or functions over {LONGEST_FUNCTION}"
    return "\n".join([title, *rows])


if __name__ == "__main__":
    print(report())
