"""Dossiers: made, listed, changed, deleted."""

import hashlib
import uuid
from typing import Any

from sqlalchemy import Row, case, delete, func, insert, select

from advisor.dossiers.item_rows import create_item
from advisor.dossiers.records import Dossier, DossierSummary, EventKind, Status
from advisor.dossiers.tables import dossiers, form_files, items
from advisor.dossiers.transactions import LIGHT, Change, Stored, dossier_row
from advisor.errors import EditRejected, RecordMissing
from advisor.forms.model import Form
from advisor.storage.actors import Actor
from advisor.storage.migrating import admit
from advisor.storage.tables import workspaces
from advisor.storage.words import one_line

TITLE_CHARS = 200


class Dossiers(Stored):
    """Dossiers themselves."""

    def admit(self, actor: Actor) -> None:
        """Make the actor and the workspace known, where they are not. The local ones always are."""
        with self.database.writing() as connection:
            admit(connection, actor, self._clock())

    def create_dossier(
        self,
        actor: Actor,
        title: str,
        form: Form,
        round: int,
        hub_type: str | None = None,
        program: str = "j-innovation-hub",
        form_file: bytes | None = None,
    ) -> Dossier:
        """A new dossier with an empty item for each of the form's. `form_file`: the form as it was loaded.

        Raises RecordMissing("workspace_missing"), EditRejected("title_empty") or ("title_too_long").
        """
        name, at, dossier_id = _title(title), self._clock(), uuid.uuid4().hex
        who = {f"{prefix}_{key}": value for prefix in ("created", "updated") for key, value in _by(actor).items()}
        row = {
            "id": dossier_id,
            "workspace_id": actor.workspace,
            "title": name,
            "program": program,
            "round": round,
            "hub_type": hub_type,
            "form": form,
            "form_name": form.name,
            "revision": 1,
            "created_at": at,
            "updated_at": at,
            **who,
        }
        with self.database.writing() as connection:
            known = select(workspaces.c.id).where(workspaces.c.id == actor.workspace)
            if connection.execute(known).first() is None:
                raise RecordMissing("workspace_missing")
            connection.execute(insert(dossiers).values(row))
            change = Change(connection, actor, at, dossier_row(connection, actor, dossier_id))
            for position, form_item in enumerate(form.items):
                create_item(change, form_item, position)
            if form_file is not None:
                kept = {"name": form.name, "sha256": hashlib.sha256(form_file).hexdigest(), "data": form_file}
                connection.execute(insert(form_files).values({**change.keys(), **kept}))
            change.tell(EventKind.CREATED, name)
            return _dossier(dossier_row(connection, actor, dossier_id, whole=True))

    def dossiers(self, actor: Actor) -> list[DossierSummary]:
        """The workspace's dossiers, the last changed first."""
        approved = func.count(case((items.c.status == Status.APPROVED, 1)))
        counted = (
            select(items.c.dossier_id, func.count().label("items"), approved.label("approved"))
            .where(items.c.workspace_id == actor.workspace, items.c.removed.is_(False))
            .group_by(items.c.dossier_id)
            .subquery()
        )
        wanted = (
            select(*LIGHT, *counted.c["items", "approved"])
            .join_from(dossiers, counted, counted.c.dossier_id == dossiers.c.id, isouter=True)
            .where(dossiers.c.workspace_id == actor.workspace)
            .order_by(dossiers.c.updated_at.desc(), dossiers.c.id)
        )
        with self.database.reading() as connection:
            return [_summary(row) for row in connection.execute(wanted)]

    def dossier(self, actor: Actor, dossier_id: str) -> Dossier:
        """One dossier. Raises RecordMissing("dossier_missing")."""
        with self.database.reading() as connection:
            return _dossier(dossier_row(connection, actor, dossier_id, whole=True))

    def rename(self, actor: Actor, dossier_id: str, title: str) -> Dossier:
        """Give the dossier another title. Raises EditRejected("title_empty") or ("title_too_long")."""
        name = _title(title)
        with self._changing(actor, dossier_id) as change:
            return changed_dossier(change, EventKind.RENAMED, name, title=name)

    def set_type(self, actor: Actor, dossier_id: str, hub_type: str | None) -> Dossier:
        """Say which type of hub the dossier applies as; None: not decided."""
        with self._changing(actor, dossier_id) as change:
            return changed_dossier(change, EventKind.TYPE_SET, hub_type or "", hub_type=hub_type)

    def delete_dossier(self, actor: Actor, dossier_id: str) -> None:
        """Delete the dossier with all that belongs to it: form, evidence, items, versions, comments, history."""
        with self._changing(actor, dossier_id) as change:
            here = (dossiers.c.workspace_id == actor.workspace, dossiers.c.id == dossier_id)
            change.connection.execute(delete(dossiers).where(*here))  # the rest by foreign keys
        self.database.forget_deleted()


def _title(title: str) -> str:
    name = one_line(title)
    if not name:
        raise EditRejected("title_empty")
    if len(name) > TITLE_CHARS:
        raise EditRejected("title_too_long", limit=TITLE_CHARS)
    return name


def _by(actor: Actor) -> dict[str, str]:
    return {"by_id": actor.id, "by": actor.name}


def changed_dossier(change: Change, kind: EventKind, detail: str, **columns: Any) -> Dossier:
    """Change the dossier's own columns, with a line in its history; the dossier as it then stands."""
    change.tell(kind, detail)
    change.touch(revision=dossiers.c.revision + 1, **columns)
    return _dossier(dossier_row(change.connection, change.actor, change.dossier_id, whole=True))


def _dossier(row: Row[Any]) -> Dossier:
    return Dossier(
        id=row.id,
        workspace=row.workspace_id,
        title=row.title,
        program=row.program,
        round=row.round,
        hub_type=row.hub_type,
        form=row.form,
        created_at=row.created_at,
        created_by=row.created_by,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        revision=row.revision,
    )


def _summary(row: Row[*tuple[Any, ...]]) -> DossierSummary:
    return DossierSummary(
        id=row.id,
        title=row.title,
        round=row.round,
        hub_type=row.hub_type,
        form_name=row.form_name,
        updated_at=row.updated_at,
        items=row.items or 0,
        approved=row.approved or 0,
    )
