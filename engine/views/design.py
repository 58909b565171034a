"""What a designer is told of definitions and of a deployment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """One version of a definition."""

    id: int
    kind: str
    key: str
    name: str
    version: int
    sha256: str
    active: bool
    deployed_at: datetime
    deployed_by: str
    running: int | None  # how many run now; None is fewer than ten, or hidden


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a file, where, and what to do. A finding of severity `error` blocks a deployment, a `warning` does not."""

    code: str
    severity: str
    file: str
    element: str | None
    line: int | None
    text_nl: str
    text_en: str
    remedy_nl: str
    remedy_en: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """The answer to a deployment. `bundle` is None when it was a dry run or was refused."""

    bundle: int | None
    active: bool
    findings: tuple[Finding, ...]
    definitions: tuple[DefinitionView, ...]
    sources: Mapping[tuple[str, str], str] = field(default_factory=dict)  # of a dry run: each file by its kind and key
