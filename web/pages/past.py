"""What happened in a case, behind its page: older lines of the timeline, forms that were filled in, parts of the road that ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for

from engine.views import CaseHead, SealedEntry, TimelineItem
from web import here, known, words

page = Blueprint("past", __name__)

# Why somebody opens sealed content. The read log keeps these codes, or the own words after "other".
PURPOSES = ("task", "talk", "deputy", "request", "check", "other")
MESSAGES = frozenset(
    f"case:{what}" for what in ("message:sent", "message:caught", "message:kept", "message:expired", "signal:sent")
)
PARTS = frozenset({"case:instance:started", "case:instance:ended"})


@page.get("/zaken/<reference>/tijdlijn")
def timeline(reference: str) -> str:
    """Everything that happened, newest first."""
    engine, actor = here.engine(), here.actor()
    found = engine.past.events(actor, reference, before=request.args.get("na"))
    return render_template(
        "past/timeline.html",
        head=engine.past.head(actor, reference),
        lines=lines(found.items),
        **_pages("timeline", found.after, reference=reference),
    )


@page.get("/zaken/<reference>/formulieren")
def filled(reference: str) -> str:
    """The forms that were filled in, of one zone or of all, newest first, closed."""
    engine, actor, zone = here.engine(), here.actor(), request.args.get("deel", "")
    found = engine.past.filled(actor, reference, zone, after=request.args.get("na"))
    return filled_page(engine.past.head(actor, reference), zone, found.after, found.items)


@page.get("/zaken/<reference>/onderdelen")
def parts(reference: str) -> str:
    """The parts of the road that ended, newest first, each with its steps and what is known of it alone."""
    engine, actor = here.engine(), here.actor()
    found = engine.past.parts(actor, reference, after=request.args.get("na"))
    questions = known.questions(engine.definitions.forms())
    return render_template(
        "past/parts.html",
        head=engine.past.head(actor, reference),
        parts=[(part, known.by_form(part.facts, questions, here.language())) for part in found.items],
        **_pages("parts", found.after, reference=reference),
    )


def filled_page(
    head: CaseHead, zone: str, after: str | None, entries: Sequence[SealedEntry], wrong: str | None = None
) -> str:
    """A page of closed forms; `wrong` is what was wrong with the reason to open the only one."""
    return render_template(
        "past/filled.html",
        head=head,
        zone=zone,
        entries=entries,
        purposes=PURPOSES,
        asked=entries[0].id if wrong else None,
        wrong=wrong,
        **_pages("filled", after, reference=head.reference, deel=zone or None),
    )


def _pages(what: str, after: str | None, **of: Any) -> dict[str, object]:
    """The addresses of the first page and the next, for the foot of a list."""
    address = f"web.past.{what}"
    return {
        "first": url_for(address, **of),
        "more": url_for(address, na=after, **of) if after else None,
        "later": bool(request.args.get("na")),
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline in words: when, what, what it is about and who did it; empty where there is nothing to say."""

    when: str
    what: str
    about: str
    who: str


def lines(items: Iterable[TimelineItem]) -> list[Line]:
    """Lines of the timeline in the reader's language."""
    language = here.language()
    return [
        Line(
            words.moment(item.at, language),
            words.code_words("event", item.kind, language),
            about(item, language),
            item.who,
        )
        for item in items
    ]


def about(item: TimelineItem, language: str) -> str:
    """What a line is about: a task, a message, a part of the road or a table, by the name that people know."""
    if item.kind in MESSAGES:
        return words.code_words("message", item.name, language)
    if item.kind in PARTS:
        return here.process_name(item.process)
    return item.name
