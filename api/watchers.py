"""Who watches over the programs holds a key, and only to that key counts of the whole house are told.

They hold nothing about anybody, yet who looks at them every minute sees when a case came or a complaint was made.
"""

import secrets

from flask import current_app, request

SETTING = "METRICS_KEY"  # of the application: None where everybody who reaches it may read, empty where nobody may


def let_in() -> bool:
    """Whether this request comes with the key as Bearer token. An application that was told nothing lets nobody in."""
    key = current_app.config.get(SETTING, "")
    if key is None:
        return True
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(key) and secrets.compare_digest(given.encode(), str(key).encode())
