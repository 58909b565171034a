"""Take along: everything that is kept, as JSON for programs and as an accessible PDF for people."""

from flask import Blueprint, Response, jsonify

from engine.acts.own.page import OpenedForm, OwnView
from web import here, paper, words
from web.pages.person import speech
from web.pages.person.door import person
from web.pages.person.page import plan_words, reads, shown_form, steps
from web.texts import say

page = Blueprint("papers", __name__)


@page.get("/alles.json")
def as_json() -> Response:
    """Everything of all zones, with codes and values as they are kept."""
    return json_of(*here.engine().own.everything(person()))


@page.get("/alles.pdf")
def as_pdf() -> Response:
    """The same as a document: PDF/UA, in Dutch or English."""
    return pdf_of(*here.engine().own.everything(person()))


def json_of(own: OwnView, opened: tuple[OpenedForm, ...]) -> Response:
    """What is exported as a file for programs."""
    answer = jsonify(material(own, opened))
    answer.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return answer


def pdf_of(own: OwnView, opened: tuple[OpenedForm, ...]) -> Response:
    """What is exported as a document."""
    made = paper.document(chapters(own, opened), speech.base_language(), here.engine().desk.clock.now())
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.pdf"'
    return answer


def material(own: OwnView, opened: tuple[OpenedForm, ...]) -> dict[str, object]:
    """What is exported, as JSON material."""
    views = (own.view, *own.related)
    return {
        "reference": own.view.case.reference,
        "alias": own.view.case.alias,
        "openedAt": own.view.case.opened_at.isoformat(),
        "facts": [
            {"name": fact.name, "meaning": fact.meaning, "zone": fact.zone, "value": fact.value, "setAt": fact.set_at.isoformat()}
            for view in views for part in view.slices for fact in part.facts
        ],
        "forms": [
            {"form": one.form, "version": one.form_version, "zone": one.zone, "at": one.at.isoformat(), "answers": dict(one.values)}
            for one in opened
        ],
        "consents": [
            {"purpose": row.purpose, "recipient": row.recipient, "data": list(row.pieces), "givenAt": row.given_at.isoformat(),
             "validUntil": str(row.valid_until or ""), "endedAt": row.ended_at.isoformat() if row.ended_at else None, "ending": row.ending}
            for row in own.consents
        ],
        "decisions": [
            {"table": row.name, "version": row.version, "at": row.at.isoformat(), "confirmedBy": row.confirmed_by,
             "why": [{"ok": line.ok, "nl": line.nl, "en": line.en, "source": line.source, "approver": line.approver} for line in row.lines]}
            for view in views for row in view.decisions
        ],
        "readBy": [{"at": at.isoformat(), "who": who, "zone": zone, "purpose": why} for at, who, zone, why in reads(own, most=None)],
        "history": [
            {"at": row.at.isoformat(), "what": row.kind, "who": row.who, "name": row.name}
            for view in views for row in view.timeline
        ],
    }  # fmt: skip


def chapters(own: OwnView, opened: tuple[OpenedForm, ...]) -> list[paper.Chapter]:
    """What is exported, in words."""
    spoken = speech.base_language()
    vocabulary = here.engine().vocabulary

    def told(name: str) -> str:
        return say(spoken, name)

    def parts(zones: tuple[str, ...]) -> str:
        return ", ".join(words.zone_words(vocabulary, zone, spoken) for zone in zones)

    def when(at: object) -> str:
        return words.moment(at, spoken)  # type: ignore[arg-type] # a moment or a day; both have words

    consents = [
        paper.Line(told(f"mine.purpose.{row.purpose}"), f"{row.recipient} · {when(row.given_at)}"
                   + (f" · {told('mine.consents.ended')} {when(row.ended_at)}" if row.ended_at else ""))
        for row in own.consents
    ]  # fmt: skip
    looked = [
        paper.Line(when(at), f"{who} · {parts(zones)} · {words.purpose_words(why, spoken)}")
        for at, who, zones, why in reads(own, most=None)
    ]  # fmt: skip
    decided = [
        paper.Line(row.name, " ".join(line.say(spoken) for line in row.lines))
        for view in (own.view, *own.related) for row in view.decisions
    ]  # fmt: skip
    shown = [item for row in steps(own) for item in (row.item, *row.rungs)]
    now = [paper.Line(own.spoken.of(item).get(spoken, item.name), item.who or item.lane_label) for item in shown]
    found = [
        paper.Chapter(told("mine.plan.title"), [paper.Line(row.question, row.answer) for row in plan_words(own.plan)]),
        paper.Chapter(told("mine.next.title"), now),
        paper.Chapter(told("mine.consents.title"), consents),
        paper.Chapter(told("mine.decisions.title"), decided),
        paper.Chapter(told("mine.reads.title"), looked),
    ]  # fmt: skip
    for one in opened:
        title, rows = shown_form(one)
        lines = [paper.Line(row.question, row.answer) for row in rows]
        found.append(
            paper.Chapter(f"{title} · {words.zone_words(vocabulary, one.zone, spoken)} · {when(one.at)}", lines)
        )
    return [chapter for chapter in found if chapter.lines]
