"""The composers side by side: right or wrong shown, values that no document holds, drops, fall-backs, seconds."""

import re
import statistics
from collections.abc import Sequence

from advisor.answering.models import Answer, NoticeKind, Status
from advisor.folding import fold_width
from advisor.values import Value
from advisor.wareki import dates_in, numbers_in, without_times
from evals.composers.asking import Answered, ChainSaid
from evals.outcomes import Outcome, outcome
from evals.sets import Item

# how a plain chain says that it does not know
_DOES_NOT_KNOW = re.compile(
    r"don'?t know|do not know|not (?:provided|mentioned|specified|contain|available)|no information"
    r"|分かりません|わかりません|不明|記載(?:されて|が)(?:い)?(?:ない|ません|ありません)|含まれていません|情報(?:は|が)(?:ない|ありません)|見つかりません"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s「」()<>]+|(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)")


class ComposerScores(Value):
    """The figures of one composer on the sample. Seconds are medians."""

    name: str
    questions: int
    right: int
    partial: int
    wrong: int
    stale: int
    invented: int
    withheld: int
    foreign_values: int  # answers with a date, figure or address that stands in none of the documents
    sentences_dropped: int | None = None
    fallbacks: int | None = None
    worded: int | None = None  # answers in which a sentence of the model is shown
    seconds: float


def score_composers(
    items: Sequence[Item], answered: Sequence[Answered], corpus: Sequence[str], model: str
) -> list[ComposerScores]:
    """Code's answers, and those of the model under the verifier."""
    code = [(item, row.extractive) for item, row in zip(items, answered, strict=True)]
    llm = [(item, row.worded) for item, row in zip(items, answered, strict=True)]
    drops = sum("repeats" not in dropped.reasons for row in answered for dropped in row.worded.dropped)
    fallbacks = sum(any(n.kind is NoticeKind.DEGRADED for n in row.worded.notices) for row in answered)
    return [
        _scores("extractive", code, [row.extractive_s for row in answered], corpus),
        _scores(f"{model}, verified", llm, [row.worded_s for row in answered], corpus).model_copy(
            update={
                "sentences_dropped": drops,
                "fallbacks": fallbacks,
                "worded": sum(row.worded.composer != "extractive" for row in answered),
            }
        ),
    ]


def score_chain(
    items: Sequence[Item], like: Sequence[Answered], said: Sequence[ChainSaid], corpus: Sequence[str], model: str
) -> ComposerScores:
    """The plain chain, its text judged like an answer: what says that it does not know counts as an abstention."""
    answers = []
    for item, row, chain in zip(items, like, said, strict=True):
        status = Status.ABSTAINED if _DOES_NOT_KNOW.search(chain.text) or not chain.text else Status.ANSWERED
        bare = {"text": chain.text, "status": status, "notices": (), "statements": (), "citations": ()}
        answers.append((item, row.extractive.model_copy(update=bare)))
    return _scores(f"{model}, plain RAG", answers, [chain.seconds for chain in said], corpus)


def _scores(
    name: str, answers: Sequence[tuple[Item, Answer]], seconds: Sequence[float], corpus: Sequence[str]
) -> ComposerScores:
    found = [outcome(item, answer) for item, answer in answers]
    whole = "\n".join(corpus)
    known = _values(whole)
    return ComposerScores(
        name=name,
        questions=len(found),
        right=found.count(Outcome.RIGHT),
        partial=found.count(Outcome.PARTIAL),
        wrong=found.count(Outcome.WRONG),
        stale=found.count(Outcome.STALE),
        invented=found.count(Outcome.INVENTED),
        withheld=found.count(Outcome.WITHHELD),
        foreign_values=sum(bool(_of_sentences(answer) - known - _values(item.question)) for item, answer in answers),
        seconds=statistics.median(seconds),
    )


def _of_sentences(answer: Answer) -> set[str]:
    """The values of an answer, without what code worked out (days left) and the moment that it holds for."""
    if not answer.statements:
        told = answer.status in {Status.ANSWERED, Status.PARTIAL}
        return _values(re.sub(r"\[\d+\]", " ", answer.text)) if told else set()
    return set().union(*(_values(s.text) for s in answer.statements if not s.computed))


def _values(text: str) -> set[str]:
    """Days, figures of two digits and more, and addresses of a text."""
    plain = fold_width(text)
    days = {f"{m.month}/{m.day}" for m in dates_in(plain) if m.month and m.day}
    figures = {number for number in numbers_in(without_times(plain)) if len(number) > 1}
    return days | figures | set(_ADDRESS.findall(plain))


def table(rows: Sequence[ComposerScores]) -> str:
    """The figures as Markdown."""
    head = (
        "| composer | questions | right | partly | wrong or stale shown | told though not known | withheld "
        "| values in no document | sentences dropped | fall-backs | seconds (median) |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "".join(
        f"| {row.name} | {row.questions} | {row.right} | {row.partial} | {row.wrong + row.stale} | {row.invented} "
        f"| {row.withheld} | {row.foreign_values} | {_or_dash(row.sentences_dropped)} | {_or_dash(row.fallbacks)} "
        f"| {row.seconds:.1f} |\n"
        for row in rows
    )


def _or_dash(value: int | None) -> str:
    return "–" if value is None else str(value)
