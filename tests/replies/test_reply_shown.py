"""Rule 1 over many real questions: a reply says nothing that its answers, the inquiry or the settings do not show."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reply_cases import OFFICE, inquiry

from advisor.answering.flow import answer
from advisor.dates import parse_as_of
from advisor.inquiries.records import Inquiry, ReplyDraft
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.replies.blanks import has_blank
from advisor.replies.checking import unshown_in_mail
from advisor.replies.citing import shown_quote
from advisor.replies.drafting import draft_reply
from advisor.replies.similar import PastReplies

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "evals/questions/dev.jsonl").read_text(encoding="utf-8").splitlines()
]
EVERY = 13
ROWS_OF_A_TABLE = re.compile(r" [\d・]+行目$|, row [\d, ]+$")
Drafted = list[tuple[dict[str, Any], Inquiry, ReplyDraft]]


@pytest.fixture(scope="module")
def drafted(knowledge: Knowledge) -> Drafted:
    """Every thirteenth question, two in a mail where they are of one language and moment."""
    none = PastReplies.build((), knowledge.embedder)
    found: Drafted = []
    rows = ROWS[::EVERY]
    for row, other in zip(rows, [*rows[1:], rows[0]], strict=True):
        alike = row["language"] == other["language"] and row.get("as_of") == other.get("as_of") and len(found) % 3 == 0
        texts = [row["question"], *([other["question"]] if alike else [])]
        of = inquiry(*texts, language=Language(row["language"]))
        as_of = parse_as_of(row.get("as_of") or "2025-08-20T10:00")
        found.append((row, of, draft_reply(of, as_of, OFFICE, lambda q: answer(q, knowledge), none, knowledge)))
    return found


def unshown(draft: ReplyDraft, of: Inquiry, knowledge: Knowledge) -> list[str]:
    name = knowledge.program.name
    program = name.ja if draft.language is Language.JA else name.en
    return unshown_in_mail(draft, of, OFFICE, knowledge.glossary.aliases, program)


def test_there_is_enough_of_every_kind(drafted: Drafted) -> None:
    statuses = {each.answer.status for _, _, draft in drafted for each in draft.answered}
    assert len(drafted) > 40
    assert len(statuses) >= 4
    assert {draft.language for _, _, draft in drafted} == set(Language)
    assert any(len(draft.answered) > 1 for _, _, draft in drafted)


def test_nothing_is_said_that_is_not_shown(drafted: Drafted, knowledge: Knowledge) -> None:
    assert [
        (of.questions[0].text, faults) for _, of, draft in drafted if (faults := unshown(draft, of, knowledge))
    ] == []


def test_nothing_was_dropped_for_it(drafted: Drafted) -> None:
    assert [of.questions[0].text for _, of, draft in drafted if "資料で示せない値" in draft.text] == []


def test_every_sentence_is_of_the_answer_and_every_quote_of_its_source(drafted: Drafted, knowledge: Knowledge) -> None:
    for _, _, draft in drafted:
        for each in draft.answered:
            shown = {shown_quote(citation.quote) for citation in each.answer.citations}
            for line in quoted_lines(each.text):
                assert any(line.endswith(f"「{quote}」") for quote in shown) or ROWS_OF_A_TABLE.search(line), line
            for citation in each.answer.citations:
                assert citation.quote in knowledge.texts[citation.source_id]


def quoted_lines(block: str) -> Iterator[str]:
    head = re.split(r"^(?:根拠:|Based on.*:)$", block, maxsplit=1, flags=re.M)
    for line in head[1].strip().split("\n") if len(head) == 2 else ():
        if not line.startswith("("):
            yield line


def test_open_and_blank_are_the_same_thing(drafted: Drafted) -> None:
    for _, _, draft in drafted:
        for each in draft.answered:
            assert each.open == has_blank(each.text), each.text


def test_the_mails_read_as_mails(drafted: Drafted) -> None:
    for _, _, draft in drafted:
        assert "様様" not in draft.text and "様 様" not in draft.text
        assert "\n\n\n" not in draft.text
        assert "\ue000" not in draft.text
        assert not re.search(r"どちらについてお尋ねですか|次のことはお答えできます|Related questions", draft.text)
        assert len(re.findall(r"^(?:\[\d+\]|『)", draft.text, re.M)) <= 8 * len(draft.answered)
        outside = re.sub(r"【[^】]*】|「[^」]*」", "", draft.text)
        assert not re.search(r"(?:問い?合わせ先|事務局)に(?:ご確認|お問い?合わせ)ください", outside)


def test_a_sentence_has_two_citations_at_most(drafted: Drafted) -> None:
    for _, _, draft in drafted:
        for each in draft.answered:
            assert not re.search(r"(?:\[\d\]){3}", each.text), each.text


PLANTED = [
    "締切は9月30日です。",
    "上限は500万円です。",
    "架空花子が担当します。",
    "x@example.com へどうぞ。",
    "第9回です。",
]


@pytest.mark.parametrize("words", PLANTED)
@pytest.mark.parametrize("in_block", [True, False])
def test_what_is_planted_is_found(words: str, in_block: bool, drafted: Drafted, knowledge: Knowledge) -> None:
    of, draft = next((of, draft) for _, of, draft in drafted if draft.answered[0].answer.statements)
    block = draft.answered[0].text
    if in_block:
        one = draft.answered[0].model_copy(update={"text": f"{words}\n{block}"})
        text = draft.text.replace(block, one.text)
        draft = draft.model_copy(update={"answered": (one, *draft.answered[1:]), "text": text})
    else:
        draft = draft.model_copy(update={"text": f"{draft.text}\n{words}"})
    assert unshown(draft, of, knowledge)
