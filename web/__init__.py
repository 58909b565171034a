"""Pages for people: Flask, Jinja and a little JavaScript. Every page works without that JavaScript.

`register(app, engine, settings)` puts the pages on an application. Nothing here decides: the engine says who may see and do what,
the forms room says what is asked, and this room says it in plain Dutch or English.
"""

from web.register import WebSettings, register

__all__ = ["WebSettings", "register"]
