"""Functions on contexts."""

from __future__ import annotations

from feel.builtins.registry import builtin
from feel.errors import Refused
from feel.limits import Run
from feel.values import Value


@builtin("get value", "m: context, key: string")
@builtin("get value", "context: context, key: string")
def get_value(run: Run, context: dict[str, Value], key: str) -> Value:
    """The value of a key, null when it is not there."""
    return context.get(key)


@builtin("get entries", "m: context")
@builtin("get entries", "context: context")
def get_entries(run: Run, context: dict[str, Value]) -> list[Value]:
    """The entries as a list of {key, value}."""
    run.items(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def context(run: Run, entries: list[Value]) -> dict[str, Value]:
    """A context from a list of {key, value}; a key that comes twice makes it null."""
    found: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or "value" not in entry:
            raise Refused("an entry is a context with key and value")
        if entry["key"] in found:
            raise Refused(f"the key {entry['key']} comes twice")
        found[entry["key"]] = entry["value"]
    run.items(len(found))
    return found


@builtin("context put", "context: context, key: string, value: any")
def context_put(run: Run, target: dict[str, Value], key: str, value: Value) -> dict[str, Value]:
    """The context with one entry set."""
    run.items(len(target) + 1)
    return {**target, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def context_put_deep(run: Run, target: dict[str, Value], keys: list[Value], value: Value) -> dict[str, Value]:
    """The context with one entry set in the contexts that the keys lead through."""
    if not keys or not isinstance(keys[0], str):
        raise Refused("the keys are texts, at least one")
    if len(keys) == 1:
        return context_put(run, target, keys[0], value)
    inner = target.get(keys[0])
    if not isinstance(inner, dict):
        raise Refused(f"there is no context at {keys[0]}")
    return context_put(run, target, keys[0], context_put_deep(run, inner, keys[1:], value))


@builtin("context merge", "contexts: list")
def context_merge(run: Run, contexts: list[Value]) -> dict[str, Value]:
    """All entries in one context; the last one wins."""
    merged: dict[str, Value] = {}
    for entry in contexts:
        if not isinstance(entry, dict):
            raise Refused("context merge takes contexts")
        merged.update(entry)
        run.items(len(merged))
    return merged
