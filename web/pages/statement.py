"""How accessible these pages are, and what to do when something does not work for you."""

from flask import Blueprint, render_template

page = Blueprint("statement", __name__)


@page.get("/toegankelijkheid")
def show() -> str:
    """The accessibility statement."""
    return render_template("statement.html")
