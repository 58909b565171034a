"""Nobody makes the server call where it should not: tricks against the one way out, before a trap on loopback that counts."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from engine.errors import Misconfigured
from engine.ports import JobResult
from perspectief.settings import read_settings
from worker.connectors.webhook import Webhook
from worker.connectors.webhook.target import Target, read_target, read_targets
from worker.connectors.webhook.wire import Wire, is_public

# {p} is the port of the trap.
WRITTEN = (
    "http://127.0.0.1:{p}/", "https://127.0.0.1:{p}/", "https://localhost:{p}/", "https://LOCALHOST:{p}/", "https://127.1:{p}/",
    "https://127.0.1:{p}/", "https://2130706433:{p}/", "https://0x7f000001:{p}/", "https://0x7f.0.0.1:{p}/", "https://0177.0.0.1:{p}/",
    "https://017700000001:{p}/", "https://0:{p}/", "https://0.0.0.0:{p}/", "https://[::1]:{p}/", "https://[::]:{p}/",
    "https://[::ffff:127.0.0.1]:{p}/", "https://[::ffff:7f00:1]:{p}/", "https://[64:ff9b::7f00:1]:{p}/", "https://[fe80::1%25lo]:{p}/",
    "https://partner.example@127.0.0.1:{p}/", "https://partner.example:x@localhost:{p}/", "https://127.0.0.1:{p}#@partner.example/",
    "https://127.0.0.1:{p}\\@partner.example/", "https://partner.example\\.127.0.0.1:{p}/", "https://127.0.0.1:{p}?partner.example",
    "https://①②⑦.⓪.⓪.①:{p}/", "https://127。0。0。1:{p}/", "https://%31%32%37.0.0.1:{p}/", "https://localhost.:{p}/",
    "https://trap.local:{p}/", "https://trap.internal:{p}/", "https:///127.0.0.1:{p}/", "https:127.0.0.1:{p}/", "//127.0.0.1:{p}/",
    "gopher://127.0.0.1:{p}/_x", "file:///etc/passwd", "ftp://127.0.0.1:{p}/", "dict://127.0.0.1:{p}/", "https://partner.example/../:{p}",
    "https://partner.example/\r\nHost: 127.0.0.1:{p}",
)  # fmt: skip
# What a name of the open network may turn out to be.
LOOKED_UP = (
    ["127.0.0.1"], ["::1"], [".".join("0000")], ["10.0.0.8"], ["172.16.0.1"], ["192.168.1.1"], ["169.254.169.254"], ["100.64.0.1"],
    ["::ffff:127.0.0.1"], ["fe80::1%lo"], ["fd00::1"], ["64:ff9b::7f00:1"], ["2002:7f00:1::"], ["224.0.0.1"], ["198.51.100.7"],
    ["93.184.216.34", "127.0.0.1"], [],
)  # fmt: skip


@dataclass
class Trap:
    """Counts whoever connects, and answers with `answer`."""

    port: int = 0
    hits: int = 0
    answer: bytes = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def trap() -> Iterator[Trap]:
    found, server = Trap(), socket.create_server(("127.0.0.1", 0))
    found.port = server.getsockname()[1]
    thread = threading.Thread(target=_count, args=(server, found), name="trap")
    thread.start()
    try:
        yield found
    finally:
        socket.create_connection(("127.0.0.1", found.port)).close()  # wakes it for the last time
        found.hits -= 1
        server.close()
        thread.join(timeout=5)


def _announced(head: bytes) -> int:
    found = re.search(rb"content-length: (\d+)", head.lower())
    return int(found[1]) if found else 0


def _count(server: socket.socket, found: Trap) -> None:
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            return
        with caller:
            found.hits += 1
            caller.settimeout(2)
            try:
                said = caller.recv(4096)
                # Head and body may come apart: nothing is heard before the body that the head announces is there.
                while b"\r\n\r\n" in said and len(said.partition(b"\r\n\r\n")[2]) < _announced(said):
                    said += caller.recv(4096)
            except OSError:
                continue
            if not said:
                return
            found.heard.append(said)
            caller.sendall(found.answer)


@pytest.fixture
def caught() -> Iterator[Trap]:
    with trap() as found:
        yield found


def everything(address: str) -> bool:
    """The sabotage: no address is refused."""
    return True


def calling(port: int, addresses: list[str], allowed: Callable[[str], bool] = is_public) -> JobResult:
    """A ping of a partner whose name leads to these addresses."""
    wire = Wire(lambda host, _: addresses, allowed, tls=None)
    return Webhook({"partner": Target("partner.example", port, "/")}, wire)({}, {"partner": "partner"})


def test_no_trick_reaches_the_trap(caught: Trap) -> None:
    tricks = [text.replace("{p}", str(caught.port)) for text in WRITTEN]
    for url in tricks:
        with pytest.raises(ValueError, match=r"https|host|signs|path"):
            read_target(url)
        asked = Webhook({}, Wire(tls=None))({"url": url, "partner": url}, {"partner": url, "url": url})
        assert asked == JobResult(error="unknown-partner", retry=False)
    for addresses in LOOKED_UP:
        assert calling(caught.port, addresses) == JobResult(error="address-refused", retry=False), addresses
    print(f"{len(tricks)} ways of writing and {len(LOOKED_UP)} of looking up: {caught.hits} hits")
    assert len(tricks) >= 40
    assert caught.hits == 0


def test_without_the_look_at_addresses_the_trap_is_hit(caught: Trap) -> None:
    """The sabotage. It is also what a ping says: that something is ready, and nothing else."""
    assert calling(caught.port, ["127.0.0.1"], everything) == JobResult()
    assert caught.hits == 1
    assert caught.heard[0].endswith(b'{"event": "ready"}')


def test_a_redirect_is_not_followed(caught: Trap) -> None:
    with trap() as first:
        first.answer = (
            f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{caught.port}/\r\nConnection: close\r\n\r\n".encode()
        )
        assert calling(first.port, ["127.0.0.1"], everything) == JobResult(error="not-taken")
        assert first.hits == 1
    assert caught.hits == 0


def test_the_name_is_looked_up_once(caught: Trap) -> None:
    """A name that is public when it is looked at and the trap when it is called leads to where it was looked at."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    asked: list[str] = []

    def by_turns(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    seen: list[str] = []
    wire = Wire(by_turns, lambda address: not seen.append(address) and False, tls=None)  # type: ignore[func-returns-value] # notes
    Webhook({"partner": Target("partner.example", caught.port, "/")}, wire)({}, {"partner": "partner"})
    assert (asked, seen, caught.hits) == (["partner.example"], ["93.184.216.34"], 0)


def test_where_a_webhook_goes_comes_from_the_settings() -> None:
    settings = read_settings(
        {"PERSPECTIEF_DEMO": "1", "PERSPECTIEF_WEBHOOKS": "iom=https://ontvangst.iom.example/perspectief"}
    )
    assert read_targets(settings.webhooks) == {"iom": Target("ontvangst.iom.example", 443, "/perspectief")}


@pytest.mark.parametrize(
    "wrong",
    [
        "iom=http://iom.example/",
        "iom=https://10.0.0.1/",
        "IOM=https://iom.example/",
        "a=https://a.example,a=https://b.example",
    ],
)
def test_a_wrong_one_stops_the_start(wrong: str) -> None:
    with pytest.raises(Misconfigured, match="WEBHOOKS"):
        read_settings({"PERSPECTIEF_DEMO": "1", "PERSPECTIEF_WEBHOOKS": wrong})
