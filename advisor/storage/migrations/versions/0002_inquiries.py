"""Tables of inquiries. Written out: it stays as it is when tables.py changes."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0001."""


def downgrade() -> None:
    """Back to 0001."""
