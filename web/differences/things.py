"""What files are made of, so that two versions can be laid side by side: things with a key, and of each what people notice. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Thing:
    """A question of a form, a row of a table, a word. `traits` are texts by what they are of it; an empty text says that there is
    none. Two things with one `key` are the same in both versions."""

    key: str
    name: str
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trait:
    """Something of a thing that is not what it was."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that is new, gone or changed (`change`), with what of it; of one that is new or gone everything on one side."""

    change: str
    name: str
    traits: tuple[Trait, ...]


def differences(before: Iterable[Thing], after: Iterable[Thing]) -> list[Difference]:
    """What is different, in the order of the new version; what is gone stands last."""
    old = {thing.key: thing for thing in before}
    new = {thing.key: thing for thing in after}
    return [*_of_new(old, new), *(_alone("gone", thing) for key, thing in old.items() if key not in new)]


def _of_new(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> Iterator[Difference]:
    for key, thing in new.items():
        if key not in old:
            yield _alone("new", thing)
        elif traits := tuple(_altered(old[key], thing)):
            yield Difference("changed", thing.name, traits)


def _alone(change: str, thing: Thing) -> Difference:
    rows = ((what, text) for what, text in thing.traits.items() if text)
    return Difference(
        change, thing.name, tuple(Trait(what, *((text, "") if change == "gone" else ("", text))) for what, text in rows)
    )


def _altered(old: Thing, new: Thing) -> Iterator[Trait]:
    for what in dict.fromkeys([*old.traits, *new.traits]):
        was, now = old.traits.get(what, ""), new.traits.get(what, "")
        if was != now:
            yield Trait(what, was, now)
