"""Sealed content opens for its own case, zone and subject, and for nobody after its key is gone."""

import pytest

from engine import errors
from engine.sealed import PREFIX, MemoryKeys, Sealer

NOTE = 'De persoon slaapt slecht. {"ä": 1}'


class Ticks:
    """A stopwatch that somebody turns by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class CountedKeys(MemoryKeys):
    """Knows how often it was asked."""

    asked = 0

    def data_key(self, case: int, zone: str, part: str = "", *, create: bool) -> bytes | None:
        self.asked += 1
        return super().data_key(case, zone, part, create=create)


@pytest.fixture
def keys() -> CountedKeys:
    return CountedKeys(["MED", "JUR"])


@pytest.fixture
def sealer(keys: CountedKeys) -> Sealer:
    return Sealer(keys)


def test_what_was_sealed_opens_again(sealer: Sealer) -> None:
    token = sealer.seal(1, "MED", "task:12", NOTE)
    assert sealer.open(1, "MED", "task:12", token) == NOTE
    assert sealer.open(1, "MED", "s", sealer.seal(1, "MED", "s", "")) == ""


def test_bytes_come_back_as_bytes(sealer: Sealer) -> None:
    token = sealer.seal(1, "MED", "file:1", b"\x00\xff")
    assert sealer.open_bytes(1, "MED", "file:1", token) == b"\x00\xff"


def test_a_token_is_printable_and_shows_nothing(sealer: Sealer) -> None:
    token = sealer.seal(1, "MED", "task:12", NOTE)
    assert token.isascii()
    assert token.startswith(PREFIX)
    assert "slaapt" not in token


def test_the_same_content_never_gives_the_same_token(sealer: Sealer) -> None:
    assert len({sealer.seal(1, "MED", "task:12", NOTE) for _ in range(100)}) == 100


@pytest.mark.parametrize("place", [(2, "MED", "task:12"), (1, "JUR", "task:12"), (1, "MED", "task:13")])
def test_a_token_moved_elsewhere_does_not_open(sealer: Sealer, place: tuple[int, str, str]) -> None:
    token = sealer.seal(1, "MED", "task:12", NOTE)
    sealer.seal(*place, "something of its own")
    with pytest.raises(errors.Sealed):
        sealer.open(*place, token)


def test_every_changed_character_of_a_token_is_seen(sealer: Sealer) -> None:
    token = sealer.seal(1, "MED", "t", "abc")
    for at, letter in enumerate(token):
        for other in "AB":
            if other != letter:
                with pytest.raises(errors.Sealed):
                    sealer.open(1, "MED", "t", token[:at] + other + token[at + 1 :])


@pytest.mark.parametrize("token", ["", "s1.", "s1.QUJD", "s1.%%%", "s1.é", '{"plain": 1}', "s2.AAAA"])
def test_what_is_no_token_does_not_open(sealer: Sealer, token: str) -> None:
    sealer.seal(1, "MED", "t", "x")
    with pytest.raises(errors.Sealed):
        sealer.open(1, "MED", "t", token)


def test_a_zone_without_a_key_here_neither_seals_nor_opens(sealer: Sealer) -> None:
    assert sealer.can("MED")
    assert not sealer.can("TER")
    with pytest.raises(errors.Sealed):
        sealer.seal(1, "TER", "t", "x")


def test_opening_makes_no_key(sealer: Sealer, keys: CountedKeys) -> None:
    token = sealer.seal(1, "MED", "t", "x")
    with pytest.raises(errors.Sealed):
        sealer.open(2, "MED", "t", token)
    assert keys.data_key(2, "MED", create=False) is None


def test_what_was_shredded_is_gone_and_cannot_be_sealed_anew(sealer: Sealer) -> None:
    token, other = sealer.seal(1, "MED", "t", "x"), sealer.seal(1, "JUR", "t", "y")
    sealer.shred(1, "MED")
    with pytest.raises(errors.Sealed):
        sealer.open(1, "MED", "t", token)
    with pytest.raises(errors.Sealed):
        sealer.seal(1, "MED", "t", "again")
    assert sealer.open(1, "JUR", "t", other) == "y"


def test_a_kept_key_is_not_asked_for_again_until_it_is_old(keys: CountedKeys) -> None:
    ticks = Ticks()
    sealer = Sealer(keys, kept_seconds=60, ticks=ticks)
    token = sealer.seal(1, "MED", "t", "x")
    for ticks.now in (1.0, 59.0, 60.0, 61.0):
        sealer.open(1, "MED", "t", token)
    assert keys.asked == 2


def test_another_process_cannot_open_for_longer_than_a_key_is_kept(keys: CountedKeys) -> None:
    ticks = Ticks()
    theirs = Sealer(keys, kept_seconds=60, ticks=ticks)
    token = theirs.seal(1, "MED", "t", "x")
    Sealer(keys).shred(1, "MED")
    ticks.now = 60
    with pytest.raises(errors.Sealed):
        theirs.open(1, "MED", "t", token)


def test_only_so_many_keys_are_kept(keys: CountedKeys) -> None:
    sealer = Sealer(keys, kept=2)
    for case in (1, 2, 3):
        sealer.seal(case, "MED", "t", "x")
    asked = keys.asked
    sealer.seal(3, "MED", "t", "x")
    assert keys.asked == asked
    sealer.seal(1, "MED", "t", "x")
    assert keys.asked == asked + 1


def test_the_keys_of_a_new_case_are_made_at_once_and_need_not_be_asked_for(keys: CountedKeys, sealer: Sealer) -> None:
    sealer.begin(1)
    token = sealer.seal(1, "MED", "task:12", NOTE)
    assert keys.asked == 0
    assert Sealer(keys).open(1, "MED", "task:12", token) == NOTE
