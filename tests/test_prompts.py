"""prompts/ and advisor/prompts.py: every file says what it is for, what goes in and what comes out."""

import re
from pathlib import Path
from string import Template
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from advisor.errors import ServiceFault
from advisor.llm.structured import is_closed
from advisor.prompts import PromptFile, load_prompt
from advisor.settings import bundled

FOLDER = bundled("prompts")
NAMES = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "README")
OF_THE_BASELINES = {"baseline-rag"}  # one text, read by evals/baselines as it is
OURS = [name for name in NAMES if name not in OF_THE_BASELINES]

HEADER = "id: test\npurpose: A test.\nversion: 1\ninputs: [question]\noutput: plain text\n"
BODY = "Answer.\n\n=== user ===\n\n$question\n"


def placeholders(prompt: PromptFile) -> set[str]:
    return {name for text in (prompt.system, prompt.user) for name in Template(text).get_identifiers()}


def objects_in(schema: Any) -> list[dict[str, Any]]:
    """Every schema of an object within a schema."""
    if isinstance(schema, list):
        return [found for each in schema for found in objects_in(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if schema.get("type") == "object" else []
    return own + [found for each in schema.values() for found in objects_in(each)]


def test_there_are_prompts() -> None:
    assert {"compose", "repair"} <= set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_file_is_a_prompt(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.id == name
    assert prompt.purpose.endswith(".")
    assert prompt.system
    assert prompt.user


@pytest.mark.parametrize("name", OURS)
def test_inputs_are_the_placeholders(name: str) -> None:
    prompt = load_prompt(name)
    assert len(set(prompt.inputs)) == len(prompt.inputs)
    assert set(prompt.inputs) == placeholders(prompt)


@pytest.mark.parametrize("name", OURS)
def test_every_placeholder_is_filled(name: str) -> None:
    prompt = load_prompt(name)
    filled = prompt.fill(**{key: f"<<{key}>>" for key in prompt.inputs})
    assert all(f"<<{key}>>" in filled.system + filled.user for key in prompt.inputs)
    assert not re.search(r"\$\{?[a-z]", filled.system + filled.user)


@pytest.mark.parametrize("name", OURS)
def test_output_is_a_closed_schema(name: str) -> None:
    schema = load_prompt(name).reply_schema
    assert schema is not None
    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert objects_in(schema)
    assert all(each["additionalProperties"] is False for each in objects_in(schema))
    assert is_closed(schema)  # so that strict mode takes it


@pytest.mark.parametrize("name", ["compose", "repair"])
def test_schema_takes_what_the_prompt_shows(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.reply_schema is not None
    validator = Draft202012Validator(prompt.reply_schema)
    validator.validate({"statements": [{"text": "…", "passages": [1], "quote": "…"}]})
    assert not validator.is_valid({"statements": [{"text": "…", "passages": [1]}]})
    assert not validator.is_valid({"statements": [{"text": "…", "passages": [1], "quote": "…", "sure": True}]})
    assert validator.is_valid({"statements": []}) is (name == "repair")


@pytest.mark.parametrize("name", OURS)
def test_evidence_and_question_are_declared_data(name: str) -> None:
    """What comes from documents and users stands in the user part alone, and the system part says that it is data."""
    prompt = load_prompt(name)
    system = set(Template(prompt.system).get_identifiers())
    assert system.isdisjoint({"evidence", "question", "earlier", "failed"})
    assert "data" in prompt.system


def test_readme_lists_every_file() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"{name}.md" not in readme] == []


def test_values_are_put_in_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "test.md").write_text(f"---\n{HEADER}---\n{BODY}", encoding="utf-8")
    filled = load_prompt("test", tmp_path).fill(question="$question ${evidence} $$ \\1")
    assert filled.user == "$question ${evidence} $$ \\1"


def test_an_input_that_is_missing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "test.md").write_text(f"---\n{HEADER}---\n{BODY}", encoding="utf-8")
    with pytest.raises(KeyError, match="question"):
        load_prompt("test", tmp_path).fill(language="English")


def test_plain_text_is_no_schema(tmp_path: Path) -> None:
    (tmp_path / "test.md").write_text(f"---\n{HEADER}---\n{BODY}", encoding="utf-8")
    assert load_prompt("test", tmp_path).reply_schema is None


def test_a_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "test.md").write_text(f"---\n{HEADER}---\n{BODY}", encoding="utf-8")
    first = load_prompt("test", tmp_path)
    (tmp_path / "test.md").unlink()
    assert load_prompt("test", tmp_path) is first


BROKEN = {
    "empty": b"",
    "no header": BODY.encode(),
    "header without end": f"---\n{HEADER}{BODY}".encode(),
    "no part for the user": f"---\n{HEADER}---\nAnswer.\n".encode(),
    "two parts for the user": f"---\n{HEADER}---\n{BODY}{BODY}".encode(),
    "broken YAML": f"---\nid: [test\n---\n{BODY}".encode(),
    "header is a list": f"---\n- id\n---\n{BODY}".encode(),
    "header is empty": f"---\n\n---\n{BODY}".encode(),
    "unknown key": f"---\n{HEADER}author: me\n---\n{BODY}".encode(),
    "key left out": f"---\n{HEADER.replace('version: 1', '')}---\n{BODY}".encode(),
    "version 0": f"---\n{HEADER.replace('1', '0')}---\n{BODY}".encode(),
    "inputs are no list": f"---\n{HEADER.replace('[question]', 'question')}---\n{BODY}".encode(),
    "output is a number": f"---\n{HEADER.replace('plain text', '3')}---\n{BODY}".encode(),
    "no UTF-8": f"---\n{HEADER}---\n回答\n=== user ===\n$question".encode("shift_jis"),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_a_fault_that_names_it(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "test.md").write_bytes(content)
    check_unreadable(tmp_path)


def test_a_missing_file_is_a_fault_that_names_it(tmp_path: Path) -> None:
    check_unreadable(tmp_path)


def test_a_folder_in_its_place_is_a_fault_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "test.md").mkdir()
    check_unreadable(tmp_path)


def check_unreadable(folder: Path) -> None:
    with pytest.raises(ServiceFault) as raised:
        load_prompt("test", folder)
    assert raised.value.code == "prompt_unreadable"
    for language in ("ja", "en"):
        message = raised.value.user_message(language)  # type: ignore[arg-type]
        assert "test.md" in message
        assert str(folder) not in message
