"""A blueprint whose every view asks for an account unless it is marked, reads strictly, and answers errors as problems."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NoReturn, TypeVar

import flask_smorest  # type: ignore[import-untyped] # it has no type hints
import marshmallow as ma
from flask import Request, request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException

from api import caller, errors, strict, words
from engine.errors import Invalid, NotFound, PerspectiefError
from engine.ports import FieldProblem

View = TypeVar("View", bound=Callable[..., object])

MOST_ASKED = 50  # names in a query; what checks them takes their square in time
OPEN: list[dict[str, list[str]]] = []  # the security of an operation that needs no account


class StrictParser(FlaskParser):
    """Reads bodies and queries: what a schema does not know is refused, and so is what no database can keep."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "json": ma.RAISE, "query": ma.RAISE}

    def load_json(self, req: Request, schema: ma.Schema) -> object:
        """The body. Raises BadJson and WrongMedia."""
        return strict.body(req)

    def load_querystring(self, req: Request, schema: ma.Schema) -> object:
        """The query, each name once."""
        if len(req.args) > MOST_ASKED:
            raise errors.BadRequest()
        twice = [name for name, values in req.args.lists() if len(values) > 1]
        unkept = [name for name, value in req.args.items() if strict.is_unkept(name + value)]
        if problems := [_problem(name, "twice") for name in twice] + [_problem(name, "sign") for name in unkept]:
            raise Invalid(problems)
        return req.args.to_dict()

    def handle_error(
        self,
        error: ma.ValidationError,
        req: Request,
        schema: ma.Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Say which fields are wrong, and why."""
        by_location = error.messages if isinstance(error.messages, dict) else {}
        raise Invalid([problem for messages in by_location.values() for problem in _problems("", messages)])


def _problems(path: str, messages: object) -> Iterable[FieldProblem]:
    """The problems in what marshmallow collected: codes by name, one level per nested object."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            own = path if name == "_schema" else f"{path}.{name}".lstrip(".")
            yield from _problems(own, inner)
    elif isinstance(messages, list):
        yield from (_problem(path, str(code)) for code in messages)


def _problem(path: str, code: str) -> FieldProblem:
    nl, en = words.of(code)
    return FieldProblem(words.visible(path), code.partition(":")[0], nl, en)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc] # flask-smorest has no type hints
    """The endpoints of one resource."""

    if TYPE_CHECKING:
        # What the framework's decorators take, which itself does not say.
        def get(self, rule: str) -> Callable[[View], View]: ...
        def post(self, rule: str) -> Callable[[View], View]: ...
        def put(self, rule: str) -> Callable[[View], View]: ...
        def delete(self, rule: str) -> Callable[[View], View]: ...
        def doc(self, **parts: object) -> Callable[[View], View]: ...
        def response(self, status: int, schema: object = ..., **parts: object) -> Callable[[View], View]: ...
        def alt_response(self, status: int, response: str = ..., **parts: object) -> Callable[[View], View]: ...

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, f"api.resources.{name}", description=description)
        self.before_request(_admit)
        self.register_error_handler(PerspectiefError, errors.of_the_engine)
        self.register_error_handler(HTTPException, errors.of_http)
        # A fault is answered here, or the framework would write the error's text, and with it answers, to the log.
        self.register_error_handler(Exception, errors.of_a_fault)

    def arguments(self, schema: object, *, location: str = "json") -> Callable[[View], View]:
        """What a view takes. A schema is made once: one for every request would copy all of its fields each time."""
        made = schema() if isinstance(schema, type) else schema
        decorator: Callable[[View], View] = super().arguments(made, location=location)
        return decorator

    def open_to_all(self, view: View) -> View:
        """Mark a view, and its description, as one that needs no account."""
        return caller.open_to_all(self.doc(security=OPEN)(view))


def _admit() -> None:
    """Before every view: the address must be one that can exist, and somebody must be known unless the view is open."""
    if any(strict.is_unkept(str(part)) for part in (request.view_args or {}).values()):
        raise NotFound()
    if not caller.is_open() and caller.find() is None:
        raise errors.NotLoggedIn()
