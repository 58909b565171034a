"""Work that is done once: what a function answered is kept for its arguments."""

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def kept(build: Callable[P, T]) -> Callable[P, T]:
    """`functools.cache` that keeps the function's types. For few different arguments, such as kinds of records."""
    return cast(Callable[P, T], cache(build))
