"""A hostile file and what must become of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A file with the class of attack it belongs to. `runs` means that it may be accepted, because running it is harmless."""

    kind: str
    name: str
    file: str
    content: bytes
    runs: bool = False

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"
