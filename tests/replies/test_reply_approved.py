"""advisor/replies/approved.py and mail_frame.py: what an approved text answers, however a person has rewritten it."""

import re

import pytest
from reply_cases import CLOSED, OFFICE, OPEN, approved, inquiry

from advisor.answering.flow import answer
from advisor.inquiries.records import Flag, Inquiry, ReplyDraft
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.replies.approved import approved_answers_of
from advisor.replies.drafting import draft_reply
from advisor.replies.mail_frame import core
from advisor.replies.similar import PastReplies

TWO = inquiry("高専は対象になりますか。", "選ばれると何年間有効ですか。")
THREE = inquiry("高専は対象になりますか。", "補助金の上限額はいくらですか。", "締切はいつですか。")


def draft(of: Inquiry, knowledge: Knowledge, as_of=OPEN) -> ReplyDraft:  # type: ignore[no-untyped-def]
    none = PastReplies.build((), knowledge.embedder)
    return draft_reply(of, as_of, OFFICE, lambda q: answer(q, knowledge), none, knowledge)


def blocks(text: str) -> list[str]:
    return re.split(r"(?=^■)", text, flags=re.M)


def test_one_question_is_answered_by_the_body_alone(knowledge: Knowledge) -> None:
    of = inquiry("私立大学でも申請できますか。", flags=[Flag.COMPLAINT])
    for moment in (OPEN, CLOSED):
        (found,) = approved(draft(of, knowledge, moment), of)
        assert found.said.startswith("はい、申請できます。学校法人(私立大学)は申請者として挙げられています。")
        assert found.said.endswith("組織である必要があります。")
        assert (found.number, found.question_id, found.asked) == (12, "q1", "私立大学でも申請できますか。")
        assert (found.as_of, found.round, found.approved_by) == (moment, 7, "鈴木")
        assert len(found.quotes) == 3


def test_quotes_are_exact_passages(knowledge: Knowledge) -> None:
    for found in approved(draft(TWO, knowledge), TWO):
        assert found.quotes
        for passage in found.quotes:
            assert passage.quote in knowledge.texts[passage.source_id]


def test_each_question_has_its_own_paragraph_and_blanks_none(knowledge: Knowledge) -> None:
    found = approved(draft(THREE, knowledge), THREE)
    assert [each.question_id for each in found] == ["q1", "q3"]
    assert "高等専門学校" in found[0].said and "8月27日" not in found[0].said
    assert "12時必着" in found[1].said and "高等専門学校" not in found[1].said
    assert not any(re.search(r"根拠|\[\d|『|■|※|要記入|お世話|よろしく", each.said) for each in found)


def test_a_blank_that_was_filled_in_counts(knowledge: Knowledge) -> None:
    made = draft(THREE, knowledge)
    text = re.sub(r"【要記入:[^】]*】", "上限額は定めておりません。", made.text)
    found = approved(made, THREE, text)
    assert [each.question_id for each in found] == ["q1", "q2", "q3"]
    assert found[1].said == "上限額は定めておりません。"
    assert found[1].quotes == ()


def test_blocks_may_be_moved_renumbered_and_taken_out(knowledge: Knowledge) -> None:
    made = draft(TWO, knowledge)
    head, first, second = blocks(made.text)
    end = second[second.index("\n※ 第7回") :] if "\n※ 第7回" in second else second[second.index("\nご不明") :]
    moved = (
        head
        + second.replace(end, "\n").replace("ご質問2", "ご質問1")
        + "\n"
        + first.replace("ご質問1", "ご質問2")
        + end
    )
    found = approved(made, TWO, moved)
    assert "高等専門学校" in found[0].said and "3年度間" in found[1].said
    only = approved(made, TWO, head + second)
    assert [each.question_id for each in only] == ["q2"]
    assert "3年度間" in only[0].said


def test_headings_without_words_go_by_their_numbers(knowledge: Knowledge) -> None:
    made = draft(TWO, knowledge)
    text = re.sub(r"^■ ご質問(\d):.*$", r"Q\1.", made.text, flags=re.M)
    found = approved(made, TWO, text)
    assert ["高等専門学校" in found[0].said, "3年度間" in found[1].said] == [True, True]
    assert "3年度間" not in found[0].said


def test_without_headings_each_question_has_the_whole(knowledge: Knowledge) -> None:
    made = draft(TWO, knowledge)
    said = "高専も申請できます。有効期間は3年度間です。"
    text = f"架空大学\n山田様\n\nお世話になっております。\n\n{said}\n\n以上、よろしくお願いいたします。\n鈴木"
    found = approved(made, TWO, text)
    assert [each.said for each in found] == [said] * 2


def test_the_letter_to_a_company_is_no_part_of_its_answer(knowledge: Knowledge) -> None:
    of = inquiry("私立大学でも申請できますか。")
    made = draft(of, knowledge)
    plain = approved(made, of)
    head = "株式会社架空精密\n(氏名) 様\n\nお世話になっております。\nJ-Innovation HUB 事務局です。\n\n"
    (found,) = approved(made, of, head + core(made.text) + "\n\n今後ともよろしくお願いいたします。\n\n────────\n事務局")
    assert found.said == plain[0].said
    assert found.quotes == plain[0].quotes


def test_quotes_go_with_the_sentences_that_were_deleted(knowledge: Knowledge) -> None:
    of = inquiry("私立大学でも申請できますか。")
    made = draft(of, knowledge)
    answer_only = made.text.split("根拠:")[0]
    sentence = next(line for line in answer_only.split("\n") if line.startswith("拠点は、審査基準"))
    (found,) = approved(made, of, answer_only.replace(sentence + "\n", ""))
    assert len(found.quotes) == 2
    assert not any("審査基準" in passage.quote for passage in found.quotes)
    (rewritten,) = approved(made, of, "山田様\n\nお申し込みいただけます。")
    assert rewritten.said == "お申し込みいただけます。"
    assert rewritten.quotes == ()


def test_a_sentence_stands_in_other_widths_and_without_its_numbers(knowledge: Knowledge) -> None:
    of = inquiry("選ばれると何年間有効ですか。")
    made = draft(of, knowledge)
    text = "山田様\n\n選抜の有効期限は、\n公表年度を含む３年度間です。"
    (found,) = approved(made, of, text)
    assert any("3年度間" in passage.quote for passage in found.quotes)


def test_a_text_that_a_person_wrote_is_kept_without_quotes() -> None:
    of = inquiry("締切はいつですか。")
    text = (
        "架空大学 御中\n\n平素より大変お世話になっております。\n事務局の鈴木でございます。\n\n8月27日の正午です。\n\n"
        "ご不明点がございましたらご連絡ください。\n\n-- \n鈴木\n\n> 締切はいつですか。"
    )
    (found,) = approved_answers_of(of, text, None, OPEN, "鈴木")
    assert found.said == "8月27日の正午です。"
    assert (found.quotes, found.round, found.as_of) == ((), None, OPEN)
    assert approved_answers_of(inquiry(), text, None, OPEN, "鈴木") == ()


def test_english_mails_are_read_the_same_way(knowledge: Knowledge) -> None:
    texts = ("Can a private company apply?", "For how long is a selection valid?")
    of = inquiry(*texts, language=Language.EN, name="Jane Example")
    found = approved(draft(of, knowledge), of)
    assert [each.asked for each in found] == list(texts)
    assert found[0].said.startswith("No, companies are not included")
    assert not any(re.search(r"Based on|Regards|Note: The call|\[\d\]", each.said, re.I) for each in found)
    assert all(each.quotes for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("締切は8月27日です。", "締切は8月27日です。"),
        (
            "山田様\n\nお世話になっております。\n架空事務局です。\n\n締切は8月27日です。\n\n何卒よろしくお願いいたします。",
            "締切は8月27日です。",
        ),
        ("山田様\nお問い合わせありがとうございます。事務局です。\n事務局は架空社です。", "事務局は架空社です。"),
        ("Dear Jane,\n\nThank you for your e-mail.\n\nYes.\n\nKind regards,\nTaro", "Yes."),
        ("以下に回答します。\n\nはい。\n\nなお、ご不明な点がございましたら…", "以下に回答します。\n\nはい。"),
        (
            "株式会社架空精密\n(氏名) 様\n\nこのたびはお問い合わせいただき、ありがとうございます。\n\n"
            "企業は申請者になれません。\n\n引き続きどうぞよろしくお願いいたします。\n\n────────\n事務局",
            "企業は申請者になれません。",
        ),
        (
            "株式会社架空精密 第一開発本部\n先端技術グループ\n山田\n\nいつもお世話になっております。\n"
            "企業は申請者になれません。\n\n以上です。",
            "企業は申請者になれません。",
        ),
        ("株式会社架空\n山田 様\n企業は申請者になれません。", "企業は申請者になれません。"),
        ("次の3点です\n申請書\n推薦書\n\n提出先は事務局です。", "次の3点です\n申請書\n推薦書\n\n提出先は事務局です。"),
        ("はい。\n────────\n鈴木\n電話 000", "はい。"),
        ("よろしくお願いいたします。", "よろしくお願いいたします。"),
    ],
)
def test_the_core_of_a_letter(text: str, expected: str) -> None:
    assert core(text) == expected
