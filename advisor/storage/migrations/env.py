"""Run by Alembic for each command, on the connection that advisor/storage/migrating.py hands over."""

from alembic import context

from advisor.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
