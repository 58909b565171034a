"""Demands for data from outside (P25): proof that nobody looked things up for them, and the public count."""

import json
from collections.abc import Mapping

from engine import tags
from engine.kernel import effects as fx
from engine.model import Event, ReadLog, Relation
from engine.step.run import Run
from engine.step.writing import Live


def carry_out(run: Run, live: Live, effect: fx.JobOpened) -> Mapping[str, object]:
    """A step of P25, named by the header `stap`."""
    return {"bevriezen": _freeze, "tellen": _count}[effect.headers["stap"]](run)


def _freeze(run: Run) -> Mapping[str, object]:
    """Write down where the read log of the person's case ends: what is read for the demand afterwards stands out."""
    for relation in run.tx.find(Relation, other=run.case.id):
        last = run.tx.find(ReadLog, case=relation.case, newest=True, limit=1)
        run.tell(tags.READS_FROZEN, zone="KLA", last=last[0].id if last else 0)
    return {}


def _count(run: Run) -> Mapping[str, object]:
    """Count one more for this year, in the public log without a case: how many, never about whom."""
    counted = run.tx.find(Event, case=None, kind=tags.DEMAND_COUNTED)
    year = run.now.year
    number = 1 + sum(json.loads(row.detail)["year"] == year for row in counted)
    detail = json.dumps({"year": year, "number": number})
    run.tx.append_events([Event(case=None, at=run.now, kind=tags.DEMAND_COUNTED, detail=detail)])
    return {"publishedCount": number}
