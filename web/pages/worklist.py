"""My work: what is waiting for me, most pressing first."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for

from web import here
from web.words import by_urgency

page = Blueprint("worklist", __name__)

TABS = ("all", "mine", "team")
# What the `termijn` filter asks of the engine.
OVERDUE: Mapping[str, bool | None] = {"": None, "late": True, "ontime": False}


@page.get("/")
def show() -> str:
    """The worklist of whoever is logged in, in pages of fifty. Every filter is part of the address, so a list can be shared."""
    asked = request.args
    tab = asked.get("tab") if asked.get("tab") in TABS else "all"
    filters = {name: asked.get(name, "").strip() for name in ("zoek", "organisatie", "strook", "termijn")}
    work = here.engine().tasks.worklist(
        here.actor(),
        mine=tab == "mine",
        team=tab == "team",
        lane=filters["strook"] or None,
        organisation=int(filters["organisatie"]) if filters["organisatie"].isdecimal() else None,
        overdue=OVERDUE.get(filters["termijn"]),
        text=filters["zoek"],
        after=asked.get("na"),
    )
    return render_template(
        "worklist.html",
        work=work,
        groups=by_urgency(work.items),
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
    return url_for("web.worklist.show", tab=None if tab == "all" else tab, na=after, **kept)


def _lanes() -> list[tuple[str, str]]:
    vocabulary = here.engine().vocabulary
    lanes = dict.fromkeys(role.lane for role in here.actor().roles)
    return [(lane, vocabulary.lane_label(lane, here.language())) for lane in lanes]


def _organisations() -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in here.engine().accounts.organisations(here.actor())]
