"""The headers that every answer of the API carries."""

from flask import Response, request

from api import caller

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    # An answer about a person is kept by no program in between.
    "Cache-Control": "no-store",
}

YEAR = 365 * 24 * 3600


def put(response: Response) -> Response:
    """Says what may be done with this answer, and in which language it is."""
    spoken = [("Content-Language", caller.language()), ("Vary", "Accept-Language, Authorization")]
    safe = [("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")] if request.is_secure else []
    response.headers.extend([*HEADERS.items(), *spoken, *safe])  # nobody sets them before
    return response
