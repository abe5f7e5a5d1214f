"""Layouts of Word forms: which cells and lines are asked for, under which words."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from sample_docx_forms import marked_up, written

from advisor.errors import FormUnreadable
from advisor.forms.docx_form import fill_docx_form, read_docx_form
from advisor.forms.model import Filled, Filling, Form, ItemKind

Blocks = tuple[str | list[list[str]], ...]


def asked(form: Form) -> list[str]:
    """Each item as 「path/number label(limit)」, with the options of a choice."""
    found = []
    for item in form.items:
        words = "/".join((*item.path, f"{item.number} {item.label}".strip()))
        limit = f"({item.limit_chars})" if item.limit_chars else ""
        found.append(words + limit + (f" [{'|'.join(item.options)}]" if item.kind is ItemKind.CHOICE else ""))
    return found


LAYOUTS: dict[str, tuple[Blocks, list[str]]] = {
    "label row above its room, sections as rows of the table": (
        ([["１．提案者"], ["機関名", "", "氏名", ""], ["２．概要（300字程度）"], [""], ["３．内容"], ["（１）目的"],
          ["※課題を踏まえて記載してください。"]],),
        ["提案者/機関名", "提案者/氏名", "2 概要(300)", "内容/(1) 目的"],
    ),
    "label and room in one cell": (
        ([["１．目的（200字以内）\n\n\n"], ["２．期待される成果\n（数値を含めて記載すること）\n\n"]],),
        ["1 目的(200)", "2 期待される成果"],
    ),
    "figures under two rows of heads": (
        ([["指標", "現状値", "目標値", "<"], ["^", "^", "R8", "R9"], ["共同研究件数", "", "", ""]],),
        ["共同研究件数（現状値）", "共同研究件数（目標値 R8）", "共同研究件数（目標値 R9）"],
    ),
    "a table of records under heads, rows only counted": (
        ([["No", "企業名", "期間"], ["1", "", ""], ["2", "", ""]],),
        ["企業名", "期間"],
    ),
    "records in groups": (
        ([["区分", "氏名", "所属"], ["学内", "", ""], ["^", "", ""], ["学外", "", ""], ["^", "", ""]],),
        ["学内/氏名", "学内/所属", "学外/氏名", "学外/所属"],
    ),
    "what a reviewer looks for explains, it is not the label": (
        ([["審査項目", "審査の観点", "記載欄（400字以内）"], ["① 体制", "・専任者がいるか\n・組織があるか", ""]],),
        ["① 体制(400)"],
    ),
    "examples in a column of their own": (
        ([["項目", "内容", "記入例"], ["拠点名", "", "架空拠点"], ["概要", "※200字以内で記載してください", "○○"]],),
        ["拠点名", "概要(200)"],
    ),
    "two sets of pairs side by side": (
        ([["申請者", "<", "連携企業", "<"], ["名称", "", "名称", ""]],),
        ["申請者/名称", "連携企業/名称"],
    ),
    "units in cells of their own": (([["売上高", "", "千円"], ["従業員数", "", "名"]],), ["売上高", "従業員数"]),
    "nothing is asked for the office": (([["受付番号\n※記入しないでください", ""], ["拠点名", ""]],), ["拠点名"]),
    "several blanks in a cell": (
        ([["連絡先", "TEL：\nE-mail："], ["住所", "〒　　　－\n"], ["人数", "　　人（うち女性　　人）"]],),
        ["連絡先/TEL", "連絡先/E-mail", "住所", "人数"],
    ),
    "a page in a cell": (
        ([["事業計画", "（１）目的（200字以内）\n\n（２）体制\n・責任者："]],),
        ["事業計画/(1) 目的(200)", "事業計画/体制/責任者"],
    ),
    "check columns without boxes": (
        ([["番号", "項目", "はい", "いいえ", "理由"], ["１", "専任者がいる", "", "", ""]],),
        ["１ 専任者がいる [はい|いいえ]".replace("１", "1"), "専任者がいる/理由"],
    ),
    "words to draw a circle round, marks to write": (
        ([["質問", "回答"], ["規程がある", "有・無"]], [["項目", "○×", "コメント"], ["本部組織", "", ""]]),
        ["規程がある [有|無]", "本部組織 [○|×]", "本部組織/コメント"],
    ),
    "one box for each statement": (
        ([["大項目", "確認内容", "チェック", "備考"], ["1 体制", "方針を公表しているか。", "□", ""],
          ["^", "専任者がいるか。", "□", ""]],),
        ["体制/方針を公表しているか [該当する]", "体制/方針を公表しているか/備考",
         "体制/専任者がいるか [該当する]", "体制/専任者がいるか/備考"],
    ),
    "questions in lines, with what is asked of a yes": (
        ("１．体制", "(1) 専任者はいますか。", "□はい　□いいえ", "（「はい」の場合、人数を記載してください）", "",
         "(2) 規程はありますか。　□はい　□いいえ", "　規程名：＿＿＿＿"),
        ["体制/(1) 専任者はいますか [はい|いいえ]", "体制/専任者はいますか/「はい」の場合、人数",
         "体制/(2) 規程はありますか [はい|いいえ]", "体制/規程はありますか/規程名"],
    ),
    "statements to confirm": (
        ("確認事項", "□ 内容に虚偽がないことを誓約します。", "□ 結果の公表に同意します。"),
        ["確認事項/内容に虚偽がないことを誓約します [内容に虚偽がないことを誓約します]",
         "確認事項/結果の公表に同意します [結果の公表に同意します]"],
    ),
    "notes on filling in are no items": (
        ("＜記入要領＞", "１．本様式に従って記入してください。", "２．文字数は400字以内としてください。",
         "【申請者】", "１．機関名", "", "２．代表者", ""),
        ["申請者/1 機関名", "申請者/2 代表者"],
    ),
    "plain lines with room": (
        ("地域連携拠点 応募用紙", "拠点名", "", "", "取組概要（400字以内）", ""),
        ["拠点名", "取組概要(400)"],
    ),
    "blanks between label and unit, date or seal": (
        ("１　事業の名称", "", "２　事業に要する経費　　　　　　円", "３　完了予定日　　令和　年　月　日",
         "代表者の氏名　　　　　　印"),
        ["1 事業の名称", "2 事業に要する経費", "3 完了予定日", "完了予定日/代表者の氏名"],
    ),
    "frames below numbered lines": (
        ("１　ビジョン", "※1ページ以内で記載してください。", [[""]],
         "２　実績（600字以内）", [["（記載例）○○社との共同研究"]]),
        ["1 ビジョン", "2 実績(600)"],
    ),
    "english": (
        ("1. Name of the hub: ________", "2. Summary (within 400 characters)", "", "3. Consent", "☐ Yes  ☐ No"),
        ["1 Name of the hub", "2 Summary(400)", "3 Consent [Yes|No]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_read(name: str) -> None:
    blocks, expected = LAYOUTS[name]
    assert asked(read_docx_form(written(*blocks), "様式.docx")) == expected


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_answer_of_a_layout_is_written_once(name: str) -> None:
    data = written(*LAYOUTS[name][0])
    form = read_docx_form(data, "様式.docx")
    texts = [item for item in form.items if item.kind is ItemKind.TEXT]
    answers = {item.id: Filled(text=f"<{at}>\n<{at}>") for at, item in enumerate(texts)}
    answers |= {item.id: Filled(chosen=item.options[-1:]) for item in form.items if item.kind is ItemKind.CHOICE}
    filled = text_of(fill_docx_form(data, form, Filling(answers=answers)))
    assert [filled.count(f"<{at}>") for at in range(len(texts))] == [2] * len(texts)


def text_of(data: bytes) -> str:
    return "".join(text.text or "" for text in Document(io.BytesIO(data)).element.body.iter(qn("w:t")))


RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
HINT = (
    "<w:r><w:rPr><w:color w:val='808080'/></w:rPr><w:t>クリックまたはタップしてテキストを入力してください。</w:t></w:r>"
)


def control(content: str, properties: str = "<w:showingPlcHdr/>") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def line(*contents: str) -> str:
    return f"<w:p>{''.join(part if part.startswith('<') else RUN.format(part) for part in contents)}</w:p>"


def form_field(kind: str, result: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    shown = mark.format("separate", "") + RUN.format(result) if result else ""
    begin = mark.format("begin", f"<w:ffData><w:name w:val='a'/>{kind}</w:ffData>")
    return begin + shown + mark.format("end", "")


MARKUP = {
    "a control of its own line": (line("１．概要") + control(line(HINT)), ["1 概要"]),
    "a control behind a label": (line("拠点名：", control(HINT)), ["拠点名"]),
    "cells in controls": (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{line('拠点名')}</w:tc>"
        f"{control(f'<w:tc>{line(HINT)}</w:tc>')}</w:tr></w:tbl>",
        ["拠点名"],
    ),
    "form fields": (
        line("１．名称：", form_field("<w:textInput/>", "\u2002\u2002"))
        + line("２．種別：", form_field("<w:ddList><w:listEntry w:val='大学'/><w:listEntry w:val='企業'/></w:ddList>"))
        + line("３．同意　", form_field("<w:checkBox><w:default w:val='0'/></w:checkBox>"), "する"),
        ["1 名称", "2 種別 [大学|企業]", "3 同意 [する]"],
    ),
    "underlined blanks": (
        line("代表者　", "<w:r><w:rPr><w:u w:val='single'/></w:rPr><w:t xml:space='preserve'>　　　　　</w:t></w:r>"),
        ["代表者"],
    ),
    "deleted and hidden words": (
        line(
            "１．概", "<w:del w:id='1'><w:r><w:delText>略</w:delText></w:r></w:del>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠</w:t></w:r>", f"<w:ins w:id='2'>{RUN.format('要')}</w:ins>",
        ) + "<w:p/>",
        ["1 概要"],
    ),
    "readings above words": (
        line(
            "１．",
            f"<w:r><w:ruby><w:rt>{RUN.format('きょてん')}</w:rt><w:rubyBase>{RUN.format('拠点')}</w:rubyBase></w:ruby></w:r>",
            "名",
        ) + "<w:p/>",
        ["1 拠点名"],
    ),
    "boxes of a symbol font": (
        line("１．規程　", "<w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>o</w:t></w:r>", "有　", "□無"),
        ["1 規程 [有|無]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_read_and_filled(name: str) -> None:
    body, expected = MARKUP[name]
    data = marked_up(body)
    form = read_docx_form(data, "様式.docx")
    assert asked(form) == expected
    answers = {
        item.id: Filled(chosen=item.options[-1:]) if item.kind is ItemKind.CHOICE else Filled(text="架空の回答")
        for item in form.items
    }
    filled = fill_docx_form(data, form, Filling(answers=answers))
    assert text_of(filled).count("架空の回答") == sum(item.kind is ItemKind.TEXT for item in form.items)
    assert "クリック" not in text_of(filled)


def test_form_fields_keep_their_state() -> None:
    data = marked_up(MARKUP["form fields"][0])
    form = read_docx_form(data, "様式.docx")
    answers = {item.id: Filled(chosen=item.options[-1:]) for item in form.items if item.options}
    body: Any = Document(io.BytesIO(fill_docx_form(data, form, Filling(answers=answers)))).element.body
    assert [result.get(qn("w:val")) for result in body.iter(qn("w:result"))] == ["1"]
    assert [checked.get(qn("w:val")) for checked in body.iter(qn("w:checked"))] == ["1"]


def test_words_of_explanation_alone_make_no_form() -> None:
    with pytest.raises(FormUnreadable):
        read_docx_form(
            written("制度の概要", "この制度は架空です。", [["年度", "予算"], ["令和7年度", "10億円"]]), "説明.docx"
        )


def test_lists_that_begin_anew_count_anew() -> None:
    word = Document()
    numbering: Any = word.part.numbering_part.element
    first = numbering.add_num(0)
    again = numbering.add_num(0)
    again.add_lvlOverride(ilvl=0).add_startOverride(1)
    abstract = numbering.find(qn("w:abstractNum"))
    first.abstractNumId.val = again.abstractNumId.val = int(abstract.get(qn("w:abstractNumId")))
    level = abstract.find(qn("w:lvl"))
    level.find(qn("w:numFmt")).set(qn("w:val"), "aiueoFullWidth")
    level.find(qn("w:lvlText")).set(qn("w:val"), "(%1)")
    for label, number in (("目的", first), ("方法", first), ("体制", again)):
        properties = word.add_paragraph(label)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number.numId
        word.add_paragraph("")
    written_file = io.BytesIO()
    word.save(written_file)
    assert asked(read_docx_form(written_file.getvalue(), "様式.docx")) == ["(ア) 目的", "(イ) 方法", "(ア) 体制"]
