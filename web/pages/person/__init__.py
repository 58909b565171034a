"""The person's own pages, under a path and a log-in of their own: /mijn. Nothing here is reached with a log-in of staff."""

from flask import Blueprint

from web.pages.person import back, door, page, papers, say

own = Blueprint("person", __name__, url_prefix="/mijn")
own.before_request(door.find_person)
for part in (door.page, page.page, say.page, back.page, papers.page):
    own.register_blueprint(part)
