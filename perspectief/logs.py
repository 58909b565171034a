"""What the programs write to their log: one JSON object a line, with codes and places, never content.

Nobody can promise what a library, or an error, says in its own words: a message of a library may repeat a value. So a line
of ours has codes and names of routes instead of addresses, a line of a library its text without what was filled in, and an
error its kind and where it came from. What libraries say below a warning is not written at all.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import TextIO

from flask import Flask, Response, g, request

from perspectief.refusals import Refusals, account

OURS = "perspectief"
FIELDS = ("code", "method", "route", "status", "milliseconds", "account")  # what a line may say besides
MOST_FRAMES = 12  # of an error, the innermost

log = logging.getLogger(f"{OURS}.web")


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Only what is listed here leaves the program."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _frames(record.exc_info[2])
        return _written(line)


_written = json.JSONEncoder(ensure_ascii=False).encode


def _message(record: logging.LogRecord) -> str:
    """Our own lines as they read; those of libraries without what was filled in."""
    if record.name.split(".")[0] == OURS:
        return record.getMessage()
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def _frames(trace: TracebackType | None) -> list[str]:
    """File, line and function, innermost last: an error's own words may repeat what somebody wrote."""
    frames = traceback.extract_tb(trace)[-MOST_FRAMES:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


class Trusted(logging.Filter):
    """Our own lines, and warnings of libraries."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this record may be written."""
        return record.name.split(".")[0] == OURS or record.levelno >= logging.WARNING


def configure(level: str, stream: TextIO | None = None) -> None:
    """Write everything from this level on to the standard error, or to `stream`, and nowhere else."""
    # What no line of ours has is not looked up: the place in the program, the thread, the process.
    logging._srcfile = None  # the standard library's own way, in its HOWTO
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    outlet = logging.StreamHandler(stream or sys.stderr)
    outlet.setFormatter(Lines())
    outlet.addFilter(Trusted())
    root = logging.getLogger()
    root.handlers[:] = [outlet]
    root.setLevel(level)
    logging.captureWarnings(True)


def watch(app: Flask, refused: Refusals) -> None:
    """A line for every request: the route as it is declared, never the address that was asked for.

    What is refused is counted, and a warning with the number of the account, where one is known: absent and not allowed alike.
    """

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()

    @app.after_request
    def end(answer: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        taken = round((perf_counter() - g.get("began", perf_counter())) * 1000, 1)
        told = {"method": request.method, "route": route, "status": answer.status_code, "milliseconds": taken}
        if refused.count(answer.status_code):
            log.warning("refused", extra=told | ({"account": who} if (who := account()) else {}))
        else:
            log.info("request", extra=told)
        return answer
