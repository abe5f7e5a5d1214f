"""The store of dossiers, as one thing to hand down. Each method is one transaction, in the actor's workspace."""

from advisor.dossiers.comment_store import Comments
from advisor.dossiers.dossier_store import Dossiers
from advisor.dossiers.evidence_store import EvidenceFiles
from advisor.dossiers.form_store import Forms
from advisor.dossiers.item_store import Items
from advisor.dossiers.review_store import Reviews


class DossierStore(Dossiers, Forms, EvidenceFiles, Items, Reviews, Comments):
    """All that is kept of applications in preparation. Safe to share between threads and processes.

    What belongs to another workspace is missing (RecordMissing), never forbidden. Faults of the database are
    ServiceFault; after any error nothing of the call is kept, except words that came too late (see `save_text`).
    """
