"""The store of the precedent room: lists, documents of hubs, and its own log."""

from advisor.precedents.document_store import Documents
from advisor.precedents.list_store import Lists
from advisor.precedents.query_store import Queries


class PrecedentStore(Lists, Documents, Queries):
    """All of it over one database. Safe to share between threads; every method sees the actor's workspace alone."""
