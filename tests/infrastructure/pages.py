"""Small pages under the product's own content security policy, with the built front end beside them."""

import mimetypes
from collections.abc import Iterable, Mapping
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from dev import BUILD

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'"

FRAME = """<!doctype html>
<html lang="nl" class="voorbeeld-theme utrecht-root"><head><meta charset="utf-8"><title>Proefpagina</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/build/theme-voorbeeld.css"><link rel="stylesheet" href="/build/app.css">
<script type="module" src="/build/app.js"></script></head>
<body class="utrecht-body"><main class="page stack"><h1 class="utrecht-heading-1">Proefpagina</h1>{}</main></body>
</html>"""

ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def site(pages: Mapping[str, str]) -> WSGIApplication:
    """Serves each path's text (inside FRAME, unless it is XML) and, under /build/, what Vite built."""
    texts = {"/icon.svg": ICON, **pages}

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        kind, body = built(path) if path.startswith("/build/") else page_of(path, texts)
        status = "200 OK" if body else "404 Not Found"
        start_response(status, [("Content-Type", kind), ("Content-Security-Policy", STRICT)])
        return [body]

    return application


def built(path: str) -> tuple[str, bytes]:
    file = BUILD / path.removeprefix("/build/")
    return mimetypes.guess_type(file.name)[0] or "font/woff2", file.read_bytes() if file.is_file() else b""


def page_of(path: str, texts: Mapping[str, str]) -> tuple[str, bytes]:
    text = texts.get(path, "")
    if path.endswith(".svg"):
        return "image/svg+xml", text.encode()
    if text.startswith("<?xml"):
        return "application/xml", text.encode()
    return "text/html; charset=utf-8", FRAME.replace("{}", text).encode() if text else b""
