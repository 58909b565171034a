"""What happened, the ends of the chains, and who read what."""

import sqlalchemy as sa

from engine import model
from engine.model import Event
from engine.store.tables import TABLES, Moment

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
