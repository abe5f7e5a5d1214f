"""The check that takes approved entries out of the answers once a document or a round has overtaken them."""

from datetime import datetime

from advisor.faq.bindings import OF_THE_CALL, has_moved, holds, lost_quotes
from advisor.faq.records import FaqEntry
from advisor.faq.store import FaqStore
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.storage.actors import Actor

_CHECKER = "faq-check"  # the id under which the check stands in the log
_SHOWN_CHARS = 80  # of a quote that is no longer there


def return_expired(
    store: FaqStore, as_of: datetime, knowledge: Knowledge, workspace: str | None = None
) -> list[FaqEntry]:
    """Return approved entries that do not hold any more to review; of one workspace, or of all.

    What was returned, each with its reason. Nothing but the status is changed: a person decides what comes of it.
    """
    documents = knowledge.with_faq(None)
    returned = []
    for of, entry in store.approved_everywhere():
        if workspace not in {None, of}:
            continue
        reason = holds(entry, as_of, documents.texts, documents.infos, documents.program)
        if reason is None or (reason in OF_THE_CALL and not has_moved(entry, as_of, documents.program)):
            continue
        lost = lost_quotes(entry, documents.texts)
        detail = f"{lost[0].title}: {lost[0].quote[:_SHOWN_CHARS]}" if lost else ""
        checker = Actor(id=_CHECKER, name=say("faq.checker"), workspace=of)
        back = store.return_to_review(checker, entry.id, reason, detail, entry.revision)
        returned += [back] if back is not None else []
    return returned
