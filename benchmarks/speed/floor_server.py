"""The floor endpoint: Flask, a marshmallow schema and the floor's transaction, on the server that we ship.

`python -m benchmarks.speed.floor_server FOLDER DATABASE CLIENTS` answers POST /floor/N for each of so many clients, on the host
and port of the settings. A client's requests come one after another, so each has a case and a connection of its own.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import marshmallow as ma
from flask import Flask, request

from benchmarks.speed import floor
from benchmarks.speed.place import place
from perspectief.server import Server
from perspectief.settings import read_settings


class Completion(ma.Schema):
    """What a client sends, as to ours."""

    answers = ma.fields.Dict(keys=ma.fields.String(), required=True)


def main(folder: str, database: str, clients: str) -> None:
    """Serve until told to stop."""
    with place(Path(folder), database) as here:
        steps = [
            floor.on_sqlite(here, database.partition("///")[2])
            if database.startswith("sqlite")
            else floor.on_postgres(here, database)
            for _ in range(int(clients))
        ]
        Server(application(steps), read_settings()).run_until_told()


def application(steps: Sequence[Callable[[], None]]) -> Flask:
    """One endpoint."""
    app, shape = Flask("floor"), Completion()

    @app.post("/floor/<int:client>")
    def complete(client: int) -> dict[str, object]:
        shape.load(request.get_json())
        steps[client]()
        return {"task": client, "next": []}

    return app


if __name__ == "__main__":
    main(*sys.argv[1:])
