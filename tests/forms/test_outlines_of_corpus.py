"""advisor/forms/outlines and corpus/forms: the built-in outlines, and what is told of ones that are wrong."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.corpus.problems import Problem
from advisor.errors import CorpusError
from advisor.forms.model import FormFormat, ItemKind
from advisor.forms.outlines import APPLICATION, CHECK_SHEET, Outline, check_outlines, load_outlines
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.settings import bundled

Spoiled = Callable[[str, str], Path]
NAMES = (APPLICATION, CHECK_SHEET)


@pytest.fixture(scope="module")
def outlines() -> dict[str, Outline]:
    return load_outlines(bundled("corpus"))


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoiled:
    """A corpus whose outline of the application has one piece of text replaced by another."""

    def spoil(old: str, new: str) -> Path:
        shutil.copytree(bundled("corpus") / "forms", tmp_path / "forms")
        path = tmp_path / "forms" / f"{APPLICATION}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return spoil


def checked(corpus: Path, knowledge: Knowledge) -> list[Problem]:
    return check_outlines(corpus, dict(knowledge.texts))


def test_both_outlines_are_there(outlines: dict[str, Outline]) -> None:
    assert set(outlines) == set(NAMES)


def test_nothing_is_wrong_with_them(knowledge: Knowledge) -> None:
    assert checked(bundled("corpus"), knowledge) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", NAMES)
def test_an_outline_says_on_its_face_that_it_is_not_official(
    name: str, language: Language, outlines: dict[str, Outline]
) -> None:
    form = outlines[name].form(language)
    assert form.format is FormFormat.OUTLINE and form.notice is not None
    said = form.notice.said(language)
    assert ("公式" in said and "ではありません" in said) if language is Language.JA else "not the official" in said


def test_the_application_asks_in_the_order_of_the_guidelines(outlines: dict[str, Outline]) -> None:
    items = outlines[APPLICATION].form().items
    assert [(item.number, item.id) for item in items] == [
        ("1-(1)", "vision-purpose"),
        ("1-(2)", "strategy-plan"),
        ("2-(1)", "staff"),
        ("2-(2)", "finance"),
        ("2-(3)", "facilities"),
        ("2-(4)", "contracts-security"),
        ("2-(5)", "training"),
        ("3", "process"),
        ("4", "outputs"),
    ]
    assert all(item.kind is ItemKind.TEXT and item.viewpoint == item.id for item in items)
    assert [item.path for item in items if item.number.startswith("2")] == [("拠点の基盤・インプット",)] * 5


def test_the_check_sheet_offers_yes_no_and_unknown(outlines: dict[str, Outline]) -> None:
    items = outlines[CHECK_SHEET].form().items
    assert all(item.kind is ItemKind.CHOICE and item.options == ("はい", "いいえ", "不明") for item in items)
    assert not any(item.multiple for item in items)


def test_a_chosen_type_leaves_out_the_points_of_the_other(outlines: dict[str, Outline]) -> None:
    sheet = outlines[CHECK_SHEET]
    every, regional = ({item.id for item in sheet.form(hub_type=kind).items} for kind in ("international", "regional"))
    assert every - regional == {"foreign-companies"}
    assert {item.id for item in sheet.form().items} == every


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_an_outline_is_in_both_languages(name: str, outlines: dict[str, Outline]) -> None:
    outline = outlines[name]
    texts = [outline.title, outline.notice]
    for above, leaf in outline.leaves():
        texts += [item.label for item in (*above, leaf)]
        texts += [text for viewpoint in leaf.viewpoints for text in (viewpoint.name, viewpoint.asks)]
    for text in texts:
        assert re.search(r"[ぁ-んァ-ヶ一-龥]", text.ja) and text.en.strip()
        assert not re.search(r"[ぁ-んァ-ヶ一-龥]", text.en), text.en
    assert len({item.label for item in outline.form(Language.EN).items}) == len(list(outline.leaves()))


@pytest.mark.parametrize("name", NAMES)
def test_every_leaf_has_a_core_viewpoint_of_any_type_or_its_own(name: str, outlines: dict[str, Outline]) -> None:
    for _, leaf in outlines[name].leaves():
        assert any(viewpoint.core and viewpoint.type is None for viewpoint in leaf.viewpoints), leaf.id


@pytest.mark.parametrize("name", NAMES)
def test_no_part_of_a_cue_is_empty(name: str, outlines: dict[str, Outline]) -> None:
    for _, leaf in outlines[name].leaves():
        for cue in (cue for viewpoint in leaf.viewpoints for cue in viewpoint.cues):
            words = [word for part in cue.split() for word in part.removeprefix("-").split("|")]
            assert words and all(words), cue
            assert any(not part.startswith("-") for part in cue.split()), cue


@pytest.mark.parametrize("name", NAMES)
def test_every_question_asks_for_a_document(name: str, outlines: dict[str, Outline]) -> None:
    for _, leaf in outlines[name].leaves():
        for viewpoint in leaf.viewpoints:
            assert re.search(r"か(?:\(.+\))?。$", viewpoint.asks.ja) and viewpoint.asks.en.endswith("?"), viewpoint.id
            assert not re.search(r"\d", viewpoint.name.ja), viewpoint.id


def test_a_viewpoint_is_found_by_its_id(outlines: dict[str, Outline]) -> None:
    assert outlines[APPLICATION].viewpoint("information-security").core
    with pytest.raises(KeyError):
        outlines[APPLICATION].viewpoint("none-such")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('quote: "ビジョンと目的"', 'quote: "ビジョンと目標"', "corpus_quote_not_found"),
        ("source: j-innovation-hub-call-7-guidelines", "source: none-such", "corpus_unknown_source"),
        ("id: vision-purpose", "id: strategy-plan", "corpus_duplicate_id"),
        ("- id: purpose\n", "- id: vision\n", "corpus_duplicate_id"),
        ("@head -センター長補佐", "@heads -センター長補佐", "corpus_unknown_word_class"),
    ],
)
def test_what_is_wrong_with_an_outline_is_told(
    old: str, new: str, code: str, spoiled: Spoiled, knowledge: Knowledge
) -> None:
    problems = checked(spoiled(old, new), knowledge)
    assert code in {problem.code for problem in problems}
    assert all(problem.file == f"forms/{APPLICATION}.yaml" for problem in problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("round: 7", "round: seven"),
        ("core: false", "cores: false"),
        ("type: international", "type: global"),
        ("title:\n", "title: [\n"),
        ('cues: ["戦略"', 'cues: [] #["戦略"'),
        ("notice:\n", "notices:\n"),
    ],
)
def test_an_outline_that_cannot_be_read_is_refused_by_name(old: str, new: str, spoiled: Spoiled) -> None:
    with pytest.raises(CorpusError, match=f"forms/{APPLICATION}.yaml"):
        load_outlines(spoiled(old, new))
