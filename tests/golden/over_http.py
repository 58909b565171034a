"""A stage on which everything that people and partners do goes through the HTTP API; only the clock is the test's."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import requests

from engine import tags
from engine.errors import Invalid, PerspectiefError
from engine.facts import to_feel, to_json
from engine.model import Account, Actor, Case, Membership, Task
from engine.ports import FieldProblem
from engine.views import Completed, NextStep, ReportReceipt
from perspectief.rehearsal import Rehearsal
from perspectief.scenario import plain

SECONDS = 20  # before an answer counts as none
MOMENT = timedelta(seconds=1)  # passes before each act: two things that people do never happen at the same time
WHILE = timedelta(minutes=30)  # shorter than a session lasts
DESIGNER = ("Pim", "meldpunt", "procesregisseur")


class Problem(PerspectiefError):
    """What the API answered instead of doing it."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__(told["text_en"], told["text_nl"])
        self.code = told["code"]


def _wire() -> requests.Session:
    """One for all programs; proxies of whoever runs the trial are no part of it, and would be looked for at every request."""
    session = requests.Session()
    session.trust_env = False
    return session


@dataclass(slots=True)
class OverHttp(Rehearsal):
    """Everybody has a program of their own with a session of their own."""

    address: str = ""
    tokens: dict[int, tuple[datetime, str]] = field(default_factory=dict)  # by account: since when, and what
    wire: requests.Session = field(default_factory=_wire)
    witnessed: Counter[str] = field(default_factory=Counter)  # what people saw of what was expected

    # --- acts ---------------------------------------------------------------------------------------------------

    def report(self, given: Mapping[str, object], actor: Actor | None = None) -> ReportReceipt:
        """Somebody without an account reports; sending it again with the same key reports nobody twice."""
        body = {"answers": self.reported(given)}
        told = self._twice("POST", "/report", body, None)
        return ReportReceipt(told["outcome"], told["stored"], told["reference"], told["road"], tuple(told["why"]))

    def complete(
        self, task: Task, given: Mapping[str, object], actor: Actor | None = None, *, on_behalf_of: str | None = None
    ) -> Completed:
        """Somebody finds the task in their own work, reads it, and completes it."""
        who = actor or self.doer(task)
        assert self._in_work_of(who, task), f"{task.name!r} is not in the work of {who.name}"
        return self._finish(task, given, who, on_behalf_of)

    def refusal(self, task: Task, given: Mapping[str, object], actor: Actor | None = None) -> str | None:
        """Whoever knows the number of a task can try it, whether or not it is in their work."""
        try:
            self._finish(task, given, actor or self.doer(task), None)
        except PerspectiefError as error:
            return error.code
        return None

    def bring(self, sender: str, name: str, reference: str, payload: Mapping[str, object]) -> None:
        """A program of the lane that sends this message sends it; a second time changes nothing."""
        who = self._speaker(sender, reference)
        assert name in [row["name"] for row in self._ask("GET", "/messages", who)["items"]]
        told = self._twice("POST", "/messages", {"name": name, "key": reference, "payload": dict(payload)}, who)
        assert told == {"case": reference}
        self.wake()

    def deploy(self, files: Mapping[str, bytes]) -> None:
        """A designer uploads files."""
        name, lane, role = DESIGNER
        who = self.person(name, self.organisation_for(lane), lane, role)
        sent = {file: (file, content) for file, content in files.items()}
        told = self._ask("POST", "/processes", who, files=sent)
        assert told["definitions"], "nothing was put to work"

    def _finish(self, task: Task, given: Mapping[str, object], who: Actor, on_behalf_of: str | None) -> Completed:
        seen = self._send("GET", f"/tasks/{task.id}", who)
        body = {"answers": self._filled_in(task, given, seen.json()), "on_behalf_of": on_behalf_of}
        told = self._twice("POST", f"/tasks/{task.id}/complete", body, who, {"If-Match": seen.headers["ETag"]})
        steps = [NextStep(row["name"], row["who"], None, row["task"], row["mine"], row["kind"]) for row in told["next"]]
        return Completed(told["task"], task.case, told["case"], tuple(steps))

    def _filled_in(self, task: Task, given: Mapping[str, object], seen: Mapping[str, Any]) -> dict[str, object]:
        """The answers as a program makes them out of what the API told about the task."""
        if not seen["form"]:
            return dict(given)
        declared = self.engine.vocabulary.facts
        facts = {name: to_feel(declared[name], value) for name, value in seen["facts"].items() if name in declared}
        options = {source: [row["value"] for row in rows] for source, rows in seen["options"].items()}
        known = {"case": seen["facts"].get("case"), "today": self.clock.now().date(), "now": self.clock.now()}
        return self.filled(task, given, seen["answers"], {**facts, **known}, options)

    def _in_work_of(self, who: Actor, task: Task) -> bool:
        reference = self._case(task.case).reference
        rows = self._ask("GET", "/tasks", who, params={"text": reference})["items"]
        return any(row["id"] == task.id and row["name"].startswith(task.name) for row in rows)

    def _speaker(self, lane: str, reference: str) -> Actor:
        """Somebody of a lane; for the person, whoever directs the case."""
        with self.engine.desk.store.reading() as reader:
            rows = reader.find(Membership, lane=lane)
            director = reader.find(Case, reference=reference)[0].director
        if lane == "persoon" and director is not None:
            return self.engine.accounts.actor(director)
        if rows:
            return self.engine.accounts.actor(rows[0].account)
        role = next(iter(self.engine.vocabulary.lanes[lane].roles))
        return self.person(f"Partner {lane}", self.organisation_for(lane), lane, role)

    # --- looking ------------------------------------------------------------------------------------------------

    def witness(self, case: Case | None, word: str, wanted: Any) -> None:
        """Hold an expectation against what the API tells the people of the case; nobody may see it otherwise."""
        if case is None:
            return
        for seen in list(self._views(case.reference)):
            match word:
                case "status":
                    self._saw(word, seen["head"]["status"], wanted)
                case "soort":
                    self._saw(word, seen["head"]["kind"], wanted)
                case "feiten":
                    self._saw_facts(seen, plain(wanted))
                case "taken":
                    self.witnessed[word] += sum(row["name"] in wanted for row in seen["now"])
                case "geen taken":
                    self._saw(word, [row["name"] for row in seen["now"] if row["name"] in wanted], [])
                case "van":
                    for row in seen["now"]:
                        if row["name"] in plain(wanted):
                            self._saw(word, row["who"], wanted[row["name"]])
                case "gebeurd":
                    self.witnessed[word] += sum(row["kind"] in wanted for row in seen["events"])
                case "berichten":
                    sent = [row["name"] for row in seen["events"] if row["kind"] == tags.MESSAGE_SENT]
                    self.witnessed[word] += sum(name in wanted for name in sent)
                case _:
                    pass  # the road stands in the receipt; how a process ended, only the engine tells by its drawn name

    def _saw_facts(self, seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        for fact in (fact for zone in seen["zones"] for fact in zone["facts"] if fact["name"] in wanted):
            declared = self.engine.vocabulary.facts[fact["name"]]
            self._saw("feiten", fact["value"], to_json(declared, wanted[fact["name"]]))

    def _saw(self, word: str, found: object, wanted: object) -> None:
        assert found == wanted, f"{word}: the API says {found!r}, expected is {wanted!r}"
        self.witnessed[word] += 1

    def _views(self, reference: str) -> Iterator[dict[str, Any]]:
        """The case with its history as each of its people sees it; for the others there is none."""
        for account in self.accounts.values():
            who = self.engine.accounts.actor(account)
            answer = self._send("GET", f"/cases/{reference}", who, may_fail=True)
            if answer.status_code != 404:
                yield {**answer.json(), "events": self._ask("GET", f"/cases/{reference}/events", who)["items"]}

    def _case(self, id: int) -> Case:
        with self.engine.desk.store.reading() as reader:
            found = reader.get(Case, id)
        assert found is not None
        return found

    # --- the wire -----------------------------------------------------------------------------------------------

    def _twice(
        self, method: str, path: str, body: object, who: Actor | None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Send a request, and once more as a program does whose first answer got lost: the answer is the same."""
        sent = {**(headers or {}), "Idempotency-Key": uuid4().hex}
        self.clock.set(self.clock.now() + MOMENT)
        first = self._ask(method, path, who, json=body, headers=sent)
        assert self._ask(method, path, who, json=body, headers=sent) == first
        return first

    def _ask(self, method: str, path: str, who: Actor | None, **more: Any) -> dict[str, Any]:
        return dict(self._send(method, path, who, **more).json())

    def _send(
        self, method: str, path: str, who: Actor | None, *, may_fail: bool = False, **more: Any
    ) -> requests.Response:
        """An answer of the API. Raises Problem, or Invalid with the fields, unless it may fail."""
        headers = dict(more.pop("headers", {}))
        if who is not None:
            headers["Authorization"] = f"Bearer {self._token(who)}"
        url = f"{self.address}/api/v1{path}"
        answer = self.wire.request(method, url, headers=headers, timeout=SECONDS, **more)
        if answer.ok or may_fail:
            return answer
        told = answer.json()
        if told.get("fields"):
            raise Invalid([FieldProblem(f["path"], f["code"], f["text_nl"], f["text_en"]) for f in told["fields"]])
        raise Problem(told)

    def _token(self, who: Actor) -> str:
        """The session of somebody, who logs in again when much time has passed."""
        assert who.account is not None
        since, token = self.tokens.get(who.account, (None, ""))
        if since is None or self.clock.now() - since > WHILE:
            with self.engine.desk.store.reading() as reader:
                account = reader.get(Account, who.account)
            assert account is not None
            told = self._ask("POST", "/session", None, json={"login": account.login, "demo": True})
            token = told["token"]
            self.tokens[who.account] = (self.clock.now(), token)
        return token
