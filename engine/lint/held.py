"""Everything that is held against a bundle: the rules, and the proof over all its roads.

What was held before is not walked again: looking at the same files twice, as a dry run and the deployment after it do, costs
the walk once. Files with an error are not walked at all: a road through something that cannot work proves nothing, and a
stranger's file would cost the walk of the whole house.
"""

import threading
from collections import OrderedDict

from engine.lint import rules
from engine.lint.bundle import Bundle
from engine.lint.proof.proved import prove
from engine.views import Finding

MOST = 16  # bundles that are remembered
_held: "OrderedDict[object, tuple[Bundle, tuple[Finding, ...]]]" = OrderedDict()
_lock = threading.Lock()


def findings(bundle: Bundle, *, sound: bool = True) -> tuple[Finding, ...]:
    """What is wrong with these definitions together; `sound` says that every file could be read without an error."""
    named = _content(bundle), sound
    with _lock:
        if named in _held:
            _held.move_to_end(named)
            return _held[named][1]
    found = tuple(rules.lint(bundle))
    if sound and not any(row.severity == "error" for row in found):
        found += prove(bundle).findings
    with _lock:
        # The bundle is kept with its findings: as long as it lives no other model can have the identity of one of its own.
        _held[named] = bundle, found
        while len(_held) > MOST:
            _held.popitem(last=False)
    return found


def _content(bundle: Bundle) -> object:
    """The same for bundles of the same files. Compiled files and words never change, so their identity stands for them."""
    return (
        frozenset((key, id(model)) for key, model in bundle.processes.items()),
        frozenset((key, id(table)) for key, table in bundle.tables.items()),
        frozenset(bundle.decisions.items()),
        frozenset(bundle.form_parts.items()),
        frozenset(bundle.form_facts.items()),
        frozenset(bundle.files.items()),
        id(bundle.vocabulary),
        (bundle.steps, bundle.topics, bundle.changed),
    )
