"""advisor/dossiers: drafts, edits, reviews and versions of items. Whatever happens, no word is lost."""

import threading
from datetime import datetime, timedelta

import pytest
from dossier_cases import HANAKO, PURPOSE, TARO, TYPE, draft, new_dossier, save, sentence
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.dossiers.item_rules import TEXT_CHARS, ItemEditRejected, blanks
from advisor.dossiers.records import Dossier, Origin, Status, VersionKind
from advisor.dossiers.store import DossierStore
from advisor.errors import EditRejected
from advisor.programs.schedule import JST
from advisor.storage.actors import Actor
from advisor.storage.database import Database


class Clock:
    """A clock that stands still until it is put forward."""

    def __init__(self) -> None:
        self.at = datetime(2026, 9, 3, 14, 0, tzinfo=JST)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(store: DossierStore, database: Database, clock: Clock) -> DossierStore:
    """The store with a clock in our hands."""
    return DossierStore(database, clock)


@pytest.fixture
def dossier(store: DossierStore) -> Dossier:
    return new_dossier(store)


def kinds(store: DossierStore, dossier: Dossier) -> list[tuple[VersionKind, str, str]]:
    return [(version.kind, version.text, version.by) for version in store.versions(HANAKO, dossier.id, PURPOSE.id)]


# Drafts and edits


def test_a_draft_becomes_the_text_with_all_that_it_rests_on(store: DossierStore, dossier: Dossier) -> None:
    made = draft("拠点の目的は「架空の計画」です。\ud800\0", file_id="f1")
    origin = sentence("拠点の目的は「架空の計画」です。", Origin.EVIDENCE, "")
    item = store.save_draft(HANAKO, dossier.id, PURPOSE.id, made, (origin,), 1)
    assert store.item(HANAKO, dossier.id, PURPOSE.id) == item
    assert (item.status, item.text, item.revision) == (Status.DRAFTED, "拠点の目的は「架空の計画」です。\ufffd", 2)
    assert item.sentences == (origin,)
    assert item.draft is not None and item.draft.claims[0].citations == made.claims[0].citations
    assert kinds(store, dossier) == [(VersionKind.DRAFT, item.text, "架空 花子")]


def test_an_edit_keeps_the_draft_and_says_who_wrote(store: DossierStore, dossier: Dossier) -> None:
    store.save_draft(HANAKO, dossier.id, PURPOSE.id, draft("案です。"), (), 1)
    item = save(store, dossier, "直した文です。", 2, TARO)
    assert (item.text, item.updated_by, item.revision) == ("直した文です。", "架空 太郎", 3)
    assert item.draft is not None and item.draft.text == "案です。"
    assert kinds(store, dossier) == [
        (VersionKind.DRAFT, "案です。", "架空 花子"),
        (VersionKind.EDIT, "直した文です。", "架空 太郎"),
    ]


def test_a_text_of_100_000_characters_is_kept_and_one_more_is_refused(store: DossierStore, dossier: Dossier) -> None:
    longest = "𠮷" * TEXT_CHARS
    assert save(store, dossier, longest, 1).text == longest
    with pytest.raises(EditRejected, match="100,001") as refused:
        save(store, dossier, longest + "字", 2)
    assert refused.value.code == "item_text_too_long"
    assert store.item(HANAKO, dossier.id, PURPOSE.id).text == longest


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec=None, categories=None), max_size=40))
def test_any_text_is_kept_but_for_nul_and_half_characters(store: DossierStore, dossier: Dossier, text: str) -> None:
    item = store.item(HANAKO, dossier.id, PURPOSE.id)
    saved = store.save_text(HANAKO, dossier.id, PURPOSE.id, text, (), (sentence(text),), item.revision)
    assert saved.text.encode("utf-8").decode("utf-8") == saved.text
    whole = text.replace("\0", "")
    if not any("\ud800" <= character <= "\udfff" for character in whole):
        assert saved.text == whole
    assert store.item(HANAKO, dossier.id, PURPOSE.id) == saved


def test_an_item_whose_text_is_taken_away_is_empty_again(store: DossierStore, dossier: Dossier) -> None:
    save(store, dossier, "目的です。", 1)
    assert save(store, dossier, " \n", 2).status is Status.EMPTY
    assert store.versions(HANAKO, dossier.id, PURPOSE.id)[-1].text == " \n"


def test_only_options_of_the_item_can_be_chosen(store: DossierStore, dossier: Dossier) -> None:
    for chosen, code in ((("大学連携型",), "option_unknown"), (TYPE.options, "one_option_only")):
        with pytest.raises(EditRejected) as refused:
            save(store, dossier, "", 1, item=TYPE, chosen=chosen)
        assert refused.value.code == code
    item = save(store, dossier, "", 1, item=TYPE, chosen=("地域貢献型", "地域貢献型"))
    assert (item.chosen, item.status) == (("地域貢献型",), Status.DRAFTED)


# Autosaves


def test_autosaves_of_one_person_become_one_version_for_five_minutes(
    timed: DossierStore, dossier: Dossier, clock: Clock
) -> None:
    revision = 1
    for text in ("目", "目的", "目的は", "目的は架空です。"):
        revision = save(timed, dossier, text, revision).revision
        clock.forward(minutes=1)
    assert kinds(timed, dossier) == [(VersionKind.EDIT, "目的は架空です。", "架空 花子")]
    clock.forward(minutes=1)
    save(timed, dossier, "目的は架空です。以上。", revision)
    assert [text for _, text, _ in kinds(timed, dossier)] == ["目的は架空です。", "目的は架空です。以上。"]


@pytest.mark.parametrize("other", [TARO, Actor(id=HANAKO.id, name="架空 別人", workspace=HANAKO.workspace)])
def test_an_autosave_does_not_pass_over_the_version_of_somebody_else(
    timed: DossierStore, dossier: Dossier, other: Actor
) -> None:
    save(timed, dossier, "花子", 1)
    save(timed, dossier, "花子と太郎", 2, other)
    save(timed, dossier, "花子と太郎と花子", 3)
    assert [text for _, text, _ in kinds(timed, dossier)] == ["花子", "花子と太郎", "花子と太郎と花子"]


def test_an_autosave_after_a_conflict_leaves_both_texts(timed: DossierStore, dossier: Dossier) -> None:
    save(timed, dossier, "花子", 1)
    with pytest.raises(EditRejected):
        save(timed, dossier, "太郎", 1, TARO)
    save(timed, dossier, "花子の続き", 2)
    assert [text for _, text, _ in kinds(timed, dossier)] == ["花子", "太郎", "花子の続き"]


def test_a_long_text_that_is_replaced_within_five_minutes_stays_in_a_version(
    timed: DossierStore, dossier: Dossier
) -> None:
    written = "長い文章を書きました。" * 20
    save(timed, dossier, written, 1)
    save(timed, dossier, "誤って全部を置き換えました。", 2)
    assert [text for _, text, _ in kinds(timed, dossier)] == [written, "誤って全部を置き換えました。"]


def test_the_same_text_again_is_no_change(store: DossierStore, dossier: Dossier) -> None:
    first = save(store, dossier, "目的です。", 1)
    assert save(store, dossier, "目的です。", 2) == first
    assert save(store, dossier, "目的です。", 1, TARO) == first
    assert len(store.versions(HANAKO, dossier.id, PURPOSE.id)) == 1


# Conflicts


def test_words_that_come_too_late_are_kept_beside_and_the_present_item_is_handed_back(
    store: DossierStore, dossier: Dossier
) -> None:
    present = save(store, dossier, "花子の文", 1)
    for _ in range(2):  # a client that tries again
        with pytest.raises(ItemEditRejected) as refused:
            save(store, dossier, "太郎の文", 1, TARO)
    assert refused.value.code == "item_changed_meanwhile"
    assert refused.value.values["by"] == "架空 花子" and "架空 花子" in refused.value.user_message()
    assert refused.value.current == present == store.item(HANAKO, dossier.id, PURPOSE.id)
    assert kinds(store, dossier) == [
        (VersionKind.EDIT, "花子の文", "架空 花子"),
        (VersionKind.CONFLICT, "太郎の文", "架空 太郎"),
    ]


def test_a_revision_that_never_was_is_a_conflict(store: DossierStore, dossier: Dossier) -> None:
    with pytest.raises(ItemEditRejected):
        save(store, dossier, "未来の文", 99)
    assert [kind for kind, _, _ in kinds(store, dossier)] == [VersionKind.CONFLICT]


def test_a_draft_that_comes_after_an_edit_does_not_take_its_place(store: DossierStore, dossier: Dossier) -> None:
    save(store, dossier, "人の文", 1)
    with pytest.raises(ItemEditRejected):
        store.save_draft(TARO, dossier.id, PURPOSE.id, draft("機械の案"), (), 1)
    assert store.item(HANAKO, dossier.id, PURPOSE.id).text == "人の文"
    assert kinds(store, dossier)[-1] == (VersionKind.CONFLICT, "機械の案", "架空 太郎")


@pytest.mark.parametrize("again", [True, False], ids=["who look again and retry", "who never look"])
def test_people_who_write_at_once_lose_no_word(store: DossierStore, dossier: Dossier, again: bool) -> None:
    people = [HANAKO, TARO, Actor(id="saburo", name="架空 三郎", workspace=HANAKO.workspace)]
    start, rounds = threading.Barrier(len(people)), 8

    def write(actor: Actor) -> None:
        start.wait()
        revision, text = 1, ""
        for number in range(rounds):
            text += f"[{actor.id} {number}]"
            try:
                item = save(store, dossier, text, revision, actor)
            except ItemEditRejected as late:
                item = late.current
                if again:
                    text = item.text + f"[{actor.id} {number}]"
                    revision = item.revision
                continue
            revision, text = item.revision, item.text

    threads = [threading.Thread(target=write, args=(actor,)) for actor in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    versions = store.versions(HANAKO, dossier.id, PURPOSE.id)
    everything = "".join(version.text for version in versions)
    written = {f"[{actor.id} {number}]" for actor in people for number in range(rounds)}
    assert {word for word in written if word not in everything} == set()
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    kept = [version for version in versions if version.kind is not VersionKind.CONFLICT]
    assert store.item(HANAKO, dossier.id, PURPOSE.id).text == kept[-1].text


def test_of_two_who_approve_at_once_one_does(store: DossierStore, dossier: Dossier) -> None:
    item = save(store, dossier, "目的です。", 1)
    start, outcomes = threading.Barrier(4), []

    def approve(actor: Actor) -> None:
        start.wait()
        try:
            outcomes.append(store.approve(actor, dossier.id, PURPOSE.id, item.revision).status)
        except ItemEditRejected as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=approve, args=(actor,)) for actor in (HANAKO, TARO) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Status.APPROVED, *["item_approved"] * 3]


# Review and approval


def test_an_item_goes_from_draft_through_review_to_approval_and_back(store: DossierStore, dossier: Dossier) -> None:
    item = save(store, dossier, "目的です。", 1)
    item = store.send_to_review(HANAKO, dossier.id, PURPOSE.id, item.revision, "確認をお願いします")
    assert (item.status, item.note) == (Status.IN_REVIEW, "確認をお願いします")
    item = save(store, dossier, "直した目的です。", item.revision, TARO)
    assert item.status is Status.IN_REVIEW
    item = store.approve(TARO, dossier.id, PURPOSE.id, item.revision)
    assert (item.status, item.updated_by) == (Status.APPROVED, "架空 太郎")
    item = store.reopen(HANAKO, dossier.id, PURPOSE.id, "数字が変わったため")
    assert (item.status, item.note, item.text) == (Status.DRAFTED, "数字が変わったため", "直した目的です。")
    versions = store.versions(HANAKO, dossier.id, PURPOSE.id)
    assert [(version.kind, version.status) for version in versions] == [
        (VersionKind.EDIT, Status.DRAFTED),
        (VersionKind.REVIEW, Status.IN_REVIEW),
        (VersionKind.EDIT, Status.IN_REVIEW),
        (VersionKind.APPROVE, Status.APPROVED),
        (VersionKind.REOPEN, Status.DRAFTED),
    ]
    assert versions[-1].note == "数字が変わったため"


def test_an_approved_item_takes_no_change_and_keeps_what_was_tried(store: DossierStore, dossier: Dossier) -> None:
    item = save(store, dossier, "目的です。", 1)
    approved = store.approve(HANAKO, dossier.id, PURPOSE.id, item.revision)
    for change in (
        lambda: save(store, dossier, "後からの文", approved.revision, TARO),
        lambda: store.save_draft(TARO, dossier.id, PURPOSE.id, draft("後からの案"), (), approved.revision),
        lambda: store.restore_version(TARO, dossier.id, PURPOSE.id, 3, approved.revision),
        lambda: store.send_to_review(TARO, dossier.id, PURPOSE.id, approved.revision),
        lambda: store.approve(TARO, dossier.id, PURPOSE.id, approved.revision),
    ):
        with pytest.raises(ItemEditRejected) as refused:
            change()
        assert refused.value.code == "item_approved" and refused.value.current == approved
    assert store.item(HANAKO, dossier.id, PURPOSE.id) == approved
    late = [text for kind, text, _ in kinds(store, dossier) if kind is VersionKind.CONFLICT]
    assert late == ["後からの文", "後からの案"]


def test_approval_wants_a_name_words_and_no_open_blanks(store: DossierStore, dossier: Dossier) -> None:
    nameless = HANAKO.model_copy(update={"name": " "})
    for actor, code in ((nameless, "approver_unnamed"), (HANAKO, "item_empty")):
        with pytest.raises(EditRejected) as refused:
            store.approve(actor, dossier.id, PURPOSE.id, 1)
        assert refused.value.code == code
    item = save(store, dossier, "参加企業は【要記入: 社数】社です。", 1)
    with pytest.raises(ItemEditRejected, match="【要記入: 社数】") as blank:
        store.approve(HANAKO, dossier.id, PURPOSE.id, item.revision, note=" ")
    assert blank.value.code == "item_has_blanks"
    approved = store.approve(HANAKO, dossier.id, PURPOSE.id, item.revision, note="社数は締切日に確定")
    assert (approved.status, approved.note) == (Status.APPROVED, "社数は締切日に確定")


def test_what_changed_since_it_was_read_is_not_approved(store: DossierStore, dossier: Dossier) -> None:
    item = save(store, dossier, "読んだ文", 1)
    present = save(store, dossier, "読んでいない【要記入: 文】", item.revision, TARO)
    for step in (store.approve, store.send_to_review):
        with pytest.raises(ItemEditRejected) as refused:
            step(HANAKO, dossier.id, PURPOSE.id, item.revision)
        assert refused.value.code == "item_changed_meanwhile" and refused.value.current == present
    assert store.item(HANAKO, dossier.id, PURPOSE.id) == present


def test_reopening_wants_a_reason_and_something_to_reopen(store: DossierStore, dossier: Dossier) -> None:
    save(store, dossier, "目的です。", 1)
    for note, code in (("", "note_required"), ("理由", "item_not_closed"), ("字" * 2001, "note_too_long")):
        with pytest.raises(EditRejected) as refused:
            store.reopen(HANAKO, dossier.id, PURPOSE.id, note)
        assert refused.value.code == code


def test_an_earlier_version_comes_back_and_the_later_one_stays(store: DossierStore, dossier: Dossier) -> None:
    save(store, dossier, "一つ目", 1)
    save(store, dossier, "二つ目", 2, TARO)
    item = store.restore_version(HANAKO, dossier.id, PURPOSE.id, 1, 3)
    assert (item.text, item.sentences, item.revision) == ("一つ目", (sentence("一つ目"),), 4)
    assert [kind for kind, _, _ in kinds(store, dossier)] == [VersionKind.EDIT, VersionKind.EDIT, VersionKind.RESTORE]
    with pytest.raises(ItemEditRejected) as late:
        store.restore_version(TARO, dossier.id, PURPOSE.id, 2, 3)
    assert late.value.code == "item_changed_meanwhile"
    assert len(kinds(store, dossier)) == 3  # nothing to keep aside: the words are in version 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("【要記入: 社数】と【 要記入:金額】", 2),
        ("途中で切れた【要記入: 社数", 1),
        ("[TO FILL IN] is not one, 【TO FILL IN: how many】 is", 1),
        ("【重要】要記入とは書かない", 0),
    ],
)
def test_blanks_are_found_however_they_are_written(text: str, found: int) -> None:
    assert len(blanks(text)) == found
