"""My work: what is waiting for me, most pressing first."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.model import Standing
from web import here
from web.words import by_urgency, lane_words

page = Blueprint("worklist", __name__)

TABS = ("all", "mine", "team")


@page.get("/")
def show() -> str | Response:
    """The worklist of whoever is logged in, in pages of fifty. Every filter is part of the address, so a list can be shared."""
    if here.actor().admin:  # no task can be an administrator's: the work is elsewhere
        return redirect(url_for("web.people.show"))
    asked = request.args
    tab = asked.get("tab", "all")
    tab = tab if tab in TABS else "all"
    filters = {name: asked.get(name, "").strip() for name in ("zoek", "organisatie", "strook", "termijn")}
    work = here.engine().work.page(
        here.actor(),
        mine=tab == "mine",
        lane=filters["strook"] or None,
        organisation=int(filters["organisatie"]) if filters["organisatie"].isdecimal() else None,
        overdue=True if filters["termijn"] == "late" else None,
        text=filters["zoek"],
        after=asked.get("na"),
    )
    items = [item for item in work.items if tab != "team" or item.why is not Standing.ASSIGNEE]
    return render_template(
        "worklist.html",
        work=work,
        shown=len(items),
        late=sum(item.term.overdue for item in items),
        groups=by_urgency(items),
        tab=tab,
        tabs=TABS,
        filters=filters,
        filtered=any(filters.values()),
        later_page=bool(asked.get("na")),
        more=_address(tab, filters, work.after) if work.after else None,
        tab_addresses={name: _address(name, filters) for name in TABS},
        lanes=_lanes(),
        organisations=_organisations(),
    )


def _address(tab: str, filters: Mapping[str, str], after: str | None = None) -> str:
    kept = {name: value for name, value in filters.items() if value}
    address: dict[str, Any] = {"tab": None if tab == "all" else tab, "na": after, **kept}
    return url_for("web.worklist.show", **address)


def _lanes() -> list[tuple[str, str]]:
    vocabulary = here.engine().vocabulary
    lanes = dict.fromkeys(role.lane for role in here.actor().roles)
    return [(lane, lane_words(vocabulary, lane, here.language())) for lane in lanes]


def _organisations() -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in here.engine().accounts.organisations(here.actor())]
