"""Reading JSON from outside. What two programs could read differently is refused, and so is what a database cannot keep.

Refused: other encodings than UTF-8, keys that come twice, NaN and infinities, numbers longer than any amount, NUL and
lone surrogates in texts, objects with more keys than any form has questions, and nesting deeper than any form.
"""

import json
from typing import NoReturn

from flask import Request

from api.errors import BadJson, WrongMedia

DEEPEST = 16
MOST_MEMBERS = 1000  # what checks an object takes the square of its keys in time
LONGEST_NUMBER = 32  # characters


def body(request: Request) -> object:
    """The JSON body of a request. Raises WrongMedia and BadJson."""
    if request.mimetype != "application/json":
        raise WrongMedia()
    return loads(request.get_data())


def is_unkept(text: str) -> bool:
    """Whether a text holds a sign that no database can keep. Looking for them sign by sign takes ten times as long."""
    if text.isascii():
        return "\0" in text
    try:
        return b"\0" in text.encode()
    except UnicodeEncodeError:  # half a sign
        return True


def loads(content: bytes) -> object:
    """A JSON value. Raises BadJson, which says what is wrong in words that repeat nothing of the content."""
    try:
        value = _read(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadJson("The body is not UTF-8.", "De inhoud is geen UTF-8.") from error
    except json.JSONDecodeError as error:
        place = f"{error.lineno}, {error.colno}"
        nl = f"De inhoud is geen geldige JSON: kijk bij regel, teken {place}."
        raise BadJson(f"The body is not valid JSON: look at line, sign {place}.", nl) from error
    except RecursionError as error:
        raise _too_deep() from error
    _check(value)
    return value


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(pairs) > MOST_MEMBERS:
        nl = f"Een object heeft meer dan {MOST_MEMBERS} sleutels."
        raise BadJson(f"An object has more than {MOST_MEMBERS} keys.", nl)
    members = dict(pairs)
    if len(members) < len(pairs):
        raise BadJson("A key comes twice in one object.", "Een sleutel komt twee keer voor in een object.")
    return members


def _no_number(word: str) -> NoReturn:
    raise BadJson(f"{word} is not a number in JSON.", f"{word} is geen getal in JSON.")


def _whole(text: str) -> int:
    _must_be_short(text)
    return int(text)


def _fraction(text: str) -> float:
    _must_be_short(text)
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _too_long()
    return number


def _must_be_short(text: str) -> None:
    if len(text) > LONGEST_NUMBER:
        raise _too_long()


_read = json.JSONDecoder(
    object_pairs_hook=_members, parse_constant=_no_number, parse_float=_fraction, parse_int=_whole
).decode


def _too_long() -> BadJson:
    return BadJson("A number is too large.", "Een getal is te groot.")


def _too_deep() -> BadJson:
    return BadJson(
        f"The body is nested deeper than {DEEPEST} levels.", f"De inhoud is dieper genest dan {DEEPEST} niveaus."
    )


def _check(value: object) -> None:
    """Look through the whole value for what cannot be kept. A list of things still to look at, because the value may be
    deeper than Python's own stack."""
    ahead: list[tuple[object, int]] = [(value, 0)]
    while ahead:
        one, depth = ahead.pop()
        if depth > DEEPEST:
            raise _too_deep()
        if isinstance(one, dict):
            ahead += [(part, depth + 1) for pair in one.items() for part in pair]
        elif isinstance(one, list):
            ahead += [(part, depth + 1) for part in one]
        elif isinstance(one, str) and is_unkept(one):
            nl = "Een tekst bevat een teken dat niet bewaard kan worden (NUL of een half teken)."
            raise BadJson("A text holds a sign that cannot be kept (NUL or half a sign).", nl)
