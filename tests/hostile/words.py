"""Word lists (facts, organisations, messages) and files of no kind at all."""

from collections.abc import Iterator

from tests.hostile.sample import Sample


def refused() -> Iterator[tuple[str, str, bytes]]:
    """Name, file and content."""
    yield "python in YAML", "facts.yaml", b"facts: !!python/object/apply:os.system ['true']"
    yield (
        "aliases that multiply",
        "facts.yaml",
        b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + b"\n".join(b"%c: &%c [%s]" % (97 + n, 97 + n, b", ".join([b"*%c" % (96 + n)] * 10)) for n in range(1, 9))
        + b"\nfacts: *i",
    )
    yield "1,000 levels of YAML", "organisations.yaml", b"[" * 1_000 + b"]" * 1_000
    yield "not YAML", "messages.yaml", b"messages: [}"
    yield "a list of facts", "facts.yaml", b"facts: [a, b]"
    yield "UTF-16 YAML", "facts.yaml", "facts: {}".encode("utf-16")
    yield "a program", "x.py", b"import os"
    yield "a file without an ending", "passwd", b"root:x:0:0"
    yield "a path as a name", "../../etc/passwd", b"root:x:0:0"


def samples() -> Iterator[Sample]:
    for name, file, content in refused():
        yield Sample("words", name, file, content)
