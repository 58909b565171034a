"""Everybody asks everything in both worlds, and what comes back is held together byte for byte, headers too.

Masked is what the pages draw by lot at every answer: tokens of forms, and keys against doing a thing twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from werkzeug.test import TestResponse

from tests.security.matrix.cast import SUBJECTS
from tests.security.matrix.routes import ROUTES, Body, of_the_hub
from tests.security.matrix.trial import ask
from tests.security.pair.worlds import Difference, Pair

LOTS = re.compile(rb'name="(csrf_token|sleutel|eenmaal)" value="[^"]*"|<meta name="csrf-token" content="[^"]*">')
OUTSIDE = (
    "Set-Cookie",
    "Content-Length",
    "Date",
)  # the cookie of the token, a length that the bytes tell themselves, the real clock
NEXT = re.compile(r'"after": ?"(\w+)"|[?&](?:amp;)?na=(\w+)')
# Lists asked in other ways than by their bare address, and further pages.
ASKED = (
    "GET /?tab=mine", "GET /?tab=team", "GET /?termijn=late", "GET /?zoek=a", "GET /zaken?zoek=M-", "GET /vast?reden=late",
    "GET /api/v1/tasks?mine=true", "GET /api/v1/tasks?overdue=true", "GET /api/v1/tasks?text=a", "GET /api/v1/cases?text=M-",
    "GET /api/v1/accounts?text=a", "GET /vast/beeld?stap=:",
)  # fmt: skip
FURTHER = ("GET /zaken", "GET /vast", "GET /api/v1/cases", "GET /api/v1/stuck", "GET /api/v1/cases/<reference>/events")
PAGES = 12  # of one list at most
Looks = Sequence[tuple[str, Body]]
Answer = tuple[int, bytes, list[tuple[str, str]]]


def asked() -> list[tuple[str, Body]]:
    """Every address that is only looked at, lists in other ways too, and the opening of what was sealed."""
    families = {**ROUTES, **of_the_hub()}
    looks = [(at, body) for rows in families.values() for at, body in rows.items() if at.startswith("GET ")]
    return [*dict(looks).items(), *((at, {}) for at in ASKED), *ROUTES["content"].items()]


def answers(pair: Pair, number: int, subject: str, looks: Looks) -> dict[str, Answer]:
    """All that somebody is told in one of the worlds, one look after the other as a person would."""
    here = replace(pair.here, image=pair.images[number], numbers=pair.here.numbers | {"sealed": pair.note})
    here.begin_anew()
    found: dict[str, Answer] = {}
    for address, body in looks:
        got = ask(here, subject, address, body)
        found[address] = _bare(got)
        if address in FURTHER:
            found |= {further: _bare(one) for further, one in _further(here, subject, address, got)}
    return found


def _further(here: object, subject: str, address: str, got: TestResponse) -> Iterator[tuple[str, TestResponse]]:
    """The next pages of a list, by the address that each page tells."""
    word = "after" if "/api/" in address else "na"
    for _ in range(PAGES):
        after = NEXT.search(got.text)
        if got.status_code != 200 or not after:
            return
        further = f"{address}?{word}={after[1] or after[2]}"
        got = ask(here, subject, further, {})  # type: ignore[arg-type] # the world of the caller
        yield further, got


def _bare(got: TestResponse) -> Answer:
    headers = sorted((name, value) for name, value in got.headers.items() if name not in OUTSIDE)
    return got.status_code, LOTS.sub(b"", got.data), headers


def differences(pair: Pair, subjects: Sequence[str], looks: Looks = ()) -> tuple[int, list[str]]:
    """How many answers were compared, and which differ; of all addresses unless some are given."""
    compared, found = 0, list[str]()
    looks = looks or asked()
    for subject in subjects:
        one, other = answers(pair, 0, subject, looks), answers(pair, 1, subject, looks)
        compared += len(one)
        found += [f"{subject} at {at}" for at in one | other if one.get(at) != other.get(at)]
    return compared, found


def others(one: Difference) -> list[str]:
    """Whoever may not know of a difference."""
    return [subject for subject in SUBJECTS if subject not in one.readers]
