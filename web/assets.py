"""Styles, scripts, pictures and fonts: a browser keeps them under an address that changes when they do, and asks no more."""

from pathlib import Path
from typing import Any

from flask import Response, request

ENDPOINT = "web.static"
FOLDER = Path(__file__).parent / "static"
FONTS = "build/fonts/"  # a style sheet names them without a mark; a new typeface may come a day later
YEAR = 365 * 24 * 3600
DAY = 24 * 3600


def mark(endpoint: str, values: dict[str, Any]) -> None:
    """Give the address of a file a mark of its content's age and size; a file that is not there gets none."""
    file = FOLDER / str(values.get("filename", ""))
    if endpoint == ENDPOINT and file.is_file():
        found = file.stat()
        values.setdefault("v", f"{found.st_mtime_ns:x}-{found.st_size:x}")


def keep(response: Response) -> None:
    """Say how long a browser may keep this file without asking. Without a mark it asks each time whether there is a newer one."""
    if response.status_code not in (200, 304):
        return
    if "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    elif str((request.view_args or {}).get("filename", "")).startswith(FONTS):
        response.headers["Cache-Control"] = f"public, max-age={DAY}"
