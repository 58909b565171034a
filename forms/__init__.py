"""What is asked. A form file (form-js JSON) becomes a marshmallow schema that cleans answers, and a model that a page
can draw.

`load` reads a file and refuses what it does not support, `check` holds it against the declared facts, `clean` turns
answers into sealed values per zone and facts, `view` says what to draw. Nothing here knows a clock, a database or the
web.
"""

from forms.check import check
from forms.clean import clean
from forms.errors import FormError
from forms.library import library, source_hash
from forms.model import Cleaned, Field, FieldError, Finding, Form, Group, Option
from forms.posted import add_row, remove_row, unflatten
from forms.read import load
from forms.view import FieldView, RowView, Section, View, view

__all__ = [
    "Cleaned",
    "Field",
    "FieldError",
    "FieldView",
    "Finding",
    "Form",
    "FormError",
    "Group",
    "Option",
    "RowView",
    "Section",
    "View",
    "add_row",
    "check",
    "clean",
    "library",
    "load",
    "remove_row",
    "source_hash",
    "unflatten",
    "view",
]
