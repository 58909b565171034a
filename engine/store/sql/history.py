"""What happened, what was filled in, the ends of the chains, and who read what."""

import sqlalchemy as sa

from engine import model
from engine.model import Event
from engine.store import tables
from engine.store.tables import TABLES, Moment, equals

_event = TABLES[Event]

_told = sa.and_(
    _event.c.case == sa.bindparam("case"),
    _event.c.zone.in_(sa.bindparam("zones", expanding=True)),
    _event.c.kind.not_in(sa.bindparam("quiet", expanding=True)),
)
last_events = (
    sa.select(_event)
    .where(_told)
    .order_by(_event.c.seq.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer()))
    .offset(sa.bindparam("skip", type_=sa.Integer()))
)
event_count = sa.select(sa.func.count()).select_from(_event).where(_told)
# A loop of ten years takes the same few roads every round: the database tells each of them once.
roads = (
    sa.select(_event.c.instance, _event.c.detail, sa.func.max(_event.c.at), sa.func.max(_event.c.seq))
    .where(
        _event.c.case == sa.bindparam("case"),
        _event.c.seq > sa.bindparam("behind", type_=sa.BigInteger()),
        _event.c.kind == sa.bindparam("kind"),
        _event.c.instance.in_(sa.bindparam("instances", expanding=True)),
    )
    .group_by(_event.c.instance, _event.c.detail)
    .order_by(sa.func.min(_event.c.seq))
)
chain_end = (
    sa.select(_event.c.seq, _event.c.hash)
    .where(_event.c.case == sa.bindparam("case"))
    .order_by(_event.c.seq.desc())
    .limit(1)
)
chain_end_without_case = (
    sa.select(_event.c.seq, _event.c.hash).where(_event.c.case.is_(None)).order_by(_event.c.seq.desc()).limit(1)
)

_after = sa.bindparam("after", type_=sa.BigInteger())
_newer = sa.alias(_event)
_moved = sa.select(_newer.c.case).where(_newer.c.id > _after)
_ends = (
    sa.select(_event.c.case, sa.func.max(_event.c.seq).label("seq"), sa.func.count().label("count"))
    .where(
        sa.or_(
            _event.c.case.in_(_moved.where(_newer.c.case.is_not(None))),
            sa.and_(_event.c.case.is_(None), sa.exists(_moved.where(_newer.c.case.is_(None)))),
        )
    )
    .group_by(_event.c.case)
    .subquery()
)
event_heads = (
    sa.select(_ends.c.case, _ends.c.seq, _event.c.hash, _ends.c.count)
    .join(_event, sa.and_(_event.c.case.is_not_distinct_from(_ends.c.case), _event.c.seq == _ends.c.seq))
    .order_by(_ends.c.case.is_not(None), _ends.c.case)
)

_read = TABLES[model.ReadLog]
reads_after = (
    sa.select(_read)
    .where(_read.c.id > _after, _read.c.at < sa.bindparam("before", type_=Moment()))
    .order_by(_read.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
last_look = (
    sa.select(_read.c.at)
    .where(
        _read.c.case == sa.bindparam("case"),
        _read.c.actor == sa.bindparam("actor"),
        _read.c.at < sa.bindparam("before", type_=Moment()),
    )
    .order_by(_read.c.id.desc())
    .limit(1)
)

_sealed = TABLES[model.Sealed]
_newest = (
    sa.select(_sealed.c.id, _sealed.c.zone)
    .where(
        _sealed.c.case == sa.bindparam("case"),
        sa.not_(tables.is_draft),
        _sealed.c.zone.in_(sa.bindparam("zones", expanding=True)),
        _sealed.c.id < sa.bindparam("below", type_=sa.BigInteger()),
    )
    .order_by(_sealed.c.id.desc())
    .limit(sa.bindparam("among", type_=sa.Integer()))
    .subquery()
)
_numbered = sa.select(
    _newest.c.id,
    sa.func.row_number().over(partition_by=_newest.c.zone, order_by=_newest.c.id.desc()).label("place"),
    sa.func.count().over(partition_by=_newest.c.zone).label("of"),
).subquery()
# The numbering reads no more than ids and zones: what was sealed is kilobytes.
last_filled = (
    sa.select(*(_sealed.c[name] for name in ("id", "zone", "form", "form_version", "set_at", "set_by")), _numbered.c.of)
    .join(_numbered, _numbered.c.id == _sealed.c.id)
    .where(_numbered.c.place <= sa.bindparam("limit", type_=sa.Integer()))
    .order_by(_sealed.c.id.desc())
)

_fact, _decided = TABLES[model.Fact], TABLES[model.DecisionTaken]
known_zones = sa.union(
    sa.select(_fact.c.zone).where(_fact.c.case == sa.bindparam("case"), equals(_fact.c.current, True)),
    sa.select(_decided.c.zone).where(_decided.c.case == sa.bindparam("case")),
)

_task = TABLES[model.Task]
tasks_behind = (
    sa.select(_task)
    .where(
        _task.c.instance.in_(sa.bindparam("instances", expanding=True)),
        _task.c.element.in_(sa.bindparam("elements", expanding=True)),
        _task.c.opened_at >= sa.bindparam("since", type_=Moment()),
    )
    .order_by(_task.c.id)
)

_instance = TABLES[model.Instance]
ended_parts = (
    sa.select(_instance)
    .where(
        _instance.c.case == sa.bindparam("case"),
        sa.not_(equals(_instance.c.status, model.InstanceStatus.ACTIVE)),
        _instance.c.id < sa.bindparam("below", type_=sa.BigInteger()),
    )
    .order_by(_instance.c.id.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
