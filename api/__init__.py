"""The API for programs: JSON over HTTP under /api/v1, described at /api/v1/openapi.json.

`register(app, engine)` puts it on an application. Nothing here decides: the engine says who may see and do what; this
room reads requests strictly, and says every refusal as a problem with a code, in Dutch and in English.
"""

from api.mount import PREFIX, register

__all__ = ["PREFIX", "register"]
