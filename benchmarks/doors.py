"""The trials of who sees what, in full: every cell of the access matrix, every pair of answers, every story with canaries."""

import random
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.progress import shown as shown_as_they_go
from benchmarks.trials import seen
from engine.model import Account
from perspectief.scenario import read_story, shipped_scenarios
from tests.infrastructure.mail import MailServer, listening
from tests.security import test_matrix, test_pair, test_ssrf
from tests.security.canaries.answers import answers
from tests.security.canaries.channels import look_everywhere
from tests.security.canaries.house import House, house
from tests.security.canaries.looking import prepared
from tests.security.canaries.planting import texts
from tests.security.matrix.cast import world
from tests.security.matrix.routes import ROUTES
from tests.security.matrix.trial import cells, try_all
from tests.security.pair.comparing import differences, others
from tests.security.pair.worlds import DIFFERENCES, worlds

AT_A_TIME = 2_000  # cells of the matrix between two lines of progress
NEAR, STRANGERS = 10, 6  # people who look after a story
Found = tuple[str, str, list[str]]  # the figure, what the sabotage showed, and what is wrong


def matrix(part: float, seed: int) -> Found:
    """Every cell, or the part of them."""
    with world() as here:
        chosen = random.Random(seed).sample(cells(), max(100, round(len(cells()) * part)))
        parts = [(f"cells from {at:,}", chosen[at : at + AT_A_TIME]) for at in range(0, len(chosen), AT_A_TIME)]
        wrong = [line for some in shown_as_they_go(parts) for line in try_all(here, some)]
        strangers = [cell for cell in cells() if cell.subject == "stranger" and cell.address in ROUTES["case"]]
        with test_matrix.everybody_is_let_in():
            shown = try_all(here, strangers)
    return (
        f"{len(chosen):,} of {len(cells()):,} cells: {len(wrong)} unexpected",
        f"a decision that says yes to everybody: {seen(shown)} in {len(shown)} cells",
        wrong,
    )


def pair(part: float, seed: int) -> Found:
    """Every answer to everybody who may not know, for every difference between two worlds, or the part of them."""
    chosen = random.Random(seed).sample(DIFFERENCES, max(1, round(len(DIFFERENCES) * part)))
    compared, wrong, shown = 0, list[str](), dict[str, list[str]]()
    with worlds() as two:
        for one in shown_as_they_go([(one.name, one) for one in chosen]):
            number, found = differences(two.pair(one), others(one))
            compared, wrong = compared + number, wrong + [f"{one.name}: {line}" for line in found]
        for what in test_pair.SABOTAGES:
            shown[what] = test_pair.caught(two, what)
    caught = ", ".join(f"{what}: {seen(found)}" for what, found in shown.items())
    return f"{len(chosen)} differences, {compared:,} pairs of answers: {len(wrong)} differ", caught, wrong


def ssrf(part: float, seed: int) -> Found:
    """Every trick."""
    with test_ssrf.trap() as caught:
        test_ssrf.test_no_trick_reaches_the_trap(caught)
        hits = caught.hits
        test_ssrf.calling(caught.port, ["127.0.0.1"], test_ssrf.everything)
        shown = caught.hits - hits
    number = len(test_ssrf.WRITTEN) + len(test_ssrf.LOOKED_UP)
    return f"{number} tricks: {hits} hits", f"no look at addresses: {seen(shown)}", [f"{hits} hits"] if hits else []


def canaries(part: float, seed: int, folder: Path) -> Found:
    """Every story, or the part of them. After each look by lot NEAR of those who have to do with it, watch over all or enforce,
    and STRANGERS others. A story that breaks is told, and the others still speak."""
    paths, dice = shipped_scenarios(), random.Random(seed)
    chosen = dice.sample(paths, max(1, round(len(paths) * part)))
    planted = looks = 0
    asked: set[tuple[str, str]] = set()
    wrong: list[str] = []
    every: set[tuple[str, str]] = set()
    empty: set[str] | None = None
    for number, path in enumerate(shown_as_they_go([(path.stem, path) for path in chosen])):
        story = dict(read_story(path.read_text(encoding="utf-8")))
        with (
            told(path.stem, wrong),
            listening() as post,
            looked(folder / str(number), post, story, dice) as (at, found),
        ):
            planted, looks = planted + len(at.play.canaries), looks + found[0]
            asked |= at.play.asked
            every = texts(at.engine)
            wrong += [f"{path.stem}: {line}" for line in found[1]]
            empty = found[2] if empty is None else empty & found[2]
    wrong += [f"nobody was given anything at {address}" for address in sorted(empty or ()) if part >= 1]
    figure = f"{planted:,} canaries in {len(asked)} of {len(every)} texts of forms, {len(chosen)} stories, {looks:,} looks: {len(wrong)} outside"
    return figure, "answers unsealed and in the log: seen (tests/security/test_canaries.py)", wrong


@contextmanager
def told(story: str, wrong: list[str]) -> Iterator[None]:
    """What was found in a story is said at once, and a story that breaks is among what is wrong."""
    before = len(wrong)
    try:
        yield
    except Exception as error:  # whatever it is: the trial is long, and the other stories have something to tell
        where = traceback.extract_tb(error.__traceback__)[-1]
        wrong.append(f"{story}: {type(error).__name__} at {where.filename.rpartition('/')[2]}:{where.lineno}: {error}")
    for line in wrong[before:]:
        print(f"     BROKEN {line}", file=sys.stderr, flush=True)


@contextmanager
def looked(
    folder: Path, post: MailServer, story: dict[str, object], dice: random.Random
) -> Iterator[tuple[House, tuple[int, list[str], set[str]]]]:
    """A house in which a story was played and people looked everywhere."""
    with house(folder, post, story) as at:
        at.tell(story)
        looking = prepared(at)
        with at.store.reading() as reader:
            accounts = [row for row in reader.find(Account) if row.active]
        near = [row for row in accounts if looking.near(row)]
        far = [row for row in accounts if row not in near]
        with answers(at.app) as heard:
            look_everywhere(looking, [*_some(dice, near, NEAR), *_some(dice, far, STRANGERS)])
        yield at, (looking.seen.looks, looking.seen.outside, heard.empty())


def _some(dice: random.Random, accounts: list[Account], number: int) -> list[Account]:
    return dice.sample(accounts, min(number, len(accounts)))
