"""Who a step speaks of, and the answers that somebody gives."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from engine.errors import Invalid, PerspectiefError
from engine.model import Actor, Task
from engine.placing import HUB
from perspectief.rehearsal import login_of
from perspectief.scenario.play import Play
from perspectief.scenario.story import Differs, items, plain


def who(play: Play, told: str, task: Task) -> Actor | None:
    """The person a step names as `rol Naam`, with that role at the organisation that has the task."""
    words = told.split()
    if len(words) < 2:
        return None
    name, role_words = words[-1], _code(" ".join(words[:-1]))
    lane = play.engine.vocabulary.lanes.get(task.lane)
    for role in lane.roles.values() if lane else ():
        if role_words in (_code(role.key), _code(role.label), *(_code(word) for word in role.label.split())):
            return play.stage.person(name, task.organisation or 0, task.lane, role.key)
    if login_of(name) == play.names.get(name) or name in play.stage.accounts:
        return play.engine.accounts.actor(play.stage.accounts[name])
    raise Differs(f"{task.name!r} is a task of {task.lane}.{task.role}; nobody there is {' '.join(words[:-1])!r}")


def account(play: Play, name: str, role: str, lane: str) -> str:
    """The log-in of somebody with this role, who comes into being when the story names them."""
    actor = play.stage.person(name, play.stage.organisation_for(lane), lane, role)
    play.names[name] = login_of(name)
    return login_of(name) if actor else ""


def answers(play: Play, told: Mapping[str, Any] | None) -> dict[str, object]:
    """The answers of a step; a person's name where an account is asked becomes that account."""
    given = {key: plain(value) for key, value in items(told)}
    for key in ("caseDirector", "deputy"):
        if isinstance(given.get(key), str):
            given[key] = account(play, str(given[key]), "casusregisseur", HUB)
    return given


def director(play: Play, told: str) -> Actor:
    """The person of the hub whom a step names as `casusregisseur Naam`."""
    name = told.split()[-1] if told else "Alice"
    return play.stage.person(name, play.stage.organisation_for(HUB), HUB, "casusregisseur")


def _code(text: object) -> str:
    bare = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    return bare.casefold().strip().replace(" ", "")


def shown(error: PerspectiefError) -> str:
    """A refusal in words."""
    if isinstance(error, Invalid):
        return "; ".join(f"{row.path}: {row.message_nl}" for row in error.fields)  # type: ignore[attr-defined] # FieldProblem
    return f"{error.code}: {error.text_en}"
