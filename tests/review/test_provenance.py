"""advisor/review/provenance: where each sentence comes from, also after a person has changed the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review.items_made import cited, claim, draft_of

from advisor.dossiers.records import Origin, Sentence
from advisor.review.provenance import after_edit, of_draft, sentences_in

TEXTS = st.text("研究は4２件。！？!?」』）【】要記入:\n　 .,ab", max_size=80)
PARTS = st.lists(
    st.text("研究設備件数額は42.,4社", min_size=1, max_size=12).map(lambda text: f"{text}。"), max_size=8, unique=True
)
BY = "架空 花子"


def evidence(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text=text, origin=Origin.EVIDENCE, claim=at) for at, text in enumerate(texts))


def origins(text: str, *before: str) -> list[tuple[str, Origin]]:
    return [(sentence.text, sentence.origin) for sentence in after_edit(text, evidence(*before), BY)]


def bare(text: str) -> str:
    return "".join(text.split())


# --- sentences ---


@given(TEXTS)
def test_the_sentences_joined_are_the_text_but_for_white_space(text: str) -> None:
    found = sentences_in(text)
    assert bare("".join(found)) == bare(text)
    assert all(sentence and sentence == sentence.strip() and "\n" not in sentence for sentence in found)


@given(TEXTS)
def test_sentences_are_not_divided_further(text: str) -> None:
    assert [part for sentence in sentences_in(text) for part in sentences_in(sentence)] == sentences_in(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("額は4.2億円である。人は5名。", ["額は4.2億円である。", "人は5名。"]),
        ("「やめる。」と決めた。次へ進む。", ["「やめる。」と決めた。", "次へ進む。"]),
        ("42件。【要記入: 額】【要記入: 年】", ["42件。", "【要記入: 額】", "【要記入: 年】"]),
        ("Five firms.【TO FILL IN: sum】", ["Five firms.", "【TO FILL IN: sum】"]),
        ("一行目\n\n二行目", ["一行目", "二行目"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert sentences_in(text) == sentences


# --- of a draft ---


def test_what_the_files_say_is_evidence_and_names_its_claim() -> None:
    draft = draft_of(
        "共同研究は42件である。炉を2台備える。\n【要記入: 額】",
        claim("共同研究は42件である。"),
        claim("炉を2台備える。"),
    )
    assert [(s.origin, s.claim) for s in of_draft(draft)] == [
        (Origin.EVIDENCE, 0),
        (Origin.EVIDENCE, 1),
        (Origin.GENERATED, None),
    ]


def test_what_a_model_worded_is_generated_and_still_names_its_claim() -> None:
    said = "共同研究は42件に達した。"
    draft = draft_of(said, claim(said, cited("42件")), composer="llm:m")
    assert of_draft(draft) == (Sentence(text=said, origin=Origin.GENERATED, claim=0, citations=(cited("42件"),)),)


def test_a_statement_of_several_sentences_is_evidence_in_each() -> None:
    said = "四つの関門がある。やめる判断は早い。"
    assert [s.origin for s in of_draft(draft_of(said, claim(said)))] == [Origin.EVIDENCE] * 2


def test_a_sentence_without_a_claim_is_generated() -> None:
    draft = draft_of("共同研究は42件である。(根拠: 統計.xlsx)", claim("共同研究は42件である。"))
    assert [s.origin for s in of_draft(draft)] == [Origin.EVIDENCE, Origin.GENERATED]


def test_sentences_that_differ_by_a_point_name_each_its_own_claim() -> None:
    draft = draft_of(
        "甲の率は35%である。甲の率は3.5%である。", claim("甲の率は35%である。"), claim("甲の率は3.5%である。")
    )
    assert [s.claim for s in of_draft(draft)] == [0, 1]


def test_a_figure_inside_another_names_no_claim() -> None:
    draft = draft_of("率は35%", claim("5%"))
    assert [s.claim for s in of_draft(draft)] == [None]


def test_a_sentence_that_two_claims_make_cites_both() -> None:
    draft = draft_of("「炉」を「炉を2台」次も備える。", claim("「炉」を「炉を2台」"), claim("次も備える。"))
    [sentence] = of_draft(draft)
    assert [c.quote for c in sentence.citations] == ["「炉」を「炉を2台」", "次も備える。"]


# --- after an edit ---


@given(TEXTS, PARTS)
@settings(max_examples=60)
def test_after_any_edit_the_sentences_are_those_of_the_text(text: str, before: list[str]) -> None:
    after = after_edit(text, evidence(*before), BY)
    assert [sentence.text for sentence in after] == sentences_in(text)
    assert all(sentence.by == BY for sentence in after if sentence.origin is Origin.EDITED)
    assert {sentence.origin for sentence in after} <= {Origin.EVIDENCE, Origin.EDITED}


@given(PARTS)
@settings(max_examples=40)
def test_a_text_that_nobody_changed_keeps_every_origin(parts: list[str]) -> None:
    assert after_edit("\n".join(parts), evidence(*parts), BY) == evidence(*parts)


@given(PARTS, st.data())
@settings(max_examples=60)
def test_sentences_that_stay_keep_where_they_come_from_when_others_come_and_go(
    parts: list[str], data: st.DataObject
) -> None:
    kept = [part for part in parts if data.draw(st.booleans())]
    now = [text for part in kept for text in (part, "ここは人が書いた。")]
    after = after_edit("".join(now), evidence(*parts), BY)
    assert [s.claim for s in after if s.origin is Origin.EVIDENCE] == [parts.index(part) for part in kept]
    assert sum(s.origin is Origin.EDITED for s in after) == len(kept)


@given(PARTS, st.data())
@settings(max_examples=60)
def test_a_sentence_with_anything_changed_is_edited(parts: list[str], data: st.DataObject) -> None:
    if not parts:
        return
    at = data.draw(st.integers(0, len(parts) - 1))
    changed = f"{parts[at][:-1]}超。"
    if changed in parts:
        return
    after = after_edit("".join([*parts[:at], changed, *parts[at + 1 :]]), evidence(*parts), BY)
    assert [sentence.origin for sentence in after].count(Origin.EDITED) == 1
    assert after[at].origin is Origin.EDITED and after[at].by == BY and after[at].claim is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("収入は4.2億円である。", "収入は42億円である。"),
        ("前年度比△3%である。", "前年度比3%である。"),
        ("前年度比-3%である。", "前年度比3%である。"),
        ("期間は20~23年度である。", "期間は2023年度である。"),
        ("率は3.5%である。", "率は35%である。"),
        ("参加は約40社である。", "参加は40社である。"),
        ("出力は5mWである。", "出力は5MWである。"),
        ("個数は10⁵である。", "個数は105である。"),
        ("区分は3 5である。", "区分は35である。"),
    ],
)
def test_a_figure_changed_by_a_sign_or_a_point_is_edited(before: str, now: str) -> None:
    assert origins(now, before) == [(now, Origin.EDITED)]


def test_a_sentence_that_was_moved_keeps_where_it_comes_from() -> None:
    now = "炉を2台備える。共同研究は42件である。"
    assert origins(now, "共同研究は42件である。", "炉を2台備える。") == [
        ("炉を2台備える。", Origin.EVIDENCE),
        ("共同研究は42件である。", Origin.EVIDENCE),
    ]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("共同研究は42件である。", "共同研究は４２件である。"),
        ("共同研究は42件である。", "共同研究は 42 件である。"),
        ("額は1,000円(税込)である。", "額は１，０００円（税込）である。"),
    ],
)
def test_width_and_spaces_are_no_edit(before: str, now: str) -> None:
    assert origins(now, before) == [(now, Origin.EVIDENCE)]


def test_a_copy_of_a_sentence_is_a_persons() -> None:
    said = "共同研究は42件である。"
    assert origins(said + said, said) == [(said, Origin.EVIDENCE), (said, Origin.EDITED)]


def test_a_filled_blank_is_a_persons() -> None:
    draft = draft_of("42件。\n【要記入: 額】", claim("42件。"))
    after = after_edit("42件。\n額は100万円である。", of_draft(draft), BY)
    assert [(s.origin, s.by) for s in after] == [(Origin.EVIDENCE, ""), (Origin.EDITED, BY)]


def test_who_edited_a_sentence_stays_when_another_person_edits_beside_it() -> None:
    first = after_edit("人が書いた。", (), "別所 次郎")
    assert [s.by for s in after_edit("人が書いた。また書いた。", first, BY)] == ["別所 次郎", BY]
