"""A completion and its chunks as OpenAI's interface has them. Pure but for the id and the time of a new reply."""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from advisor.answering.models import Answer, Citation, Question
from app.openai_api.content import Content
from app.openai_api.model_list import MODEL

Object = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """One reply: what its parts share. `created` is in Unix seconds."""

    wants_usage: bool = False
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def completion(self, answer: Answer, content: Content, base_url: str, usage: Mapping[str, int]) -> Object:
        """The whole as one object, our own answer in the extra field `advisor`."""
        annotations = annotations_of(answer, content, base_url)
        message = {"role": "assistant", "content": content.text, "refusal": None, "annotations": annotations}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        told = {**self._head("chat.completion"), "choices": [choice], "usage": dict(usage)}
        return {**told, "advisor": answer.model_dump(mode="json")}

    def chunk(self, delta: Mapping[str, Any], finish_reason: str | None = None) -> Object:
        """A piece of the message."""
        choice = {"index": 0, "delta": dict(delta), "logprobs": None, "finish_reason": finish_reason}
        told = {**self._head("chat.completion.chunk"), "choices": [choice]}
        return {**told, "usage": None} if self.wants_usage else told

    def last_content(self, text: str, answer: Answer, content: Content, base_url: str) -> Object:
        """The piece that ends the content, with the citations of the whole and our own answer."""
        delta = {"content": text, "annotations": annotations_of(answer, content, base_url)}
        return {**self.chunk(delta), "advisor": answer.model_dump(mode="json")}

    def usage_chunk(self, usage: Mapping[str, int]) -> Object:
        """The token counts, after the message."""
        return {**self._head("chat.completion.chunk"), "choices": [], "usage": dict(usage)}

    def _head(self, kind: str) -> Object:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL}


def annotations_of(answer: Answer, content: Content, base_url: str) -> list[Object]:
    """One `url_citation` for each mark of the content; the indices count characters of its text."""
    cited = {citation.n: citation for citation in answer.citations}
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": mark.start,
                "end_index": mark.end,
                "title": cited[mark.n].title,
                "url": source_url(cited[mark.n], base_url),
            },
        }
        for mark in content.marks
    ]


def source_url(citation: Citation, base_url: str) -> str:
    """Where our API shows the quote in its surroundings. `base_url`: of the application, with a slash at its end."""
    where = f"api/v1/sources/{quote(citation.source_id, safe='')}/text"
    return f"{base_url}{where}?start={citation.start}&end={citation.end}"


def usage_of(question: Question, content: Content, count_tokens: Callable[[str], int]) -> dict[str, int]:
    """Token counts of what was read (the user's questions) and written. An estimate: the tokens are the embedder's,
    whatever composed the answer."""
    prompt = sum(count_tokens(text) for text in (*question.earlier, question.text))
    completion = count_tokens(content.text)
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
