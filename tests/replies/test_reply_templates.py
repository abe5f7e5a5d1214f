"""advisor/replies/templates.py and prompts/replies/: templates of mails, bundled and of one's own."""

from pathlib import Path

import pytest

from advisor.errors import ServiceFault
from advisor.messages import Language
from advisor.replies.office import office_of
from advisor.replies.templates import load_template
from advisor.settings import Settings, bundled

JA = (bundled("prompts") / "replies" / "mail-ja.md").read_text(encoding="utf-8")


def own(folder: Path, text: str, name: str = "mail-ja.md") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", list(Language))
def test_the_bundled_templates_are_sound_and_listed(language: Language) -> None:
    template = load_template(language)
    assert template.id == f"mail-{language}"
    assert template.purpose.endswith(".")
    assert f"replies/{template.id}.md" in (bundled("prompts") / "README.md").read_text(encoding="utf-8")


def test_every_file_is_a_template_of_a_language() -> None:
    names = {path.name for path in (bundled("prompts") / "replies").iterdir()}
    assert names == {f"mail-{language}.md" for language in Language}


def test_a_line_with_an_empty_value_is_left_out_and_others_stay() -> None:
    template = load_template(Language.JA)
    values = {"recipient": "ご担当者様", "office": "架空室", "answers": "一行目\n\n\n二行目", "signature": "署名"}
    text = template.fill("mail", regret="", call="", notes="", **values)
    assert "\n\n\n" not in text
    assert "ありがとうございます。\nご質問につきまして" in text
    assert text.startswith("ご担当者様\n\nお世話になっております。\n架空室です。")
    assert text.endswith("署名")


def test_values_are_put_in_as_they_are() -> None:
    filled = load_template(Language.JA).fill("single", answer="$recipient ${office} $$ \\1", remarks="", citations="")
    assert filled == "$recipient ${office} $$ \\1"


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError, match="recipient"):
        load_template(Language.JA).fill("mail", answers="…")


def test_a_folder_of_ones_own_comes_first_and_lacks_nothing(tmp_path: Path) -> None:
    folder = own(tmp_path, JA.replace("お世話になっております。", "平素よりお世話になっております。"))
    assert "平素より" in load_template(Language.JA, folder).mail
    assert load_template(Language.EN, folder) == load_template(Language.EN)


def test_the_setting_names_the_folder(tmp_path: Path) -> None:
    office = office_of(Settings(_env_file=None, reply_templates=tmp_path))
    assert office.templates == tmp_path
    assert office_of(Settings(_env_file=None, reply_templates="")).templates is None


BROKEN = {
    "empty": ("", "front matter"),
    "no header": (JA.split("---\n", 2)[2], "front matter"),
    "an unknown placeholder": (JA.replace("$notes", "$notes $price"), "$price"),
    "one that is needed is missing": (JA.replace("■ ご質問$number:", "■ ご質問"), "$number"),
    "one that has no value there": (JA.replace("=== single ===", "=== single ===\n$signature"), "$signature"),
    "one that is not declared": (JA.replace("inputs: [subject, ", "inputs: ["), "$subject"),
    "one that is declared and not used": (JA.replace("inputs: [", "inputs: [extra, "), "$extra"),
    "a lone dollar": (JA.replace("$notes", "$notes 100$"), "mail"),
    "a part is missing": (JA.split("=== single ===")[0], "single"),
    "a part twice": (JA + "\n=== single ===\n$answer $remarks $citations\n", "part"),
    "words before the first part": (JA.replace("=== subject ===", "hello\n=== subject ==="), "part"),
    "a key that nobody knows": (JA.replace("version: 1", "version: 1\nauthor: x"), "author"),
    "version 0": (JA.replace("version: 1", "version: 0"), "version"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_a_fault_that_names_what_is_wrong(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ServiceFault) as raised:
        load_template(Language.JA, own(tmp_path, text))
    assert raised.value.code == "reply_template_invalid"
    for language in Language:
        message = raised.value.user_message(language)
        assert "mail-ja.md" in message
        assert said in message
        assert str(tmp_path) not in message


def test_other_encodings_and_folders_that_are_not_there_are_faults(tmp_path: Path) -> None:
    (tmp_path / "mail-ja.md").write_bytes(JA.encode("shift_jis", "replace"))
    with pytest.raises(ServiceFault, match="mail-ja"):
        load_template(Language.JA, tmp_path)
    with pytest.raises(ServiceFault, match="nowhere"):
        load_template(Language.JA, tmp_path / "nowhere")
