"""What the pages of a case cost after many rounds beside few: processor time of a request, SQLite, both cases in turn."""

import re
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient

from benchmarks.speed.place import Place, loop, place
from engine.model import Case
from perspectief.app import create_app

PAGES = ("", "/tijdlijn", "/formulieren", "/onderdelen")
FEW, MANY = 5, 1_000
BAR = 1.3  # what the page of the case after MANY may cost, in the page after FEW
TURNS, WARM = 60, 5


def main(words: list[str]) -> int:
    """`bench past [ROUNDS]`: ROUNDS is how many rounds the long case has behind it, 1,000 by default.

    Answers 1 when its page costs more than the bar."""
    rounds = (FEW, int(words[0]) if words else MANY)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/cases.db"
        with place(Path(folder), database, diagrams=[loop()]) as here:
            visitor = _director(here)
            addresses = {number: _lived(here, number) for number in rounds}
            costs = {page: _costs(visitor, addresses, page) for page in PAGES}
    for page, (few, many) in costs.items():
        print(
            f"/zaken/…{page}: {few:.2f} ms after {rounds[0]} rounds, {many:.2f} ms after {rounds[1]:,}: {many / few:.2f}"
        )
    few, many = costs[""]
    print(f"bar of the page: {BAR}")
    return int(many > BAR * few)


def _lived(here: Place, rounds: int) -> str:
    """The address of a case that went round so often."""
    case = here.open_case("LOOP")
    for number in range(rounds):
        here.step(here.waiting(case)[0], here.said, key=f"{case}:{number}")
    with here.engine.desk.store.reading() as reader:
        (row,) = reader.find(Case, id=case)
    return f"/zaken/{row.reference}"


def _director(here: Place) -> FlaskClient:
    """The browser of whoever directs these cases."""
    visitor = create_app(here.engine, here.settings).test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/aanmelden").text)
    assert token
    visitor.post("/aanmelden/voorbeeld", data={"csrf_token": token[1], "login": "alice"})
    return visitor


def _costs(visitor: FlaskClient, addresses: Mapping[int, str], page: str) -> list[float]:
    """The median of each case in milliseconds of the processor; they take turns, so that a busy moment meets both."""
    spent: dict[int, list[float]] = {number: [] for number in addresses}
    for _ in range(WARM + TURNS):
        for number, address in addresses.items():
            began = time.process_time()
            answer = visitor.get(address + page)
            spent[number].append((time.process_time() - began) * 1e3)
            assert answer.status_code == 200, address + page
    return [median(times[WARM:]) for times in spent.values()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
