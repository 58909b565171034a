"""Hostile requests: a clear refusal, never a fault, and nothing changed."""

import random
from io import BytesIO
from typing import Any

import pytest

from engine.model import Task
from tests.api.program import REPORT, Program, Stage
from tests.api.test_absence import SENT

DEEP_LIST = b"[" * 200_000 + b"]" * 200_000
DEEP_OBJECT = b'{"answers":' * 50_000 + b"1" + b"}" * 50_000

BODIES: dict[str, bytes] = {
    "deep list": DEEP_LIST,
    "deep object": DEEP_OBJECT,
    "seventeen deep": b'{"answers":' * 17 + b"1" + b"}" * 17,
    "half": b'{"answers": {"a"',
    "two values": b'{"answers": {}} {"answers": {}}',
    "nothing": b"",
    "blanks": b"   ",
    "null": b"null",
    "true": b"true",
    "number": b"1",
    "text": b'"answers"',
    "list": b"[]",
    "NaN": b'{"answers": {"a": NaN}}',
    "infinity": b'{"answers": {"a": -Infinity}}',
    "1e999": b'{"answers": {"a": 1e999}}',
    "long number": b'{"answers": {"a": ' + b"9" * 100_000 + b"}}",
    "long fraction": b'{"answers": {"a": 0.' + b"9" * 100_000 + b"}}",
    "NUL": b'{"answers": {"a": "x\\u0000y"}}',
    "NUL in a key": b'{"answers": {"a\\u0000": "x"}}',
    "raw NUL": b'{"answers": {"a": "x\x00y"}}',
    "lone surrogate": b'{"answers": {"a": "\\ud800"}}',
    "lone surrogate in a key": b'{"\\udfff": 1}',
    "key twice": b'{"answers": {}, "answers": {"a": 1}}',
    "inner key twice": b'{"answers": {"a": 1, "a": 2}}',
    "UTF-16": '{"answers": {}}'.encode("utf-16"),
    "UTF-8 with a mark": b"\xef\xbb\xbf{}",
    "bytes": bytes(range(256)),
    "single quotes": b"{'answers': {}}",
    "comment": b'{"answers": {} /* */}',
    "many keys": b'{"answers": {' + b",".join(b'"k%d":1' % i for i in range(60_000)) + b"}}",
    "many rows": b'{"answers": {"a": [' + b"{}," * 60_000 + b"{}]}}",
    "long key": b'{"' + b"k" * 100_000 + b'": 1}',
    "__proto__": b'{"__proto__": {"admin": true}, "answers": {}}',
}

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**63, -(2**70), 1e300, "", " ", "x" * 100_000, "\x01\x02", "‮", "😀" * 500,
    "'; drop table task; --", "${7*7}", "{{7*7}}", "=1+1", "<script>alert(1)</script>", "../../etc/passwd", "M-AAAA-AAAA",
    "2027-02-30", "0000-00-00", "9999-12-31", "-P1D", [], {}, [[]], [{}], {"a": None}, {"": ""}, ["x"] * 5000, [None],
    {"a": {"b": {"c": {}}}},
)  # fmt: skip  # a heap of values


def send(program: Program, method: str, path: str, **more: Any) -> int:
    return program.ask(method.upper(), path, **more).status_code


@pytest.mark.parametrize("name", BODIES)
def test_no_body_is_a_fault(tara: Program, house: Stage, task: Task, reference: str, name: str) -> None:
    before = house.traces(reference)
    for method, path in SENT:
        if SENT[method, path] is None:
            continue
        there = path.replace("{reference}", reference).replace("{id}", str(task.id))
        answer = tara.ask(method.upper(), there, data=BODIES[name], content_type="application/json")
        assert answer.status_code in (400, 422), (path, answer.text)
    for path in ("/session", "/report"):
        assert send(tara, "post", path, data=BODIES[name], content_type="application/json") in (400, 422)
    assert house.traces(reference) == before


def random_body(rng: random.Random, like: object) -> object:
    """A body with the right keys, mostly, and wrong values."""
    if not isinstance(like, dict) or rng.random() < 0.05:
        return rng.choice(VALUES)
    body = {key: value if rng.random() < 0.4 else rng.choice(VALUES) for key, value in like.items()}
    if rng.random() < 0.2:
        body[rng.choice(("extra", "", "__class__", "id"))] = rng.choice(VALUES)
    if rng.random() < 0.2 and body:
        body.pop(rng.choice(sorted(body)))
    return body


def test_no_value_in_a_body_is_a_fault(
    tara: Program, house: Stage, speaks_for: Any, task: Task, reference: str
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    rng = random.Random(seed)
    programs = [tara, *map(speaks_for, ("coen", "alice", "charlie"))]
    for _ in range(300):
        method, path = rng.choice(sorted(SENT))
        there = path.replace("{reference}", reference).replace("{id}", str(task.id))
        body = random_body(rng, SENT[method, path])
        assert send(rng.choice(programs), method, there, json=body) < 500, (seed, method, there, body)


def test_no_answer_to_a_form_is_a_fault(tara: Program, house: Stage, task: Task) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    rng, good = random.Random(seed), house.answers(task)
    for _ in range(150):
        answers = {key: value if rng.random() < 0.7 else rng.choice(VALUES) for key, value in good.items()}
        body = {"answers": answers}
        assert send(tara, "put", f"/tasks/{task.id}/draft", json=body) < 500, (seed, body)
        assert tara.get(f"/tasks/{task.id}").status_code == 200
        if answers != good:
            assert send(tara, "post", f"/tasks/{task.id}/complete", json=body) < 500, (seed, body)


def test_no_report_is_a_fault(anybody: Program) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    rng = random.Random(seed)
    for _ in range(150):
        answers = {key: value if rng.random() < 0.7 else rng.choice(VALUES) for key, value in REPORT.items()}
        assert send(anybody, "post", "/report", json={"answers": answers}) < 500, (seed, answers)


@pytest.mark.parametrize(
    "path",
    [
        "/cases/%00",
        "/cases/M-AAAA%00",
        "/cases/%ed%a0%80",
        "/cases/%ff%fe",
        "/cases/" + "x" * 5000,
        "/cases/%2e%2e%2f",
        "/cases/'%20or%201=1",
        "/tasks/0",
        "/tasks/9223372036854775807",
        "/tasks/9223372036854775808",
        "/tasks/-1",
        "/tasks/1e3",
        "/processes/%00",
        "/processes/%ff/1.bpmn",
        "/processes/P01/9223372036854775807.bpmn",
        "/processes/P01/0.bpmn",
        "/forms/%00/1",
        "/forms/melding/9223372036854775807",
        "/forms/melding/0",
        "//tasks",
    ],
)
def test_no_address_is_a_fault(tara: Program, path: str) -> None:
    assert send(tara, "get", path) in (308, 404)


def test_a_query_of_many_names_is_refused_at_once(tara: Program) -> None:
    tara.get("/tasks?" + "&".join(f"k{i}=1" for i in range(20_000)), expect=400)


@pytest.mark.parametrize("value", ["%00", "%ed%a0%80", "%ff", "'", "%25", "_", "x" * 101, "٣", "9" * 30, ""])
@pytest.mark.parametrize("name", ["text", "lane", "after", "organisation", "limit", "mine", "overdue"])
def test_no_query_is_a_fault(tara: Program, name: str, value: str) -> None:
    assert send(tara, "get", f"/tasks?{name}={value}") in (200, 422)
    assert send(tara, "get", f"/cases?{name}={value}") in (200, 422)


@pytest.mark.parametrize(
    "headers",
    [
        {"Idempotency-Key": "x" * 5000},
        {"Idempotency-Key": "é" * 20},
        {"If-Match": '"' + "9" * 5000 + '"'},
        {"If-Match": '"'},
        {"If-Match": '""'},
        {"If-Match": '"\xff"'},
        {"If-Match": ""},
        {"Accept-Language": "x" * 5000},
        {"Accept-Language": "*;q=0, nl;q=x"},
        {"Accept-Language": "en;q=0"},
        {"Authorization": "Bearer " + "x" * 5000},
    ],
)
def test_no_header_is_a_fault(anybody: Program, tara: Program, task: Task, headers: dict[str, str]) -> None:
    program = anybody if "Authorization" in headers else tara
    assert program.ask("POST", f"/tasks/{task.id}/complete", {"answers": {}}, headers=headers).status_code < 500


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"\x00" * 100,
        b"\xff\xfe",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><definitions>&b;</definitions>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><definitions/>',
        b"<a>" * 20_000 + b"</a>" * 20_000,
        b"{" * 20_000,
        b"[" * 100_000,
        b"&a: [*a]",
        b"!!python/object/apply:os.system ['true']",
    ],
)
@pytest.mark.parametrize(
    "name", ["a.bpmn", "a.dmn", "a.form", "facts.yaml", "organisations.yaml", "messages.yaml", "a.exe"]
)
def test_no_file_is_a_fault(speaks_for: Any, content: bytes, name: str) -> None:
    data = {"files": (BytesIO(content), name)}
    answer = speaks_for("pim").ask("POST", "/processes", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422, answer.text
    assert answer.get_json()["findings"]
