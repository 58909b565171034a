"""The words of a bundle: facts, messages, organisations with their roles, each with what its file says of it."""

from collections.abc import Iterator, Mapping

from engine import notation
from web.differences.things import Thing


def things(source: str) -> list[Thing]:
    """Each word of a file, by the section in which it stands. Raises yaml.YAMLError."""
    return list(_words(notation.plain(source) or {}))


def _words(sections: Mapping[str, object]) -> Iterator[Thing]:
    for section, words in sections.items():
        entries = words if isinstance(words, Mapping) else {"": words}
        for key, word in entries.items():
            yield Thing(f"{section}:{key}", f"{section} · {key}" if key else str(section), dict(_leaves(word)))


def _leaves(word: object, path: str = "") -> Iterator[tuple[str, str]]:
    """What a word says, by the way to it: "roles.triagist.label"."""
    if isinstance(word, Mapping) and word:
        for key, value in word.items():
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(word, list):
        yield path, "\n".join(str(one) for one in word)
    else:
        yield path, "" if word is None else str(word)
