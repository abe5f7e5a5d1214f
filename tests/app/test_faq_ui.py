"""The tab FAQ without a browser: what everybody sees, and the desk from candidate to published entry."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench_html import NASTY, doubled_ids, harmless, read, unnamed_fields, values
from hypothesis import given
from hypothesis import strategies as st

from advisor.answering.models import Intent
from advisor.dates import parse_as_of
from advisor.faq.records import (
    Binding,
    FaqCandidate,
    FaqEntry,
    FaqStatus,
    FaqVersion,
    FaqVersionKind,
    PersonalKind,
    PublishedEntry,
    ReviewReason,
)
from advisor.inquiries.records import QuotedPassage
from advisor.knowledge import Knowledge
from advisor.messages import Language
from app.service import Service
from app.ui.faq.acts import ACTS
from app.ui.faq.desk_lists import desk_html
from app.ui.faq.entry import entry_html, versions_html
from app.ui.faq.handlers import FaqHandlers
from app.ui.faq.public import holds, public_html
from app.ui.faq.tab import intro_html
from app.ui.faq.wording import Wording
from app.ui.inquiries.handlers import InquiryHandlers
from app.ui.panels import doors_html
from app.ui.workbench.uploads import Uploads

AT = parse_as_of("2025-08-20T14:03")
JA, EN = Wording(Language.JA), Wording(Language.EN)
BOTH = pytest.mark.parametrize("wording", [JA, EN], ids=["ja", "en"])


def published(words: str, **changed: Any) -> PublishedEntry:
    quote = QuotedPassage(source_id=words, title=words, round=7, quote=words)
    known = {
        "id": words, "question": words, "answer": words, "variants": (words,), "topic": Intent.ELIGIBILITY,
        "language": Language.JA, "quotes": (quote,), "binding": Binding(round=7, phase=None, valid_from=AT),
        "approved_at": AT,
    }  # fmt: skip
    return PublishedEntry.model_validate(known | changed)


def entry(words: str, status: FaqStatus) -> FaqEntry:
    return FaqEntry(
        id=words, status=status, question=words, answer=words, variants=(words,), topic=Intent.OTHER,
        language=Language.JA, asked=3, inquiries=(words,), quotes=published(words).quotes,
        binding=Binding(round=7, phase=None, valid_from=AT), reason=ReviewReason.PASSAGE_CHANGED, detail=words,
        note=words, revision=2, created_at=AT, updated_at=AT, updated_by=words, approved_at=AT, approved_by=words,
    )  # fmt: skip


def candidate(words: str) -> FaqCandidate:
    return FaqCandidate(
        key=words, question=words, answer=words, variants=(words,), topic=Intent.OTHER, language=Language.JA, asked=2,
        inquiries=(words,), quotes=(), as_of=AT, approved_at=AT, found={PersonalKind.NAME: 2},
    )  # fmt: skip


def every_piece(words: str, wording: Wording) -> Iterator[str]:
    """Each part of the tab with `words` wherever a person has a say."""
    yield public_html([published(words)], "", words, {}, wording)
    yield public_html([], words, "", {}, wording)
    yield desk_html([candidate(words)] * 12, [entry(words, status) for status in FaqStatus], wording)
    yield desk_html([], [], wording)
    for status in FaqStatus:
        yield entry_html(entry(words, status), [(words, words)], {}, wording)
    version = FaqVersion(
        number=1, kind=FaqVersionKind.EDIT, status=FaqStatus.DRAFT, question=words, answer=words, variants=(words,),
        note=words, at=AT, by=words,
    )  # fmt: skip
    yield versions_html([version], wording)
    yield intro_html(wording)


@BOTH
def test_nothing_that_a_person_says_becomes_markup(wording: Wording) -> None:
    pieces = list(every_piece(NASTY, wording))
    assert len(pieces) == 10
    assert [html for html in pieces if not harmless(html)] == []


@BOTH
def test_every_field_has_a_name_and_no_id_stands_twice(wording: Wording) -> None:
    for html in every_piece("架空の質問", wording):
        assert unnamed_fields(html) == []
        assert doubled_ids(html) == set()


@BOTH
def test_everything_that_can_be_named_has_a_name(wording: Wording) -> None:
    named = [wording.status(each) for each in FaqStatus] + [wording.reason(each) for each in ReviewReason]
    assert all(named + [wording.version(each) for each in FaqVersionKind])


def test_the_public_sees_answer_date_and_quotes_by_topic_and_nothing_of_who_asked() -> None:
    html = public_html([published("架空の文"), published("別の文", topic=Intent.SCHEDULE)], "", "2025-08-20", {}, JA)
    text = read(html).text
    assert "事務局回答" in text and "2025-08-20 承認" in text and "第7回" in text and "いまの資料にはありません" in text
    assert text.index("応募資格") < text.index("日程・締切")
    links = [link for link in values(html, "href") if "/api/v1/faq." in link]
    assert links[0].startswith("/api/v1/faq.md?language=ja") and len(links) == 4
    assert "as_of=2025-08-20" in html


@pytest.mark.parametrize(
    ("find", "found"),
    [("高専 申請", True), ("ＫＯＳＥＮ", True), ("高専　拠点", True), ("大学 申請", False), ("", True), ("<b>", False)],
)
def test_all_words_are_looked_for_in_any_width(find: str, found: bool) -> None:
    one = published("x", question="高専(kosen)は申請できますか。", answer="はい。", variants=("拠点は?",))
    assert holds(one, find) is found


def test_a_quote_opens_its_source_where_it_still_stands(knowledge: Knowledge) -> None:
    source = next(iter(knowledge.sources.values()))
    words = source.text[10:40]
    quote = QuotedPassage(source_id=source.info.id, title="題", round=None, quote=words)
    html = public_html([published("架空", quotes=(quote,))], "", "", knowledge.sources, JA)
    start = source.text.find(words)
    assert values(html, "data-start") == [str(start)] and values(html, "data-end") == [str(start + len(words))]


def test_an_approved_entry_is_fixed_and_one_in_review_wants_a_look_for_personal_data() -> None:
    fixed = entry_html(entry("架空", FaqStatus.APPROVED), [], {}, JA)
    assert fixed.count(" readonly") == 3 and 'name="quotes"' not in fixed and 'value="approve"' not in fixed
    review = entry_html(entry("架空", FaqStatus.IN_REVIEW), [("山田", "氏名")], {}, JA)
    assert 'name="checked"' in review and 'value="approve"' in review and "山田" in read(review).text
    assert "引用した箇所が" in read(review).text
    assert 'name="checked"' not in entry_html(entry("架空", FaqStatus.DRAFT), [], {}, JA)


def test_the_doors_lead_to_the_desks() -> None:
    html = doors_html(Language.JA)
    assert {"eligibility", "inquiries", "faq", "draft", "hubs"} <= set(values(html, "data-tab"))


# --- requests


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faq")


@pytest.fixture(scope="module")
def service(knowledge: Knowledge, folder: Path) -> Iterator[Service]:
    opened = Service(knowledge.settings.model_copy(update={"data_dir": folder}), knowledge)
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def faq(service: Service) -> FaqHandlers:
    return FaqHandlers(service, Language.JA)


@pytest.fixture(scope="module")
def approved(service: Service, folder: Path) -> None:
    """A reply that was approved: candidates come from it."""
    desk = InquiryHandlers(service, Language.JA, Uploads(folder / "uploads"))
    sent: dict[str, Any] = {"as_of": "2025-08-20", "name": "架空 太郎"}
    first = desk.answer({"do": "take", "body": "高専は申請できますか。", "sender_name": "架空 花子", **sent})
    sent["inquiry"] = str(first["query"]).split("inquiry=")[1].split("&")[0]
    editor = desk.answer({"do": "draft", **sent})["parts"]["editor"]
    for do in ("to_review", "approve"):
        editor = desk.answer({"do": do, "revision": int(values(editor, "data-revision")[0]), **sent})["parts"]["editor"]
    assert "承認" in editor


def ask(faq: FaqHandlers, do: str, **sent: Any) -> dict[str, Any]:
    return faq.answer({"do": do, "as_of": "2025-08-20", **sent})


def done(faq: FaqHandlers, do: str, **sent: Any) -> dict[str, Any]:
    answer = ask(faq, do, **sent)
    assert answer["ok"], answer["message"]
    return answer


def form_of(answer: dict[str, Any]) -> dict[str, Any]:
    """What the form of an entry sends as it stands."""
    html = answer["parts"]["entry"]
    texts = dict(zip(("question", "answer", "variants"), html.split("<textarea")[1:4], strict=True))
    words = {
        name: read(f"<textarea{text}").text.split("\n", 1)[1].split("</textarea>")[0] for name, text in texts.items()
    }
    return {
        "entry": str(answer["query"]).split("entry=")[1].split("&")[0],
        "revision": int(next(str(a["data-revision"]) for _, a in read(html).found if "data-revision" in a)),
        "question": words["question"].strip(),
        "answer": html.split('name="answer"')[1].split(">\n", 1)[1].split("</textarea>")[0],
        "quotes": [int(str(a["value"])) for _, a in read(html).found if a.get("name") == "quotes"],
    }


def test_from_candidate_to_published_entry(faq: FaqHandlers, approved: None) -> None:
    lists = done(faq, "opened", address="")
    assert "1回尋ねられました" in read(lists["parts"]["desk"]).text and "まだありません" in lists["parts"]["public"]
    key = values(lists["parts"]["desk"], "data-key")[0]
    begun = done(faq, "start", key=key)
    sent = form_of(begun)
    assert "承認するまで公開されません" in begun["said"] and "高専" in sent["question"]
    review = done(faq, "to_review", **sent, variants="高専も応募できますか。")
    assert "確認中" in review["parts"]["entry"]
    sent = {**form_of(review), "variants": "高専も応募できますか。"}
    assert "承認者の名前" in ask(faq, "approve", **sent, checked=True)["message"]
    unseen = ask(faq, "approve", **sent, name="架空 太郎")
    assert "個人情報" in unseen["message"]
    with_phone = {
        **sent,
        "answer": f"{sent['answer']}\n連絡先は 090-1234-5678 です。",
        "revision": unseen["revision"],
    }
    left = ask(faq, "approve", **with_phone, name="架空 太郎", checked=True)
    assert not left["ok"] and "090-1234-5678" in left["message"]
    now = left["revision"]  # the words were kept all the same, and the form goes on from there
    assert now == form_of(done(faq, "open", entry=sent["entry"]))["revision"] > sent["revision"]
    late = ask(faq, "edit", **sent)
    assert not late["ok"] and f'data-keep-mine="{now}"' in late["conflict"]
    yes = done(faq, "approve", **{**sent, "revision": now}, name="架空 太郎", checked=True)
    assert "公開中" in yes["parts"]["entry"]
    lists = done(faq, "home")
    shown = read(lists["parts"]["public"]).text
    assert "事務局回答" in shown and "架空 花子" not in shown and "架空 太郎" not in shown and "090" not in shown
    assert "候補はまだありません" in lists["parts"]["desk"]
    assert "1件" in done(faq, "find", find="高専 申請")["parts"]["entries"]
    assert "見つかりませんでした" in done(faq, "find", find="食堂")["parts"]["entries"]
    public = faq.answer({"do": "opened", "as_of": "2025-08-20"}, is_open=False)
    assert "高専" in public["parts"]["public"] and public["parts"]["desk"] == ""
    versions = done(faq, "versions", entry=sent["entry"])["parts"]["versions"]
    assert "090-1234-5678" in versions and "架空 太郎" in versions
    back = done(faq, "to_review", entry=sent["entry"], revision=form_of_fixed(yes))
    assert "承認が取り消されました" in back["parts"]["entry"]
    gone = done(faq, "retire", entry=sent["entry"], revision=form_of_fixed(back))
    assert "取り下げ" in gone["parts"]["entry"] and "まだありません" in done(faq, "home")["parts"]["public"]


def form_of_fixed(answer: dict[str, Any]) -> int:
    return int(values(answer["parts"]["entry"], "data-revision")[0])


def test_an_empty_entry_is_written_by_a_person_and_quotes_can_be_left_out(faq: FaqHandlers) -> None:
    begun = done(faq, "start")
    sent = form_of(begun)
    kept = done(
        faq,
        "edit",
        entry=sent["entry"],
        revision=sent["revision"],
        question="押印は要りますか。",
        answer="要りません。",
    )
    assert "押印は要りますか。" in kept["parts"]["entry"] and "資料の引用はありません" in kept["parts"]["entry"]
    long = ask(faq, "edit", entry=sent["entry"], revision=form_of_fixed(kept), question="あ" * 5000, answer="x")
    assert not long["ok"] and "長すぎます" in long["message"]


def test_an_address_opens_an_entry_for_who_may_see_it_alone(faq: FaqHandlers) -> None:
    opened = form_of(done(faq, "start"))["entry"]
    address = f"?tab=faq&entry={opened}"
    assert "faq-form" in done(faq, "opened", address=address)["parts"]["entry"]
    outside = faq.answer({"do": "opened", "address": address}, is_open=False)
    assert outside["ok"] and outside["parts"]["entry"] == "" and outside["parts"]["desk"] == ""
    gone = ask(faq, "opened", address="?tab=faq&entry=nothing")
    assert gone["message"] and "public" in gone["parts"]


def test_the_desk_is_shut_to_others_and_says_so(knowledge: Knowledge, faq: FaqHandlers) -> None:
    shut = FaqHandlers(Service(knowledge.settings.model_copy(update={"drafting": "off"}), knowledge), Language.JA)
    opened = shut.answer({"do": "opened"})
    assert opened["ok"] and opened["parts"]["desk"] == "" and "public" in opened["parts"]
    for do in ("open", "start", "edit", "to_review", "approve", "retire", "versions"):
        for told in (shut.answer({"do": do}), faq.answer({"do": do}, is_open=False)):
            assert not told["ok"] and "ADVISOR_DRAFTING=on" in told["parts"]["desk"], do


def test_no_act_breaks_on_an_entry_that_is_none(faq: FaqHandlers) -> None:
    for do in ACTS:
        answer = ask(faq, do, entry="nothing", key="nothing", source="nothing", quotes=[99, -1])
        assert "内部で問題" not in answer["message"], do


@given(st.recursive(st.none() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3)))
def test_no_request_breaks_the_tab(faq: FaqHandlers, data: object) -> None:
    for sent in (data, {"do": data}, {"do": "edit", "answer": data, "quotes": data}, {"do": "find", "find": data}):
        assert "内部で問題" not in faq.answer(sent)["message"]
