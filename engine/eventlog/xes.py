"""The log as XES (IEEE 1849-2016): one trace a case, its events in the order in which they happened. Pure."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from engine.eventlog.entry import Entry

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace"><string key="concept:name" value=""/></global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>
  </global>
  <classifier name="Step" keys="concept:name lifecycle:transition"/>
"""


def written(cases: Iterable[tuple[str, Iterable[Entry]]]) -> Iterator[str]:
    """The parts of the file, from the cases with their entries."""
    yield HEAD
    for case, entries in cases:
        yield f"  <trace>\n    {_string('concept:name', case)}\n"
        yield from map(_event, entries)
        yield "  </trace>\n"
    yield "</log>\n"


def _event(entry: Entry) -> str:
    of = [
        _string("concept:name", entry.activity),
        _string("lifecycle:transition", entry.lifecycle),
        f'<date key="time:timestamp" value="{entry.at.isoformat()}"/>',
    ]
    if entry.run:
        of += [
            _string("perspectief:run", entry.run),
            _string("perspectief:process", entry.process),
            f'<int key="perspectief:version" value="{entry.version}"/>',
            _string("perspectief:element", entry.element),
            _string("perspectief:lane", entry.lane),
        ]
    return f"    <event>{''.join(of)}</event>\n"


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value={quoteattr(value)}/>'
