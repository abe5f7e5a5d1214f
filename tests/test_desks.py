"""advisor/desks.py, advisor/faq/publishing.py and what app/service.py makes of them: published, at once gone, overtaken
by a document, and shown as a source."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from faq.faq_cases import ELIGIBLE, GUIDELINES, KOSEN, KOSEN_ANSWER
from fastapi.testclient import TestClient
from small_corpus import GUIDE, SmallCorpus

from advisor.answering.models import Answer, Intent, Question
from advisor.dates import parse_as_of
from advisor.desks import Desks, opened_desks, with_published_faq
from advisor.errors import DraftingOff, EditRejected, ServiceFault
from advisor.faq.publishing import PublishedFaq
from advisor.faq.records import FaqEntry, FaqStatus, ReviewReason
from advisor.faq.shelf import FaqShelf
from advisor.faq.store import FaqStore
from advisor.inquiries.records import QuotedPassage
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import open_database
from app.main import create_app
from app.service import Service

OPEN = parse_as_of("2025-08-20")
LATER_ON = parse_as_of("2025-09-01")
ME = Actor(name="架空 花子")


def served(knowledge: Knowledge, folder: Path, **changed: object) -> Service:
    return Service(knowledge.settings.model_copy(update={"data_dir": folder, **changed}), knowledge)


@pytest.fixture
def service(knowledge: Knowledge, tmp_path: Path) -> Iterator[Service]:
    made = served(knowledge, tmp_path)
    yield made
    made.stop()


def publish(service: Service, question: str = KOSEN, said: str = KOSEN_ANSWER, quotes=(ELIGIBLE,)) -> FaqEntry:
    desk, _ = service.faq_desk()
    entry = desk.create(ME, question, said, Intent.ELIGIBILITY, Language.JA, quotes=quotes)
    entry = desk.to_review(ME, entry.id, entry.revision)
    return desk.approve(ME, entry.id, OPEN, True, entry.revision)


def ask(service: Service, text: str = KOSEN, as_of: datetime = OPEN) -> Answer:
    return service.answer(Question(text=text, as_of=as_of))


def cites(found: Answer, entry: FaqEntry) -> bool:
    own = [citation for citation in found.citations if citation.source_id == f"faq:{entry.id}"]
    assert all(citation.quote in f"{entry.question}\n{entry.answer}" for citation in own)
    return bool(own)


# --- published and gone


def test_an_entry_answers_from_its_approval_to_its_retirement(service: Service) -> None:
    before = ask(service)
    assert before is ask(service)  # remembered
    entry = publish(service)
    assert cites(ask(service), entry) and KOSEN_ANSWER in ask(service).text
    assert [each.id for each in service.public_faq(OPEN)] == [entry.id]
    assert service.public_faq(OPEN, Language.EN) == [] == service.public_faq(LATER_ON)
    assert not cites(ask(service, as_of=LATER_ON), entry)
    desk, _ = service.faq_desk()
    desk.retire(ME, entry.id, entry.revision)
    assert not cites(ask(service), entry) and ask(service).text == before.text and service.public_faq(OPEN) == []


def test_what_is_retired_while_somebody_looks_is_gone_all_the_same(knowledge: Knowledge, tmp_path: Path) -> None:
    """One thread is reading what was published when another retires it and asks."""
    database = open_database(Settings(_env_file=None, data_dir=tmp_path))
    looking, go_on = threading.Event(), threading.Event()

    def slow_database():
        looking.set()
        go_on.wait(10)
        return database

    published = PublishedFaq(slow_database)
    go_on.set()
    store = FaqStore(database)
    service = served(knowledge, tmp_path)
    entry = publish(service)
    assert published.attached(knowledge).faq is not None
    looking.clear()
    go_on.clear()
    published.changed()
    first = threading.Thread(target=published.attached, args=(knowledge,))
    first.start()
    assert looking.wait(10)
    store.retire(ME, entry.id, entry.revision)
    published.changed()
    seen: list[Knowledge] = []
    second = threading.Thread(target=lambda: seen.append(published.attached(knowledge)))
    second.start()
    second.join(0.2)  # time enough to answer from what was published before
    go_on.set()
    first.join(10)
    second.join(10)
    assert [each.faq for each in seen] == [None]
    service.stop()
    database.close()


def test_another_process_sees_it_within_seconds(service: Service, knowledge: Knowledge, tmp_path: Path) -> None:
    other = served(knowledge, tmp_path)
    assert other.public_faq(OPEN) == []
    entry = publish(service)
    other._desks.published._look_at = 0.0  # two seconds later
    assert [each.id for each in other.public_faq(OPEN)] == [entry.id]
    other.stop()


def test_without_a_database_nothing_is_made_and_questions_are_answered(knowledge: Knowledge, tmp_path: Path) -> None:
    service = served(knowledge, tmp_path / "none")
    assert ask(service).statements and service.public_faq(OPEN) == []
    assert not (tmp_path / "none").exists()
    service.stop()


def test_a_database_that_cannot_be_read_costs_no_answer(
    knowledge: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service = served(knowledge, tmp_path)
    publish(service)
    service.stop()
    (file,) = tmp_path.glob("*.sqlite")
    file.write_bytes(b"no database" * 1000)
    broken = served(knowledge, tmp_path)
    assert ask(broken).statements and broken.public_faq(OPEN) == []
    assert "the FAQ cannot be read" in caplog.text
    with pytest.raises(ServiceFault):
        broken.faq_desk()


# --- a document that changes


def test_a_document_that_changes_takes_its_entries_out_and_back_to_review(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    service = Service(corpus.settings, Knowledge.load(corpus.settings))
    who = QuotedPassage(
        source_id="guide", title="guideの資料", round=7, quote="申請者は国立大学法人及び高等専門学校とします。"
    )
    where = QuotedPassage(source_id="note", title="noteの資料", round=7, quote="交流会は毎年秋に札幌市で開催し")
    gone = publish(service, KOSEN, "はい、申請できます。", (who,))
    kept = publish(service, "交流会はどこですか。", "札幌市です。", (where,))
    assert cites(ask(service), gone) and cites(ask(service, "交流会はどこですか。"), kept)
    service.stop()

    corpus.write("guide", GUIDE.replace("及び高等専門学校", "とし、高等専門学校は除きます。高等専門学校"))
    again = Service(corpus.settings, Knowledge.load(corpus.settings))
    assert not cites(ask(again), gone) and cites(ask(again, "交流会はどこですか。"), kept)
    assert [each.id for each in again.public_faq(OPEN)] == [kept.id]
    desk, actor = again.faq_desk()
    back = desk.store.entry(actor, gone.id)
    assert (back.status, back.reason, back.binding) == (FaqStatus.IN_REVIEW, ReviewReason.PASSAGE_CHANGED, None)
    assert who.quote in back.detail and desk.store.entry(actor, kept.id).status is FaqStatus.APPROVED
    with pytest.raises(EditRejected) as lost:
        desk.approve(ME, gone.id, OPEN, True, back.revision)
    assert lost.value.code == "faq_quotes_lost"
    corpus.remove("note")
    again.stop()

    last = Service(corpus.settings, Knowledge.load(corpus.settings))
    assert last.public_faq(OPEN) == [] and not cites(ask(last, "交流会はどこですか。"), kept)
    desk, actor = last.faq_desk()
    assert desk.store.entry(actor, kept.id).reason is ReviewReason.SOURCE_GONE
    last.stop()


def test_a_source_that_has_run_out_is_neither_answered_from_nor_published(service: Service) -> None:
    entry = publish(service)
    knowledge = service._corpus_alone()
    document = knowledge.sources[GUIDELINES]
    ended = replace(document, info=document.info.model_copy(update={"valid_until": OPEN.date()}))
    changed = replace(knowledge, sources={**knowledge.sources, GUIDELINES: ended})
    other = Service(service.settings, changed.with_faq(None))
    assert other.public_faq(OPEN) == [] and not cites(ask(other, as_of=parse_as_of("2025-08-21")), entry)
    desk, actor = other.faq_desk()
    assert desk.store.entry(actor, entry.id).reason is ReviewReason.SOURCE_GONE
    other.stop()


# --- shown as a source


def test_an_entry_is_shown_as_a_source_as_long_as_it_is_published(service: Service, tmp_path: Path) -> None:
    entry = publish(service)
    client = TestClient(create_app(service.settings, service._corpus_alone()), base_url="http://127.0.0.1:7860")
    told = client.get(f"/api/v1/sources/faq:{entry.id}").json()
    assert told["source"]["kind"] == "faq" and told["source"]["title"] == f"事務局回答: {KOSEN}"
    listed = {source["source"]["id"] for source in client.get("/api/v1/sources").json()}
    assert f"faq:{entry.id}" in listed
    assert client.get(f"/api/v1/sources/faq:{entry.id}/pages/1.png").status_code == 404
    desk, _ = service.faq_desk()
    desk.retire(ME, entry.id, entry.revision)
    fresh = TestClient(create_app(service.settings, service._corpus_alone()), base_url="http://127.0.0.1:7860")
    assert fresh.get(f"/api/v1/sources/faq:{entry.id}").status_code == 404


# --- the desks


def test_the_desks_are_one_set_for_one_knowledge(service: Service, knowledge: Knowledge, tmp_path: Path) -> None:
    (one, actor), (again, _) = service.inquiry_desk(), service.inquiry_desk()
    assert one is again and actor == Actor() and service.faq_desk()[0] is service.faq_desk()[0]
    desks = Desks(service.settings, None, service.answer)
    made = desks.made(knowledge)
    assert desks.made(knowledge) is made and desks.made(knowledge.with_faq(None)) is not made
    desks.close()


def test_shut_desks_are_shut_and_the_form_has_its_own_key(knowledge: Knowledge, tmp_path: Path) -> None:
    shut = served(knowledge, tmp_path, drafting="off", secretariat_form="off")
    for desk in (shut.desk, shut.inquiry_desk, shut.faq_desk):
        with pytest.raises(DraftingOff):
            desk()
    with pytest.raises(EditRejected) as off:
        shut.ask_secretariat(KOSEN)
    assert off.value.code == "form_off" and not list(tmp_path.iterdir())
    shut.stop()
    form = served(knowledge, tmp_path, drafting="off", secretariat_form="on")
    assert [form.ask_secretariat(KOSEN, name) for name in ("架空 一郎", "架空 二郎")] == [1, 2]
    form.stop()


def test_a_command_takes_what_the_service_published(service: Service, knowledge: Knowledge, tmp_path: Path) -> None:
    entry = publish(service)
    with_faq = with_published_faq(knowledge, service.settings)
    assert isinstance(with_faq.faq, FaqShelf) and [each.id for each in with_faq.faq.entries] == [entry.id]
    assert with_published_faq(knowledge, service.settings.model_copy(update={"data_dir": tmp_path / "x"})) is knowledge


def test_a_command_drafts_from_what_is_published(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    with opened_desks(corpus.settings) as desks:
        entry = desks.faq.create(ME, "研修はありますか。", "研修は毎月あります。", Intent.OTHER, Language.JA)
        entry = desks.faq.to_review(ME, entry.id, entry.revision)
        desks.faq.approve(ME, entry.id, OPEN, True, entry.revision)
        taken = desks.inquiries.take_text(ME, "研修はありますか。", sender_name="架空 次郎")
        assert "研修は毎月あります" in desks.inquiries.draft(ME, taken.inquiry_id, OPEN).text
    shutil.rmtree(tmp_path / "data")
    with opened_desks(corpus.settings) as desks:
        assert desks.faq.entries(ME) == [] == desks.inquiries.waiting(ME)
