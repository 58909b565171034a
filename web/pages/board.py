"""The coordinator's board: pictures of where people wait, each with a table that says the same."""

from flask import Blueprint, render_template, request

from engine.waiting import BANDS
from web import boards, here

page = Blueprint("board", __name__)


@page.get("/vast/beeld")
def show() -> str:
    """All cases of this coordinator together; `stap` (process:element) adds who waits for that step."""
    view = here.engine().board.view(here.actor())
    wanted = request.args.get("stap", "")
    chosen = next((row for row in view.steps if f"{row.process}:{row.element}" == wanted), None)
    return render_template(
        "board.html",
        view=view,
        bands=BANDS,
        heat=boards.heat(view.steps),
        ages=boards.ages(view.ages),
        flow=boards.flow(view.flow),
        chosen=chosen,
    )
