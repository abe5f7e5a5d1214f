"""The search as a LangChain retriever, to plug into other chains."""

from datetime import datetime
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import SkipValidation

from advisor.answering.flow import accepted, retrieve
from advisor.answering.models import Question
from advisor.answering.setting import Setting
from advisor.answering.understand import understand
from advisor.dates import now
from advisor.knowledge import Knowledge
from advisor.programs.schedule import current_round
from advisor.retrieval.search import Hit


class AdvisorRetriever(BaseRetriever):
    """Passages of the corpus for a question, best first, with what it takes to cite them.

    `as_of` decides which round is preferred; None: now. Raises QuestionRejected for an empty or overlong question.
    """

    knowledge: SkipValidation[Knowledge]
    as_of: datetime | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[Document]:
        moment = self.as_of or now()
        question = accepted(Question(text=query, as_of=moment), self.knowledge.settings.question_chars)
        current = current_round(self.knowledge.program, moment)
        understood = understand(question, self.knowledge.program, current)
        setting = Setting(as_of=moment, language=understood.language, current=current)
        hits = [hit for part in understood.parts for hit in retrieve(part, setting, self.knowledge).hits]
        once = {hit.entry.id: hit for hit in reversed(hits)}
        return [_document(hit, self.knowledge) for hit in hits if once.pop(hit.entry.id, None) is not None]


def _document(hit: Hit, knowledge: Knowledge) -> Document:
    source = knowledge.infos[hit.entry.source_id]
    passage = hit.entry.passage
    return Document(
        id=hit.entry.id,
        page_content=passage.text,
        metadata={
            "source_id": source.id,
            "title": source.title,
            "issuer": source.issuer,
            "issued_on": source.issued_on,
            "round": source.round,
            "page": passage.page,
            "section": passage.section,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
        },
    )
