"""`advisor verify --batch`: anyone's statements in, verdicts out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor.cli import app
from advisor.errors import QuestionRejected, ServiceFault
from advisor.knowledge import Knowledge
from advisor.verifying.batch import verify_batch

GUIDELINES = "j-innovation-hub-call-7-guidelines"
WHO = "申請者は国立大学法人、公立大学法人、学校法人(私立大学)、高等専門学校及びこれらに準じる機関とし"
DEADLINE = "令和7年8月27日(水)12時必着"


def said(text: str, quote: str = WHO, citations: tuple[int, ...] = (1,)) -> dict[str, object]:
    return {"text": text, "citations": list(citations), "quote": quote}


def line(*statements: dict[str, object], **changes: object) -> dict[str, object]:
    passages = [{"n": n, "source_id": GUIDELINES, "quote": quote} for n, quote in ((1, WHO), (2, DEADLINE))]
    given = {"id": "x", "question": "高専は申請できますか", "as_of": "2025-08-20", "passages": passages}
    return {**given, "statements": list(statements), **changes}


def verdicts(tmp_path: Path, knowledge: Knowledge, *lines: dict[str, object]) -> list[list[tuple[str, list[str]]]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines), encoding="utf-8")
    count = verify_batch(source, target, knowledge)
    out = [json.loads(each) for each in target.read_text(encoding="utf-8").splitlines()]
    assert count == sum(len(each["statements"]) for each in out)
    assert all(told["reason"] and told["reason_en"] for each in out for told in each["statements"])
    return [[(told["verdict"], told["codes"]) for told in each["statements"]] for each in out]


def test_keeps_what_holds_and_drops_the_rest_with_reasons(tmp_path: Path, knowledge: Knowledge) -> None:
    found = verdicts(
        tmp_path,
        knowledge,
        line(
            said("はい、高等専門学校も申請できます。"),
            said("はい、高等専門学校も申請できます。", citations=()),
            said("はい、高等専門学校も申請できます。", citations=(7,)),
            said("はい、高等専門学校も申請できます。", quote=WHO.replace("高等", "中等")),
            said("いいえ、高等専門学校は申請できません。"),
            said("民間企業も申請できます。"),
            said("締切は2025年8月28日です。", quote=DEADLINE, citations=(2,)),
            said("第7回の締切は2025年8月27日12時必着です。", quote=DEADLINE, citations=(2,)),
        ),
    )[0]
    assert [verdict for verdict, _ in found] == ["keep", *["drop"] * 6, "keep"]
    assert [codes[0] for _, codes in found[1:4]] == ["no_quote", "unknown_citation", "quote_not_in_passage"]
    assert "contradicts_program" in found[5][1] and "date_not_in_quote" in found[6][1]


def test_time_and_round_decide(tmp_path: Path, knowledge: Knowledge) -> None:
    open_now = said("第7回の公募は現在も受け付けています。", quote=DEADLINE, citations=(2,))
    second = {
        "n": 1,
        "source_id": "j-innovation-hub-call-2-outline",
        "quote": "公募期間は、令和2年10月12日（月）～11月13日（金）正午です。",
    }
    told = said("締切は2020年11月13日の正午です。", quote=second["quote"])
    found = verdicts(
        tmp_path,
        knowledge,
        line(open_now),
        line(open_now, as_of="2025-08-28"),
        line(told, question="締切はいつですか", passages=[second]),
        line(told, question="第2回の締切はいつでしたか", passages=[second]),
    )
    assert [each[0][0] for each in found] == ["keep", "drop", "drop", "keep"]
    assert set(found[2][0][1]) & {"other_round", "contradicts_program"}


def test_a_passage_must_stand_in_a_source_that_is_known(tmp_path: Path, knowledge: Knowledge) -> None:
    forged = {"n": 1, "source_id": GUIDELINES, "quote": "申請者は国立大学法人及び民間企業とし"}
    elsewhere = {"n": 1, "source_id": "my-own-paper", "quote": "甲研究会は毎年5月に開催される。"}
    found = verdicts(
        tmp_path,
        knowledge,
        line(said("申請者は国立大学法人です。", quote="国立大学法人"), passages=[forged]),
        line(
            said("甲研究会は毎年5月に開かれます。", quote="毎年5月に開催"), passages=[elsewhere], question="いつですか"
        ),
    )
    assert "quote_not_in_source" in found[0][0][1]
    assert found[1][0][0] == "keep"


def test_a_source_may_be_called_by_its_file(tmp_path: Path, knowledge: Knowledge) -> None:
    forged = {"n": 1, "source_id": f"{GUIDELINES}.txt", "quote": "申請者は国立大学法人及び民間企業とし"}
    found = verdicts(
        tmp_path, knowledge, line(said("申請者は国立大学法人です。", quote="国立大学法人"), passages=[forged])
    )
    assert "quote_not_in_source" in found[0][0][1]


def test_keys_that_are_not_known_are_ignored_and_ids_repeat(tmp_path: Path, knowledge: Knowledge) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given = line({**said("はい、高等専門学校も申請できます。"), "expect": "keep"}, id=7, note="x", question="")
    source.write_text("\n" + json.dumps(given) + "\n\n", encoding="utf-8")
    assert verify_batch(source, target, knowledge) == 1
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == 7


@pytest.mark.parametrize(
    "text", ["{", '{"id": "a"}\n{"id": "b", "statements": [{}]}', '{"id": "a", "as_of": "きのう"}']
)
def test_an_unreadable_line_is_named_and_nothing_is_written(tmp_path: Path, knowledge: Knowledge, text: str) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionRejected, match=str(text.count("\n") + 1)):
        verify_batch(source, target, knowledge)
    assert not list(tmp_path.glob("out*"))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, knowledge: Knowledge) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(line()), encoding="utf-8")
    with pytest.raises(ServiceFault):
        verify_batch(source, tmp_path / "no" / "out.jsonl", knowledge)


def test_the_command_is_described() -> None:
    assert "--batch" in CliRunner().invoke(app, ["verify", "--help"]).output
