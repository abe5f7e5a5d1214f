"""advisor/faq/store.py: no approved word is lost or changed unseen, and each workspace keeps to itself."""

import threading

import pytest
from faq_cases import (
    ELIGIBLE,
    HANAKO,
    KOSEN,
    KOSEN_ANSWER,
    OPEN_7,
    OUTSIDER,
    TARO,
    approved_entry,
    new_entry,
)

from advisor.answering.models import Intent
from advisor.errors import EditRejected, RecordMissing
from advisor.faq.personal import Public
from advisor.faq.records import FaqStatus, FaqVersionKind, PublishedEntry, ReviewReason
from advisor.faq.rules import FaqEditRejected
from advisor.faq.store import FaqStore
from advisor.messages import Language


def test_an_entry_goes_from_draft_to_approval_and_leaves_a_version_and_a_line_at_each_step(store: FaqStore) -> None:
    entry = new_entry(store)
    assert (entry.status, entry.revision, entry.asked, entry.binding) == (FaqStatus.DRAFT, 1, 3, None)
    entry = store.to_review(TARO, entry.id, entry.revision, "見てください")
    entry = store.approve(HANAKO, entry.id, OPEN_7, True, entry.revision)
    assert entry.status is FaqStatus.APPROVED and entry.binding == OPEN_7
    assert (entry.approved_by, entry.checked_by) == (HANAKO.name, HANAKO.name) and entry.approved_at is not None
    assert entry.quotes == (ELIGIBLE,) and store.entry(TARO, entry.id) == entry
    kinds = [FaqVersionKind.CREATE, FaqVersionKind.TO_REVIEW, FaqVersionKind.APPROVE]
    assert [version.kind for version in store.versions(HANAKO, entry.id)] == kinds
    assert [(line.kind, line.by) for line in store.events(HANAKO)] == list(
        zip(kinds, [HANAKO.name, TARO.name, HANAKO.name], strict=True)
    )


def test_an_edit_of_an_approved_entry_takes_it_out_of_the_answers_and_keeps_the_approved_words(store: FaqStore) -> None:
    entry = approved_entry(store)
    assert [each.id for each in store.published()] == [entry.id]
    edited = store.edit(TARO, entry.id, entry.revision, answer="申請できます。")
    assert (edited.status, edited.reason) == (FaqStatus.IN_REVIEW, ReviewReason.EDITED)
    assert (edited.approved_at, edited.approved_by, edited.checked_by, edited.binding) == (None, "", "", None)
    assert store.published() == []
    approved = [v for v in store.versions(HANAKO, entry.id) if v.kind is FaqVersionKind.APPROVE]
    assert [(v.answer, v.by) for v in approved] == [(KOSEN_ANSWER, HANAKO.name)]
    again = store.approve(HANAKO, entry.id, OPEN_7, True, edited.revision)
    assert again.reason is None and store.published()[0].answer == "申請できます。"


def test_words_that_come_too_late_are_kept_as_a_version_and_nothing_else_changes(store: FaqStore) -> None:
    entry = new_entry(store)
    first = store.edit(HANAKO, entry.id, entry.revision, answer="先の回答です。")
    with pytest.raises(FaqEditRejected) as refused:
        store.edit(TARO, entry.id, entry.revision, answer="後の回答です。")
    assert refused.value.code == "faq_changed_meanwhile" and refused.value.current == first
    assert "花子" in refused.value.user_message(Language.EN)
    assert store.entry(HANAKO, entry.id) == first
    last = store.versions(HANAKO, entry.id)[-1]
    assert (last.kind, last.answer, last.by) == (FaqVersionKind.CONFLICT, "後の回答です。", TARO.name)


def test_the_same_words_are_no_change(store: FaqStore) -> None:
    entry = approved_entry(store)
    assert store.edit(HANAKO, entry.id, 1, question=f" {KOSEN}\n", answer=KOSEN_ANSWER) == entry
    assert store.entry(HANAKO, entry.id).status is FaqStatus.APPROVED


@pytest.mark.parametrize(
    ("question", "answer", "checked", "code"),
    [
        ("", "回答", True, "faq_empty"),
        ("質問", " \n", True, "faq_empty"),
        ("質問", "回答", False, "faq_unchecked"),
        ("質問", "hanako@kakuu.example.jp までどうぞ。", True, "faq_personal_left"),
        ("質問", "ｈａｎａｋｏ＠ｋａｋｕｕ．ｅｘａｍｐｌｅ．ｊｐ", True, "faq_personal_left"),
        ("電話03-0000-1234の件", "回答", True, "faq_personal_left"),
        ("(機関名)から応募できますか", "回答", True, "faq_mask_left"),
        ("質問", "（氏名） 様 ご質問の件です。", True, "faq_mask_left"),
        ("Question", "Please call (phone number).", True, "faq_mask_left"),
        ("質問", "〒123-4567 架空県架空市みずなら町1丁目2番3号", True, "faq_personal_left"),
    ],
)
def test_an_approval_is_refused(local: FaqStore, question: str, answer: str, checked: bool, code: str) -> None:
    entry = new_entry(local, HANAKO, question, answer)
    entry = local.to_review(HANAKO, entry.id, entry.revision)
    with pytest.raises(FaqEditRejected) as refused:
        local.approve(HANAKO, entry.id, OPEN_7, checked, entry.revision)
    assert refused.value.code == code
    assert all("{" not in refused.value.user_message(language) for language in Language)
    assert local.published() == [] and local.entry(HANAKO, entry.id) == entry


def test_personal_data_in_another_wording_of_the_question_is_found_too(local: FaqStore) -> None:
    entry = local.create(
        HANAKO, "質問", "回答", topic=Intent.OTHER, language=Language.JA, variants=["a@example.jp は？"]
    )
    entry = local.to_review(HANAKO, entry.id, entry.revision)
    with pytest.raises(FaqEditRejected, match="メールアドレス"):
        local.approve(HANAKO, entry.id, OPEN_7, True, entry.revision)


def test_names_are_for_the_person_and_public_contacts_may_stay(local: FaqStore) -> None:
    entry = new_entry(local, HANAKO, "架空大学の山田さんの質問", "bzl-kakuu@example.go.jp、03-0000-9999へ。")
    entry = local.to_review(HANAKO, entry.id, entry.revision)
    public = Public(["問合せ先: bzl-kakuu@example.go.jp、電話: 03(0000)9999"])
    assert local.approve(HANAKO, entry.id, OPEN_7, True, entry.revision, public).status is FaqStatus.APPROVED


def test_an_entry_without_a_quote_may_be_approved(local: FaqStore) -> None:
    entry = local.create(HANAKO, "質問", "回答", topic=Intent.OTHER, language=Language.JA)
    entry = local.to_review(HANAKO, entry.id, entry.revision)
    assert local.approve(HANAKO, entry.id, OPEN_7, True, entry.revision).quotes == ()


def test_steps_that_do_not_follow_are_refused(local: FaqStore) -> None:
    entry = new_entry(local)
    for step in (local.take_back, lambda *a: local.approve(a[0], a[1], OPEN_7, True, a[2])):
        with pytest.raises(FaqEditRejected) as refused:
            step(HANAKO, entry.id, entry.revision)
        assert refused.value.code == "faq_status_wrong" and "draft" in refused.value.user_message(Language.EN)
    with pytest.raises(EditRejected) as unnamed:
        nameless = HANAKO.model_copy(update={"name": " "})
        local.approve(nameless, entry.id, OPEN_7, True, entry.revision)
    assert unnamed.value.code == "approver_unnamed"
    gone = local.retire(HANAKO, entry.id, entry.revision)
    for refused_step in (local.retire, lambda *a: local.edit(*a, answer="別の回答")):
        with pytest.raises(FaqEditRejected):
            refused_step(HANAKO, entry.id, gone.revision)
    assert local.to_review(HANAKO, entry.id, gone.revision).status is FaqStatus.IN_REVIEW


def test_an_approval_of_what_the_approver_has_not_read_is_refused(local: FaqStore) -> None:
    entry = new_entry(local)
    seen = local.to_review(HANAKO, entry.id, entry.revision)
    local.edit(TARO, entry.id, seen.revision, answer="読まれていない回答")
    with pytest.raises(FaqEditRejected) as refused:
        local.approve(HANAKO, entry.id, OPEN_7, True, seen.revision)
    assert refused.value.code == "faq_changed_meanwhile" and local.published() == []


def test_the_check_returns_an_entry_once_and_only_as_it_saw_it(store: FaqStore) -> None:
    entry = approved_entry(store)
    assert store.return_to_review(HANAKO, entry.id, ReviewReason.ROUND_ENDED, revision=entry.revision - 1) is None
    back = store.return_to_review(HANAKO, entry.id, ReviewReason.PASSAGE_CHANGED, "要領: 申請者は…", entry.revision)
    assert back is not None
    assert (back.status, back.reason, back.detail) == (
        FaqStatus.IN_REVIEW, ReviewReason.PASSAGE_CHANGED, "要領: 申請者は…",
    )  # fmt: skip
    assert store.return_to_review(HANAKO, entry.id, ReviewReason.ROUND_ENDED) is None
    assert store.published() == []


def test_a_person_takes_an_approval_back(local: FaqStore) -> None:
    entry = approved_entry(local)
    back = local.take_back(TARO, entry.id, entry.revision, "誤りがありました")
    assert (back.reason, back.note, back.binding) == (ReviewReason.TAKEN_BACK, "誤りがありました", None)


def test_a_workspace_sees_its_own_entries_but_everybody_the_published_ones(store: FaqStore) -> None:
    entry, theirs = approved_entry(store), approved_entry(store, OUTSIDER, "締切はいつですか。", "8月27日です。")
    assert [each.id for each in store.entries(HANAKO)] == [entry.id]
    for call in (store.entry, store.versions):
        with pytest.raises(RecordMissing):
            call(OUTSIDER, entry.id)
    with pytest.raises(RecordMissing):
        store.edit(OUTSIDER, entry.id, entry.revision, answer="書き換え")
    assert {line.entry_id for line in store.events(OUTSIDER)} == {theirs.id}
    assert {each.id for each in store.published()} == {entry.id, theirs.id}
    told = store.published()[0].model_dump_json()
    assert set(PublishedEntry.model_fields) == {
        "id", "question", "answer", "variants", "topic", "language", "quotes", "binding", "approved_at",
    }  # fmt: skip
    assert "花子" not in told and "次郎" not in told


def test_the_state_changes_with_what_is_published_and_with_nothing_else(store: FaqStore) -> None:
    nothing = store.published_state()
    draft = new_entry(store, question="別の質問")
    store.edit(HANAKO, draft.id, draft.revision, answer="下書きの変更")
    assert store.published_state() == nothing
    entry = approved_entry(store)
    states = [nothing, store.published_state()]
    entry = store.take_back(HANAKO, entry.id, entry.revision)
    assert store.published_state() == nothing
    entry = store.approve(HANAKO, entry.id, OPEN_7, True, entry.revision)
    states.append(store.published_state())
    assert len(set(states)) == 3 and max(map(len, states)) < 50


def test_what_cannot_be_stored_is_mended_and_limits_hold(store: FaqStore) -> None:
    entry = store.create(
        HANAKO, "質問\x00\ud800？\n二行目", "回\x00答\n二行目", topic=Intent.OTHER, language=Language.JA,
        variants=[" 別の\n聞き方 ", "別の 聞き方", ""],
    )  # fmt: skip
    assert (entry.question, entry.answer, entry.variants) == ("質問\ufffd？ 二行目", "回答\n二行目", ("別の 聞き方",))
    for words in (
        {"question": "あ" * 1001},
        {"answer": "あ" * 20_001},
        {"variants": [f"言い換え{n}" for n in range(21)]},
    ):
        with pytest.raises(EditRejected):
            store.edit(HANAKO, entry.id, entry.revision, **words)  # type: ignore[arg-type]
    assert store.entry(HANAKO, entry.id) == entry


def test_of_two_edits_at_once_one_wins_and_both_are_kept(store: FaqStore) -> None:
    entry, refused = new_entry(store), []

    def edit(words: str) -> None:
        try:
            store.edit(HANAKO, entry.id, entry.revision, answer=words)
        except FaqEditRejected as fault:
            refused.append(fault.code)

    threads = [threading.Thread(target=edit, args=(f"回答{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["faq_changed_meanwhile"] * 3
    versions = store.versions(HANAKO, entry.id)
    assert [version.number for version in versions] == [1, 2, 3, 4, 5]
    assert {version.answer for version in versions[1:]} == {f"回答{n}" for n in range(4)}
