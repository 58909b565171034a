"""What is shown once and never again: the link with which somebody chooses a password."""

from flask import render_template, url_for


def link_once(code: str, account: int | None = None) -> str:
    """The page with the link of this code, and the way back to the account that it is for."""
    link = url_for("web.proof.ask_password", code=code, _external=True)
    return render_template("people/told.html", link=link, token=None, account=account)
