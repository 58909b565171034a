"""FEEL's own functions, by name."""

from feel.builtins import booleans, contexts, conversion, dates, lists, numbers, ranges, strings
from feel.builtins.registry import BUILTINS

MODULES = (booleans, contexts, conversion, dates, lists, numbers, ranges, strings)

__all__ = ["BUILTINS", "MODULES"]
