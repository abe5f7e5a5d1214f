"""The applicant's files: their bytes, what was read of them, and vectors of their passages."""

import hashlib
import uuid
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, insert, select

from advisor.dossiers.records import DeletedFile, EventKind, Receipt
from advisor.dossiers.tables import deleted_evidence, evidence, evidence_contents, evidence_vectors
from advisor.dossiers.transactions import Change, Stored, of_dossier
from advisor.errors import RecordMissing
from advisor.ingest.document import Document, IngestReport
from advisor.storage.actors import Actor
from advisor.storage.words import one_line

Vectors = NDArray[np.float32]
_STORED_VECTOR = np.dtype("<f4")


class EvidenceFiles(Stored):
    """Evidence of dossiers. Nothing of a deleted file is left but its name."""

    def add_evidence(
        self,
        actor: Actor,
        dossier_id: str,
        *,
        name: str,
        data: bytes,
        document: Document,
        report: IngestReport,
        pages: int,
        vectors: Mapping[str, Vectors] | None = None,
        model_id: str = "",
    ) -> Receipt:
        """Keep a file with what was read of it; `vectors` (one row each) by the keys of its passages.

        The same bytes again give the receipt that is there. A name that another file of the dossier has gets a
        number: 「資料 (2).pdf」; document and report are stored under that name.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        with self._changing(actor, dossier_id) as change:
            present = _evidence(change.connection, actor, dossier_id)
            same = next((receipt for receipt in present if receipt.sha256 == sha256), None)
            if same is not None:
                return same
            free = free_name(name, {receipt.name for receipt in present})
            row = {
                "id": uuid.uuid4().hex,
                "name": free,
                "media_type": document.media_type,
                "size_bytes": len(data),
                "pages": pages,
                "sha256": sha256,
                "report": report.model_copy(update={"name": free}),
            }
            change.connection.execute(insert(evidence).values({**change.keys(), **change.done("stored_"), **row}))
            content = {"document": document.model_copy(update={"name": free}), "data": data}
            keys = {"workspace_id": actor.workspace, "evidence_id": row["id"]}
            change.connection.execute(insert(evidence_contents).values({**keys, **content}))
            _add_vectors(change, str(row["id"]), vectors or {}, model_id)
            change.tell(EventKind.EVIDENCE_ADDED, free)
            return _receipt_of(change.connection, actor, dossier_id, str(row["id"]))

    def add_vectors(
        self, actor: Actor, dossier_id: str, evidence_id: str, vectors: Mapping[str, Vectors], model_id: str
    ) -> None:
        """Keep the vectors of a file by a further model. Those that are there by that model are replaced."""
        with self._changing(actor, dossier_id) as change:
            _receipt_of(change.connection, actor, dossier_id, evidence_id)
            here = _of_file(evidence_vectors.c, actor, evidence_id)
            change.connection.execute(delete(evidence_vectors).where(*here, evidence_vectors.c.model_id == model_id))
            _add_vectors(change, evidence_id, vectors, model_id)

    def evidence(self, actor: Actor, dossier_id: str) -> list[Receipt]:
        """The dossier's files in the order in which they came."""
        with self._reading(actor, dossier_id) as connection:
            return _evidence(connection, actor, dossier_id)

    def evidence_documents(self, actor: Actor, dossier_id: str) -> list[tuple[Receipt, Document]]:
        """The files with what was read of each, in the order in which they came."""
        wanted = (
            select(evidence, evidence_contents.c.document)
            .join_from(evidence, evidence_contents, _same_file(evidence_contents.c))
            .where(of_dossier(evidence, actor, dossier_id))
            .order_by(evidence.c.stored_at, evidence.c.id)
        )
        with self._reading(actor, dossier_id) as connection:
            return [(_receipt(row), row.document) for row in connection.execute(wanted)]

    def evidence_vectors(self, actor: Actor, dossier_id: str, model_id: str) -> dict[str, Vectors]:
        """The vectors that a model made of the dossier's passages, by key; float32, one row each."""
        wanted = (
            select(evidence_vectors.c.key, evidence_vectors.c.vector)
            .join_from(evidence, evidence_vectors, _same_file(evidence_vectors.c))
            .where(of_dossier(evidence, actor, dossier_id), evidence_vectors.c.model_id == model_id)
        )
        with self._reading(actor, dossier_id) as connection:
            return {
                row.key: np.frombuffer(row.vector, dtype=_STORED_VECTOR).astype(np.float32)
                for row in connection.execute(wanted)
            }

    def evidence_content(self, actor: Actor, dossier_id: str, evidence_id: str) -> bytes:
        """A file as it was sent. Raises RecordMissing("evidence_missing")."""
        with self._reading(actor, dossier_id) as connection:
            _receipt_of(connection, actor, dossier_id, evidence_id)
            here = _of_file(evidence_contents.c, actor, evidence_id)
            return bytes(connection.execute(select(evidence_contents.c.data).where(*here)).scalar_one())

    def delete_evidence(self, actor: Actor, dossier_id: str, evidence_id: str) -> None:
        """Delete a file: its bytes, text and vectors are gone, from the file on the disk too.

        What drafts quote of it stays in them; `deleted_files` tells that it is gone. Raises RecordMissing
        ("evidence_missing").
        """
        with self._changing(actor, dossier_id) as change:
            receipt = _receipt_of(change.connection, actor, dossier_id, evidence_id)
            here = (of_dossier(evidence, actor, dossier_id), evidence.c.id == evidence_id)
            change.connection.execute(delete(evidence).where(*here))  # contents and vectors by foreign keys
            left = {"evidence_id": evidence_id, "name": receipt.name}
            change.connection.execute(
                insert(deleted_evidence).values({**change.keys(), **change.done("deleted_"), **left})
            )
            change.tell(EventKind.EVIDENCE_DELETED, receipt.name)
        self.database.forget_deleted()

    def deleted_files(self, actor: Actor, dossier_id: str) -> list[DeletedFile]:
        """The files that were deleted, by their ids and names, in the order in which they were."""
        with self._reading(actor, dossier_id) as connection:
            return _deleted(connection, actor, dossier_id)

    def evidence_state(self, actor: Actor, dossier_id: str) -> str:
        """A hash that changes with each file that comes or goes; for what is kept of answers from evidence."""
        with self._reading(actor, dossier_id) as connection:
            here = sorted(receipt.id for receipt in _evidence(connection, actor, dossier_id))
            gone = sorted(file.id for file in _deleted(connection, actor, dossier_id))
        return hashlib.sha256("\n".join([*here, "-", *gone]).encode()).hexdigest()


def free_name(name: str, taken: set[str]) -> str:
    """The name, with a number before its extension where the dossier has it already, in capitals or not.

    >>> free_name("資料.pdf", {"資料.PDF", "資料 (2).pdf"})
    '資料 (3).pdf'
    """
    wanted = one_line(name)
    path, lower = PurePosixPath(wanted), {one.casefold() for one in taken}
    found, number = wanted, 2
    while found.casefold() in lower:
        found, number = f"{path.stem} ({number}){path.suffix}", number + 1
    return found


def _add_vectors(change: Change, evidence_id: str, vectors: Mapping[str, Vectors], model_id: str) -> None:
    keys = {"workspace_id": change.actor.workspace, "evidence_id": evidence_id, "model_id": model_id}
    rows = [
        {**keys, "key": key, "vector": np.asarray(vector, dtype=_STORED_VECTOR).tobytes()}
        for key, vector in vectors.items()
    ]
    if rows:
        change.connection.execute(insert(evidence_vectors), rows)


def _evidence(connection: Connection, actor: Actor, dossier_id: str) -> list[Receipt]:
    wanted = select(evidence).where(of_dossier(evidence, actor, dossier_id))
    return [_receipt(row) for row in connection.execute(wanted.order_by(evidence.c.stored_at, evidence.c.id))]


def _receipt_of(connection: Connection, actor: Actor, dossier_id: str, evidence_id: str) -> Receipt:
    here = (of_dossier(evidence, actor, dossier_id), evidence.c.id == evidence_id)
    row = connection.execute(select(evidence).where(*here)).one_or_none()
    if row is None:
        raise RecordMissing("evidence_missing")
    return _receipt(row)


def _deleted(connection: Connection, actor: Actor, dossier_id: str) -> list[DeletedFile]:
    columns = deleted_evidence.c
    wanted = select(deleted_evidence).where(of_dossier(deleted_evidence, actor, dossier_id))
    return [
        DeletedFile(id=row.evidence_id, name=row.name, at=row.deleted_at, by=row.deleted_by)
        for row in connection.execute(wanted.order_by(columns.deleted_at, columns.evidence_id))
    ]


def _same_file(columns: Any) -> Any:
    return (columns.workspace_id == evidence.c.workspace_id) & (columns.evidence_id == evidence.c.id)


def _of_file(columns: Any, actor: Actor, evidence_id: str) -> tuple[Any, ...]:
    return columns.workspace_id == actor.workspace, columns.evidence_id == evidence_id


def _receipt(row: Row[Any]) -> Receipt:
    return Receipt(
        id=row.id,
        name=row.name,
        size_bytes=row.size_bytes,
        pages=row.pages,
        sha256=row.sha256,
        media_type=row.media_type,
        report=row.report,
        stored_at=row.stored_at,
        stored_by=row.stored_by,
    )
