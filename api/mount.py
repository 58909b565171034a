"""Puts the API on a Flask application."""

import flask_smorest  # type: ignore[import-untyped] # it has no type hints
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api import errors, headers
from api.caller import EXTENSION
from api.resources import RESOURCES
from api.shapes.common import Problem
from engine.engine import Engine

PREFIX = "/api/v1"
LARGEST = 4 * 1024 * 1024  # bytes of one request
BEARER = {"type": "http", "scheme": "bearer", "description": "The token of POST /api/v1/session"}
ABOUT = "Cases, tasks and messages of the coordinated approach, for programs of the organisations that take part."


class Api(flask_smorest.Api):  # type: ignore[misc] # flask-smorest has no type hints
    """flask-smorest with problems of RFC 9457 in place of its own errors."""

    ERROR_SCHEMA = Problem

    def _register_responses(self) -> None:
        """Describe every status with which a problem comes, by the name that the framework refers to it."""
        content = {errors.MEDIA_TYPE: {"schema": Problem}}
        named = {
            "DEFAULT_ERROR": "A problem",
            "UNPROCESSABLE_ENTITY": "The request is not right",
            "WRONG_LOGIN": "Wrong",
        }
        for name, meaning in named.items():
            self.spec.components.response(name, {"description": meaning, "content": content}, lazy=True)

    def _register_error_handlers(self) -> None:
        """Answers for addresses that belong to no resource; each resource has its own."""
        self._app.register_error_handler(HTTPException, of_nobody)


def register(app: Flask, engine: Engine) -> None:
    """Add every resource under /api/v1 to `app`. Nothing outside /api/ is touched."""
    app.config.update(
        API_TITLE="Perspectief",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {"description": ABOUT},
            "security": [{"bearer": []}],
        },
    )
    api = Api(app)
    api.spec.components.security_scheme("bearer", BEARER)
    app.extensions[EXTENSION] = engine
    app.extensions[f"{EXTENSION}.document"] = api.spec.to_dict
    app.before_request(_limit)
    app.after_request(_finish)
    for resource in RESOURCES:
        api.register_blueprint(resource, url_prefix=PREFIX)


def of_nobody(error: HTTPException) -> Response | HTTPException:
    """A refusal at an address that belongs to no resource: ours when it is under /api/, else the framework's own."""
    return errors.of_http(error) if _is_ours() else error


def _is_ours() -> bool:
    return request.path.startswith("/api/")


def _limit() -> None:
    if _is_ours():
        request.max_content_length = LARGEST


def _finish(response: Response) -> Response:
    return headers.put(response) if _is_ours() else response
