"""The lists every installation has: languages and countries. Other lists come from the running system, by source
name.
"""

import json
from functools import cache
from pathlib import Path

from forms.model import Field, Option, Options, Text

FOLDER = Path(__file__).parent / "lists"


@cache
def built_in(source: str) -> tuple[Option, ...]:
    """The options of a built-in list by its source name; empty when there is no such list."""
    file = FOLDER / f"{source}.json"
    if source not in {"countries", "languages"}:
        return ()
    rows = json.loads(file.read_text(encoding="utf-8"))
    return tuple(Option(code, Text(names["nl"], names["en"])) for code, names in rows.items())


def offered(field: Field, options: Options) -> tuple[Option, ...]:
    """What this question offers besides its dynamic part: its own options and those of its source."""
    if not field.source:
        return field.options
    running = options[field.source] if field.source in options else built_in(field.source)
    return (*field.options, *(one if isinstance(one, Option) else Option(one, Text(one)) for one in running))
