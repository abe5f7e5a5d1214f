"""All tables of the product in one place, for what concerns them together: migrations, and whose database it is."""

# Their tables join the metadata.
from advisor.dossiers import tables as _dossiers  # noqa: F401
from advisor.faq import tables as _faq  # noqa: F401
from advisor.inquiries import tables as _inquiries  # noqa: F401
from advisor.precedents import tables as _precedents  # noqa: F401
from advisor.storage.tables import metadata

__all__ = ["metadata"]
