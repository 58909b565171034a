"""Where records live: `open(url)` gives a store that keeps protocol.Store. The only room that imports sqlalchemy."""

from engine.store.sqlstore import SqlStore, open

__all__ = ["SqlStore", "open"]
