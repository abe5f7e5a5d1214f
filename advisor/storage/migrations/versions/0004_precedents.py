"""Tables of precedents. Written out: it stays as it is when tables.py changes."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0003."""


def downgrade() -> None:
    """Back to 0003."""
