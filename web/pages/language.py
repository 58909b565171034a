"""Dutch or English."""

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from web import here
from web.sessions import local_path

page = Blueprint("language", __name__)


@page.get("/taal/<language>")
def choose(language: str) -> Response:
    """Speaks this language from now on, and goes back to where the visitor was."""
    if language not in here.LANGUAGES:
        abort(404)
    session["language"] = language
    if (found := here.visitor()) is not None:
        here.engine().accounts.set_language(found, language)
    return redirect(local_path(request.args.get("verder")) or url_for("web.worklist.show"))
