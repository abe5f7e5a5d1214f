"""Published documents that were added to hubs: their bytes, what was read of them, and vectors of their passages."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, delete, insert, select

from advisor.errors import EditRejected, RecordMissing
from advisor.ingest.document import Document, IngestReport
from advisor.precedents.records import HubDocument
from advisor.precedents.tables import hub_document_contents, hub_document_vectors, hub_documents
from advisor.precedents.transactions import Change, Stored
from advisor.retrieval.embedding import Vectors
from advisor.storage.actors import Actor
from advisor.storage.words import one_line

_STORED_VECTOR = np.dtype("<f4")


class Documents(Stored):
    """Documents of hubs in the actor's workspace."""

    def add_document(
        self,
        actor: Actor,
        hub_id: str,
        *,
        name: str,
        title: str,
        url: str,
        issued_on: date | None,
        data: bytes,
        document: Document,
        report: IngestReport,
        vectors: Mapping[str, Vectors],
        model_id: str,
    ) -> HubDocument:
        """Keep a document. Raises EditRejected("hub_document_known") where the hub has the same bytes already."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self._changing(actor) as change:
            of_hub = _documents(change.connection, actor, hub_id)
            same = next((each for each in of_hub if each.sha256 == sha256), None)
            if same is not None:
                raise EditRejected("hub_document_known", title=same.title, url=same.url)
            row = {
                "id": uuid.uuid4().hex,
                "workspace_id": actor.workspace,
                "hub_id": hub_id,
                "name": one_line(name),
                "title": one_line(title) or one_line(name),
                "url": url,
                "issued_on": issued_on.isoformat() if issued_on else None,
                "media_type": document.media_type,
                "size_bytes": len(data),
                "pages": len(document.pages),
                "sha256": sha256,
                "report": report,
            }
            change.connection.execute(insert(hub_documents).values({**row, **change.done("stored_")}))
            keys = {"workspace_id": actor.workspace, "document_id": row["id"]}
            change.connection.execute(
                insert(hub_document_contents).values({**keys, "document": document, "data": data})
            )
            _add_vectors(change, str(row["id"]), vectors, model_id)
            return _document(change.connection, actor, str(row["id"]))

    def documents(self, actor: Actor, hub_id: str | None = None) -> list[HubDocument]:
        """The documents of a hub, or of all, in the order in which they came."""
        with self.database.reading() as connection:
            return _documents(connection, actor, hub_id)

    def document(self, actor: Actor, document_id: str) -> HubDocument:
        """One document. Raises RecordMissing("hub_document_missing")."""
        with self.database.reading() as connection:
            return _document(connection, actor, document_id)

    def document_content(self, actor: Actor, document_id: str) -> bytes:
        """A document as it was sent. Raises RecordMissing("hub_document_missing")."""
        columns = hub_document_contents.c
        here = (columns.workspace_id == actor.workspace, columns.document_id == document_id)
        with self.database.reading() as connection:
            _document(connection, actor, document_id)
            return bytes(connection.execute(select(columns.data).where(*here)).scalar_one())

    def documents_read(self, actor: Actor) -> list[tuple[HubDocument, Document]]:
        """All documents with what was read of each."""
        columns = hub_document_contents.c
        same = (columns.workspace_id == hub_documents.c.workspace_id) & (columns.document_id == hub_documents.c.id)
        wanted = (
            select(hub_documents, columns.document)
            .join_from(hub_documents, hub_document_contents, same)
            .where(hub_documents.c.workspace_id == actor.workspace)
            .order_by(hub_documents.c.stored_at, hub_documents.c.id)
        )
        with self.database.reading() as connection:
            return [(_of_row(row), row.document) for row in connection.execute(wanted)]

    def document_vectors(self, actor: Actor, model_id: str) -> dict[str, Vectors]:
        """The vectors that a model made of all passages, by key; float32."""
        columns = hub_document_vectors.c
        wanted = select(columns.key, columns.vector).where(
            columns.workspace_id == actor.workspace, columns.model_id == model_id
        )
        with self.database.reading() as connection:
            return {
                row.key: np.frombuffer(row.vector, dtype=_STORED_VECTOR).astype(np.float32)
                for row in connection.execute(wanted)
            }

    def add_document_vectors(
        self, actor: Actor, document_id: str, vectors: Mapping[str, Vectors], model_id: str
    ) -> None:
        """Keep the vectors of a document by a further model; those that are there by that model are replaced."""
        columns = hub_document_vectors.c
        with self._changing(actor) as change:
            _document(change.connection, actor, document_id)
            here = (columns.workspace_id == actor.workspace, columns.document_id == document_id)
            change.connection.execute(delete(hub_document_vectors).where(*here, columns.model_id == model_id))
            _add_vectors(change, document_id, vectors, model_id)

    def remove_document(self, actor: Actor, document_id: str) -> HubDocument:
        """Delete a document with its text and vectors. Raises RecordMissing("hub_document_missing")."""
        with self._changing(actor) as change:
            found = _document(change.connection, actor, document_id)
            here = (hub_documents.c.workspace_id == actor.workspace, hub_documents.c.id == document_id)
            change.connection.execute(delete(hub_documents).where(*here))  # contents and vectors by foreign keys
            return found

    def documents_state(self, actor: Actor) -> str:
        """Changes whenever a document comes or goes."""
        ids = select(hub_documents.c.id).where(hub_documents.c.workspace_id == actor.workspace)
        with self.database.reading() as connection:
            return "\n".join(connection.execute(ids.order_by(hub_documents.c.id)).scalars())


def _add_vectors(change: Change, document_id: str, vectors: Mapping[str, Vectors], model_id: str) -> None:
    keys = {"workspace_id": change.actor.workspace, "document_id": document_id, "model_id": model_id}
    rows = [
        {**keys, "key": key, "vector": np.asarray(vector, dtype=_STORED_VECTOR).tobytes()}
        for key, vector in vectors.items()
    ]
    if rows:
        change.connection.execute(insert(hub_document_vectors), rows)


def _documents(connection: Connection, actor: Actor, hub_id: str | None) -> list[HubDocument]:
    wanted = select(hub_documents).where(hub_documents.c.workspace_id == actor.workspace)
    wanted = wanted if hub_id is None else wanted.where(hub_documents.c.hub_id == hub_id)
    ordered = wanted.order_by(hub_documents.c.stored_at, hub_documents.c.id)
    return [_of_row(row) for row in connection.execute(ordered)]


def _document(connection: Connection, actor: Actor, document_id: str) -> HubDocument:
    here = (hub_documents.c.workspace_id == actor.workspace, hub_documents.c.id == document_id)
    row = connection.execute(select(hub_documents).where(*here)).one_or_none()
    if row is None:
        raise RecordMissing("hub_document_missing")
    return _of_row(row)


def _of_row(row: Row[Any]) -> HubDocument:
    return HubDocument(
        id=row.id,
        hub_id=row.hub_id,
        name=row.name,
        title=row.title,
        url=row.url,
        issued_on=date.fromisoformat(row.issued_on) if row.issued_on else None,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        pages=row.pages,
        sha256=row.sha256,
        report=row.report,
        stored_at=row.stored_at,
        stored_by=row.stored_by,
    )
