"""Which names an expression may use, and where one ends.

FEEL names hold blanks and signs ("days in weekend", "loan-to-value"), so that only the scope tells where a name
ends: the longest known name wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from feel.lexer import Token, normal, pieces

Pieces = tuple[tuple[str, bool], ...]
Index = dict[str, list[tuple[Pieces, str]]]


@lru_cache(maxsize=256)
def index(names: frozenset[str]) -> Index:
    """Names by their first piece, longest first. Shared: never changed in place."""
    found: Index = {}
    for name in names:
        parts = pieces(name)
        if parts:
            found.setdefault(parts[0][0], []).append((parts, normal(name)))
    for same in found.values():
        same.sort(key=lambda entry: -len(entry[0]))
    return found


class Scope:
    """Names visible at a place in the source. `open`: an item's own members are visible too, and unknown."""

    def __init__(self, names: Iterable[str], parent: Scope | None = None, *, open: bool = False) -> None:
        self.index, self.parent, self.open = index(frozenset(names)), parent, open
        self._own = False

    def add(self, name: str) -> None:
        """One more name."""
        for first, entries in index(frozenset((name,))).items():
            if not self._own:
                self.index, self._own = dict(self.index), True
            self.index[first] = sorted([*self.index.get(first, ()), *entries], key=lambda entry: -len(entry[0]))

    def longest(self, tokens: list[Token], at: int, skip: Scope | None = None) -> tuple[str, int, Scope] | None:
        """The longest known name that starts at a token: (name, number of tokens, its scope). Inner scopes first."""
        best: tuple[str, int, Scope] | None = None
        scope: Scope | None = self
        while scope is not None:
            for parts, name in () if scope is skip else scope.index.get(tokens[at].text, ()):
                if (best is None or len(parts) > best[1]) and _matches(parts, tokens, at):
                    best = name, len(parts), scope
                    break
            scope = scope.parent
        return best

    @property
    def inside_items(self) -> bool:
        """Whether a name may be a member of an item that a filter looks at."""
        scope: Scope | None = self
        while scope is not None:
            if scope.open:
                return True
            scope = scope.parent
        return False


def _matches(parts: Pieces, tokens: list[Token], at: int) -> bool:
    """Whether the tokens are the name: the same pieces, with blanks in the same places."""
    if at + len(parts) >= len(tokens):
        return False
    return all(
        tokens[at + i].text == text and (i == 0 or tokens[at + i].spaced == spaced)
        for i, (text, spaced) in enumerate(parts)
    )
