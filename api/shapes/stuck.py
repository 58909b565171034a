"""What the stuck resource reads and writes."""

import marshmallow as ma

from api.shapes.base import Given, GivenText, Told, after_given, after_told, codes, listed, text
from api.shapes.common import HeadTold, NowTold, StallTold, head, now_item, stall
from engine.views import StuckCase

REASONS = (
    *("overdue", "unassigned", "absent", "capacity", "message", "timer", "incident", "partner", "contact", "idle"),
    *("escalated", "paused"),
)


class StuckAsked(Given):
    reason = GivenText(
        20, choices=REASONS, load_default=None, metadata={"description": "Only what stands still for this"}
    )
    after = after_given()


class StuckTold(Told):
    head = ma.fields.Nested(HeadTold)
    stall = ma.fields.Nested(StallTold)
    item = ma.fields.Nested(NowTold)
    level = text("The rung of the ladder that it has reached: L1 to L5", none=True)
    deciding = ma.fields.Nested(
        NowTold,
        allow_none=True,
        metadata={"description": "The step at which somebody decides on it, when it is on the ladder"},
    )
    actions = codes("What you can do: nudge, reassign, extend, escalate, retry, pause, resume")


class StuckListTold(Told):
    items = listed(StuckTold, "Most harm first")
    after = after_told()


def stuck(one: StuckCase) -> dict[str, object]:
    """A case that does not move."""
    return {
        "head": head(one.head),
        "stall": stall(one.stall),
        "item": now_item(one.item),
        "level": one.level,
        "deciding": now_item(one.deciding) if one.deciding else None,
        "actions": one.actions,
    }
