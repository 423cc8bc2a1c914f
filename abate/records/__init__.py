"""What happened to every account, from the chain's events, kept in an index that survives reorganisations."""

from abate.records.history import Line, history
from abate.records.index import Index
from abate.records.update import update
from abate.records.verify import Sums, verified

__all__ = ["Index", "Line", "Sums", "history", "update", "verified"]
