"""The composers' table: what counts as what. Pure."""

from advisor.answering.models import Answer, Dropped, Notice, NoticeKind, Statement, Status
from evals.composers.asking import Answered, ChainSaid, sample
from evals.composers.scoring import score_chain, score_composers, table
from evals.sets import Item

CORPUS = ["締切は令和7年8月27日(水)12時必着。電話 03-3507-0075"]
ITEM = Item.model_validate(
    {
        "id": "a", "question": "締切はいつですか", "language": "ja", "category": "schedule",
        "answerable": True,
        "status": ["answered"], "intent": "schedule", "round": 7, "gold": [],
        "must": [["8月27日"]], "must_not": ["9月"],
    }
)  # fmt: skip


def said(text: str, **changes: object) -> Answer:
    whole = {"question": ITEM.question, "language": "ja", "as_of": "2025-08-20T00:00:00+09:00", "program": "p"}
    rest = {"round": 7, "intent": "schedule", "status": Status.ANSWERED, "text": text}
    return Answer.model_validate({**whole, **rest, "statements": (Statement(text=text, citations=()),), **changes})


def answered(worded: Answer) -> Answered:
    return Answered(id="a", extractive=said("8月27日です。"), extractive_s=0.1, worded=worded, worded_s=9.0)


def test_right_answers_drops_and_fallbacks_are_counted() -> None:
    dropped = (Dropped(text="x", reasons=("date_not_in_quote",)), Dropped(text="y", reasons=("repeats",)))
    notices = (Notice(kind=NoticeKind.DEGRADED, text="n"),)
    rows = [
        answered(said("8月27日です。", dropped=dropped, composer="llm:m")),
        answered(said("9月3日です。", notices=notices)),
    ]
    code, llm = score_composers([ITEM, ITEM], rows, CORPUS, "m")
    assert (code.right, code.foreign_values, code.sentences_dropped) == (2, 0, None)
    assert (llm.right, llm.wrong, llm.foreign_values, llm.sentences_dropped, llm.fallbacks) == (1, 1, 1, 1, 1)
    assert llm.worded == 1 and "m, verified" in table([code, llm])


def test_a_chain_that_does_not_know_abstains() -> None:
    rows = [answered(said("8月27日です。"))] * 3
    texts = ("締切は8月27日です。", "I don't know.", "締切は2023年7月18日、電話は03-1111-2222です。")
    chain = score_chain([ITEM] * 3, rows, [ChainSaid(id="a", text=t, seconds=1.0) for t in texts], CORPUS, "m")
    assert (chain.right, chain.withheld, chain.wrong, chain.foreign_values) == (1, 1, 1, 1)


def test_a_sample_takes_every_so_manieth() -> None:
    assert len(sample([ITEM] * 30, 13)) == 3
