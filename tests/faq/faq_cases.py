"""Fictional (架空) approved answers and entries of the FAQ, with quotes of the real documents."""

from datetime import datetime, timedelta

from advisor.answering.models import Intent
from advisor.faq.records import Binding, FaqEntry, PublishedEntry
from advisor.faq.store import FaqStore
from advisor.inquiries.records import ApprovedAnswer, QuotedPassage
from advisor.messages import Language
from advisor.programs.schedule import JST, Phase
from advisor.storage.actors import Actor

HANAKO = Actor(id="hanako", name="架空 花子", workspace="kakuu-desk")
TARO = Actor(id="taro", name="架空 太郎", workspace="kakuu-desk")
OUTSIDER = Actor(id="jiro", name="別所 次郎", workspace="betsu-desk")

WHEN_OPEN = datetime(2025, 8, 20, 10, tzinfo=JST)
WHEN_CLOSED = datetime(2025, 9, 1, 10, tzinfo=JST)
GUIDELINES = "j-innovation-hub-call-7-guidelines"
ELIGIBLE = QuotedPassage(
    source_id=GUIDELINES,
    title="第7回公募要領",
    round=7,
    quote="申請者は国立大学法人、公立大学法人、学校法人(私立大学)、高等専門学校及びこれらに準じる機関とし",
)
OPEN_7 = Binding(round=7, phase=Phase.OPEN, valid_from=WHEN_OPEN)
KOSEN = "高専でも申請できますか。"
KOSEN_ANSWER = "はい、高等専門学校も申請者になれます。"


def answered(
    asked: str, said: str = KOSEN_ANSWER, inquiry: str = "i1", question: str = "q1", days: int = 0, **other: object
) -> ApprovedAnswer:
    row = {
        "inquiry_id": inquiry,
        "number": 1,
        "question_id": question,
        "asked": asked,
        "said": said,
        "topic": Intent.ELIGIBILITY,
        "language": Language.JA,
        "as_of": WHEN_OPEN,
        "round": 7,
        "quotes": (ELIGIBLE,),
        "approved_at": WHEN_OPEN + timedelta(days=days),
        "approved_by": "架空 花子",
        **other,
    }
    return ApprovedAnswer.model_validate(row)


def published(
    question: str = KOSEN, answer: str = KOSEN_ANSWER, entry_id: str = "e1", **other: object
) -> PublishedEntry:
    row = {
        "id": entry_id,
        "question": question,
        "answer": answer,
        "variants": (),
        "topic": Intent.ELIGIBILITY,
        "language": Language.JA,
        "quotes": (ELIGIBLE,),
        "binding": OPEN_7,
        "approved_at": WHEN_OPEN,
        **other,
    }
    return PublishedEntry.model_validate(row)


def new_entry(store: FaqStore, actor: Actor = HANAKO, question: str = KOSEN, answer: str = KOSEN_ANSWER) -> FaqEntry:
    return store.create(
        actor, question, answer, topic=Intent.ELIGIBILITY, language=Language.JA, quotes=(ELIGIBLE,), asked=3
    )


def approved_entry(
    store: FaqStore, actor: Actor = HANAKO, question: str = KOSEN, answer: str = KOSEN_ANSWER, binding: Binding = OPEN_7
) -> FaqEntry:
    entry = new_entry(store, actor, question, answer)
    entry = store.to_review(actor, entry.id, entry.revision)
    return store.approve(actor, entry.id, binding, True, entry.revision)
