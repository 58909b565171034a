"""The headers that every answer of these pages carries."""

from flask import Response, request

from web import assets

# Scripts, styles, pictures and fonts come from here and from nowhere else; nothing inline runs.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A link out of a case must not tell the other side which case it was.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

YEAR = 365 * 24 * 3600


def put_headers(response: Response) -> Response:
    """Says what a browser may do with this answer. A page about a person is kept by no browser and no proxy."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == assets.ENDPOINT:
        assets.keep(response)
    else:
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
    return response
