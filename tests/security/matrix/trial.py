"""The trial: everybody tries every address, and each time the world begins anew."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.security.matrix.cast import DIAGRAM, SUBJECTS, World
from tests.security.matrix.expected import expected
from tests.security.matrix.routes import FILES, ROUTES, Body, of_the_hub

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")
# The API calls every number `id`: which one it is says the part of the address before it.
MEANT = {
    "tasks": "task", "accounts": "account", "tokens": "token", "absences": "absence", "roster": "duty",
    "proposals": "proposal", "reviews": "review", "incidents": "incident", "content": "sealed", "forms": "form",
    "organisations": "organisation", "organisaties": "organisation", "closing-days": "day", "zeg": "said", "family": "relation",
}  # fmt: skip
DIFFERENT = {
    "POST /api/v1/accounts/<account>/return": "POST /api/v1/accounts/<gone>/return",
    "POST /beheer/mensen/<account>/terug": "POST /beheer/mensen/<gone>/terug",
    "DELETE /api/v1/accounts/<account>/administrator": "DELETE /api/v1/accounts/<administrator>/administrator",
}
LOGINS = ("/aanmelden", "/mijn/aanmelden")


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody at an address, and what the table says of it."""

    subject: str
    address: str
    body: Body
    sign: str


def listed() -> dict[str, str]:
    """Address -> family, as the table has them."""
    return {address: family for family, addresses in ROUTES.items() for address in addresses}


def served(world: World) -> set[str]:
    """The addresses of the url map, in the words of the table."""
    return {address for rule in world.app.url_map.iter_rules() for address in _addresses(rule)}


def _addresses(rule: Rule) -> Iterator[str]:
    path = re.sub(r"<(?:[^<>]*:)?(\w+)>", r"<\1>", rule.rule)
    path = re.sub(r"/(\w[\w-]*)/<(?:id|key|what)>", lambda found: f"/{found[1]}/<{_meant(found[1], found[0])}>", path)
    for method in rule.methods or ():
        if method in METHODS:
            address = f"{method} {path}"
            yield DIFFERENT.get(address, address)


def _meant(before: str, whole: str) -> str:
    return MEANT.get(before, "key" if whole.endswith("<key>") else "what")


def bare(address: str) -> str:
    """An address of the table without what is asked behind it, whichever task it is about."""
    return re.sub("<(hub|own)task>", "<task>", address.partition("?")[0]).replace("<right>", "<proposal>")


def cells() -> list[Cell]:
    """Everybody at every address."""
    table = expected()
    return [
        Cell(subject, address, body, table[family][subject])
        for family, addresses in (ROUTES | of_the_hub()).items()
        for address, body in addresses.items()
        for subject in SUBJECTS
    ]


def try_all(world: World, wanted: Iterable[Cell]) -> list[str]:
    """What came out other than the table says."""
    return [
        f"{cell.subject} at {cell.address}: {found}, not {cell.sign}"
        for cell in wanted
        if (found := attempt(world, cell.subject, cell.address, cell.body)) != cell.sign
    ]


def attempt(world: World, subject: str, address: str, body: Body) -> str:
    """Somebody tries an address: one sign of the table."""
    world.begin_anew()
    return sign_of(ask(world, subject, address, body))


def ask(world: World, subject: str, address: str, body: Body) -> TestResponse:
    """The answer to somebody at an address."""
    method, _, path = _filled(world, subject, address).partition(" ")
    sent: dict[str, Any] = {}
    api = path.startswith("/api/")
    if subject in world.tokens and api:
        sent["headers"] = {"Authorization": f"Bearer {world.tokens[subject]}"}
    if body is FILES:
        sent["data"] = {"files" if api else "bestanden": (io.BytesIO(DIAGRAM), "proef.bpmn")}
    elif method != "GET" and (body or not api):
        sent["json" if api else "data"] = _values(world, subject, body)
    if method != "GET" and not api:
        sent.setdefault("data", {})["csrf_token"] = world.marks[subject]
    return world.client(subject).open(path, method=method, **sent)


def _values(world: World, subject: str, body: Body) -> dict[str, object]:
    return {name: _filled(world, subject, value) if isinstance(value, str) else value for name, value in body.items()}


def _filled(world: World, subject: str, text: str) -> Any:
    """The text with what stands in `<…>`; a text that is nothing else becomes what it stands for."""
    numbers: Mapping[str, object] = world.numbers
    if text.startswith("<") and text.endswith(">"):
        return numbers[text[1:-1]]
    return re.sub(r"<(\w+)>", lambda found: str(numbers[found[1]]), text)


def sign_of(answer: TestResponse) -> str:
    """What an answer is in the table: + done or seen, or refused for what was asked; 0 absent; x not allowed; L log in;
    ~ something outside cannot be reached; ! a fault."""
    if answer.status_code == 401 or (answer.status_code == 302 and answer.location.split("?")[0] in LOGINS):
        return "L"
    return {404: "0", 403: "x", 503: "~"}.get(answer.status_code, "+" if answer.status_code < 500 else "!")
