"""advisor/faq/desk.py: from approved replies to the public page, and back to review when the ground is gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from faq_cases import ELIGIBLE, GUIDELINES, HANAKO, KOSEN, OUTSIDER, WHEN_CLOSED, WHEN_OPEN, answered

from advisor.dossiers.transactions import this_moment
from advisor.errors import EditRejected, RecordMissing
from advisor.faq.desk import FaqDesk
from advisor.faq.expiry import return_expired
from advisor.faq.records import FaqEntry, FaqStatus, ReviewReason
from advisor.faq.rules import FaqEditRejected
from advisor.faq.shelf import FaqShelf
from advisor.faq.store import FaqStore
from advisor.inquiries.records import ApprovedAnswer
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.storage.actors import Actor


class Office:
    """A desk with its approved answers, and the knowledge that it asks for each time."""

    def __init__(self, store: FaqStore, knowledge: Knowledge) -> None:
        self.answers: list[ApprovedAnswer] = []
        self.knowledge = knowledge
        self.changes = 0
        self.desk = FaqDesk(store, lambda: self.knowledge, self._approved, self._changed)

    def _approved(self, actor: Actor) -> list[ApprovedAnswer]:
        return self.answers if actor.workspace == HANAKO.workspace else []

    def _changed(self) -> None:
        self.changes += 1

    def published(self) -> FaqEntry:
        """An entry from the first candidate, approved as of the open call."""
        self.answers = [answered(KOSEN), answered("高専でも申請できますか？", inquiry="i2", days=1)]
        (candidate,) = self.desk.candidates(HANAKO)
        entry = self.desk.start(HANAKO, candidate.key)
        entry = self.desk.to_review(HANAKO, entry.id, entry.revision)
        return self.desk.approve(HANAKO, entry.id, WHEN_OPEN, True, entry.revision)


@pytest.fixture
def office(local: FaqStore, knowledge: Knowledge) -> Iterator[Office]:
    yield Office(FaqStore(local.database, lambda: WHEN_OPEN), knowledge)


def changed_text(knowledge: Knowledge, text: str) -> Knowledge:
    document = replace(knowledge.sources[GUIDELINES], text=text)
    sources = {**knowledge.sources, GUIDELINES: document}
    return replace(knowledge, sources=sources, texts={**knowledge.texts, GUIDELINES: text})


def test_a_candidate_becomes_a_public_entry_that_answers(office: Office) -> None:
    entry = office.published()
    assert (entry.asked, entry.status, entry.asked_in) == (2, FaqStatus.APPROVED, ("i1:q1", "i2:q1"))
    assert office.desk.candidates(HANAKO) == []
    assert [each.id for each in office.desk.public(WHEN_OPEN, Language.JA)] == [entry.id]
    assert office.desk.public(WHEN_OPEN, Language.EN) == []
    assert office.desk.public(WHEN_OPEN - timedelta(days=1)) == [] == office.desk.public(WHEN_CLOSED)
    shelf = FaqShelf.build(office.desk.store.published(), office.knowledge)
    found = shelf.find(KOSEN, WHEN_OPEN, Language.JA)
    assert found is not None and found.id == entry.id and office.changes > 0


def test_a_passage_that_changes_takes_the_entry_out_and_tells_which_one(office: Office) -> None:
    entry = office.published()
    text = office.knowledge.texts[GUIDELINES]
    assert office.desk.recheck(WHEN_OPEN, HANAKO) == []
    office.knowledge = changed_text(office.knowledge, text.replace("高等専門学校及び", "高等専門学校、短期大学及び"))
    assert office.desk.public(WHEN_OPEN) == []  # at once, before any check
    (returned,) = office.desk.recheck(WHEN_OPEN)
    assert (returned.id, returned.status, returned.reason) == (
        entry.id, FaqStatus.IN_REVIEW, ReviewReason.PASSAGE_CHANGED,
    )  # fmt: skip
    assert returned.detail.startswith("第7回公募要領: 申請者は") and returned.updated_by == "自動点検"
    assert office.desk.store.published() == [] and office.desk.recheck(WHEN_OPEN) == []
    assert returned.answer == entry.answer
    with pytest.raises(FaqEditRejected) as refused:
        office.desk.approve(HANAKO, entry.id, WHEN_OPEN, True, returned.revision)
    assert refused.value.code == "faq_quotes_lost"
    mended = ELIGIBLE.model_copy(
        update={"quote": ELIGIBLE.quote.replace("高等専門学校及び", "高等専門学校、短期大学及び")}
    )
    mended_entry = office.desk.edit(
        HANAKO, entry.id, entry.question, entry.answer, entry.variants, returned.revision, quotes=[mended]
    )
    again = office.desk.approve(HANAKO, entry.id, WHEN_OPEN, True, mended_entry.revision)
    assert again.status is FaqStatus.APPROVED and again.reason is None


def test_a_call_that_closes_returns_the_entry_of_every_workspace_or_of_one(office: Office) -> None:
    office.published()
    assert office.desk.recheck(WHEN_CLOSED, OUTSIDER) == []
    (returned,) = return_expired(office.desk.store, WHEN_CLOSED, office.knowledge)
    assert returned.reason is ReviewReason.ROUND_ENDED and returned.detail == ""


def test_the_list_is_checked_before_it_is_shown(office: Office) -> None:
    entry = office.published()
    (shown,) = office.desk.entries(HANAKO)  # the call of the real today is closed
    assert (shown.id, shown.status) == (entry.id, FaqStatus.IN_REVIEW)
    assert office.desk.entries(HANAKO, [FaqStatus.APPROVED]) == []


def test_what_is_approved_today_for_a_day_of_the_past_stays(local: FaqStore, knowledge: Knowledge) -> None:
    entry = Office(local, knowledge).published()  # by the real clock: the call has long been closed
    assert return_expired(local, this_moment(), knowledge) == []
    assert local.entry(HANAKO, entry.id).status is FaqStatus.APPROVED


def test_words_of_ones_own_and_a_candidate_that_is_gone(office: Office) -> None:
    office.answers = [answered(KOSEN)]
    (candidate,) = office.desk.candidates(HANAKO)
    entry = office.desk.start(HANAKO, candidate.key, "高専の応募資格は？", "書き直した回答です。")
    assert (entry.question, entry.answer, entry.quotes) == ("高専の応募資格は？", "書き直した回答です。", (ELIGIBLE,))
    with pytest.raises(RecordMissing):
        office.desk.start(HANAKO, candidate.key)
    with pytest.raises(RecordMissing):
        office.desk.start(OUTSIDER, candidate.key)
    assert office.desk.create(HANAKO, "How do we apply?", "By e-mail.").language is Language.EN


def test_the_ministrys_own_address_may_be_told_and_a_persons_not(office: Office, knowledge: Knowledge) -> None:
    contact = knowledge.program.rounds[-1].contact
    assert contact is not None
    for email, code in ((contact.email, ""), ("taro@kakuu.example.jp", "faq_personal_left")):
        entry = office.desk.create(HANAKO, "問合せ先は？", f"{email} です。")
        entry = office.desk.to_review(HANAKO, entry.id, entry.revision)
        if code:
            with pytest.raises(FaqEditRejected) as refused:
                office.desk.approve(HANAKO, entry.id, WHEN_OPEN, True, entry.revision)
            assert refused.value.code == code
        else:
            assert office.desk.approve(HANAKO, entry.id, WHEN_OPEN, True, entry.revision).approved_at is not None
    assert [each.kind for each in office.desk.personal("架空大学の山田さん")] == ["organisation", "name"]


def test_files_hold_what_is_public_at_that_moment_alone(office: Office) -> None:
    office.published()
    file = office.desk.export(".md", WHEN_OPEN, Language.JA)
    assert (file.name, file.media_type) == ("faq-2025-08-20.md", "text/markdown; charset=utf-8")
    assert "高専でも申請できますか" in file.contents.decode()
    assert "高専でも" not in office.desk.export(".html", WHEN_CLOSED, Language.JA).contents.decode()
    with pytest.raises(EditRejected):
        office.desk.export(".docx", WHEN_OPEN, Language.JA)
