"""What a new version of a form, a table or the words changes, in a designer's words. Diagrams have web/changes.py."""

from web.differences import forms, tables, words
from web.differences.things import Difference, Trait, differences

__all__ = ["Difference", "Trait", "between", "name"]


def between(kind: str, before: str, after: str) -> list[Difference]:
    """What differs between two versions of a file that is no diagram; both were deployed or checked, so both can be read."""
    if kind == "form":
        return differences(*forms.pair(before, after))
    if kind == "decision":
        return differences(*tables.pair(before, after))
    return differences(words.things(before), words.things(after))


def name(kind: str, key: str, text: str) -> str:
    """What people call a file that is no diagram; its key where it has no name."""
    if kind == "form":
        return forms.name(text)
    return tables.name(text, key) if kind == "decision" else key
