"""All forms of a folder."""

import hashlib
from pathlib import Path

from forms.errors import FormError
from forms.findings import finding
from forms.model import Form
from forms.read import load


def library(folder: str | Path) -> dict[str, Form]:
    """The forms in this folder's *.form files by id. FormError when a file is refused or two files have the same id."""
    found: dict[str, Form] = {}
    for file in sorted(Path(folder).glob("*.form")):
        form = load(file.read_bytes())
        if form.id in found:
            raise FormError([finding("key.twice", form.id)])
        found[form.id] = form
    return found


def source_hash(text: str | bytes) -> str:
    """The identity of a form file: SHA-256 of its bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
