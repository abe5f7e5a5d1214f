"""The questions that the parts ask: the development set, as it is or each made a question that nobody asked before."""

import itertools
import json
from collections.abc import Iterator, Sequence

from advisor.answering.models import Question
from evals.sets import SetName, read_set

# Said in brackets behind a question: new words for the embedder and every cache, nothing that a fact depends on.
_NAMES = [
    *("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木"),
    *("山口", "松本", "井上", "木村", "林", "斎藤", "清水", "山崎", "池田", "橋本", "阿部", "石川", "前田", "藤田"),
]
_MOMENTS = [day + time for day in "月火水木金" for time in ("曜の朝", "曜の昼", "曜の夕方", "曜の夜")]
_WAYS = ["電話", "メール", "対面", "書面", "会議", "訪問", "雑談", "伝言", "手紙", "回覧", "掲示", "放送"]
_ROMAN = ["Sato", "Suzuki", "Takahashi", "Tanaka", "Ito", "Watanabe", "Yamamoto", "Nakamura", "Kobayashi", "Kato"]
_ENGLISH_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_ENGLISH_WAYS = ["phone", "mail", "letter", "meeting", "visit", "note", "memo", "chat", "fax", "desk"]


def development_questions() -> list[Question]:
    """The development set, each with its own moment and the turns before it."""
    return [item.asked() for item in read_set(SetName.DEV)]


def distinct(questions: Sequence[Question], start: int = 0) -> Iterator[Question]:
    """The questions over and over, every time with other words behind them, so that none comes twice.

    `start`: how many to leave out, for a second stream that shares none with the first.
    """
    for number in itertools.count(start):
        question = questions[number % len(questions)]
        tail = _tail(number // len(questions), question.text.isascii())
        yield question.model_copy(update={"text": f"{question.text}{tail}"})


def _tail(number: int, english: bool) -> str:
    """The words in brackets, another one for each number; past all combinations the number is said as well."""
    lists = (_ROMAN, _ENGLISH_DAYS, _ENGLISH_WAYS) if english else (_NAMES, _MOMENTS, _WAYS)
    said = []
    for words in lists:
        number, place = divmod(number, len(words))
        said.append(words[place])
    said += [str(number)] if number else []
    return f" ({', '.join(said)})" if english else f"({'、'.join(said)})"


def request_body(question: Question) -> str:
    """The question as the API takes it: one line of JSON."""
    body = {"question": question.text, "as_of": question.as_of.isoformat(), "earlier": list(question.earlier)}
    return json.dumps(body, ensure_ascii=False)
