"""What the documents say exists: settings, commands, targets, links, addresses, code blocks."""

import ast
import importlib
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from advisor import cli
from advisor.settings import Settings
from app.api import PREFIX, create_api
from app.api.eligibility import CaseBody
from app.api.schemas import AskBody
from app.api.type_selection import HubBody
from app.openai_api import create_openai_api
from app.service import Service

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "prompts/README.md",
    ROOT / "evals/questions/README.md",
    ROOT / "evals/injections/README.md",
]
ADDRESS = "http://127.0.0.1:7860"
BODIES = {"/ask": AskBody, "/ask/stream": AskBody, "/eligibility": CaseBody, "/type-selection": HubBody}


def blocks(*languages: str) -> list[str]:
    """The README's code blocks in any of `languages`, without their indentation."""
    found = re.findall(r"^( *)```(\w+)\n(.*?)^ *```$", README, re.M | re.S)
    return [re.sub(rf"(?m)^{indent}", "", text) for indent, language, text in found if language in languages]


def advisor_lines() -> list[list[str]]:
    """Every use of the command `advisor` in code blocks and in inline code, as words after it."""
    shell = [line for block in blocks("sh") for line in block.splitlines()]
    inline = re.findall(r"`((?:ADVISOR_\w+=\S+ )?advisor [^`]+)`", README)
    uses = [re.search(r"(?:^|[ /])advisor ((?!\w*/).+)", line.split("#")[0]) for line in [*shell, *inline]]
    return [shlex.split(use[1]) for use in uses if use]


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(ADVISOR_\w+)` \| ([^|]+) \|", README, re.M))
    assert set(rows) == {f"ADVISOR_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if field.default_factory is None:
            assert rows[f"ADVISOR_{name.upper()}"] == f"`{field.default}`"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_setting_named_exists(document: Path) -> None:
    named = set(re.findall(r"ADVISOR_[A-Z_]+[A-Z]", document.read_text(encoding="utf-8")))
    assert named <= {f"ADVISOR_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|^)make ([a-z]+(?:-[a-z]+)*)", document.read_text(encoding="utf-8"), re.M))
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_and_picture_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    heads = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.+)$", text, re.M)}
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        assert (document.parent / path).exists(), target
        assert not anchor or path or anchor in heads, target


def test_every_command_named_exists_with_its_options() -> None:
    lines = advisor_lines()
    assert {"ask", "index", "serve", "corpus"} <= {words[0] for words in lines}
    for words in lines:
        command: Any = typer.main.get_command(cli.app)
        rest = list(words)
        while hasattr(command, "commands") and rest:
            name = rest.pop(0)
            assert name in command.commands, words
            command = command.commands[name]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in rest if word.startswith("--")} <= known, words


def test_every_address_named_is_served() -> None:
    served = {PREFIX + path for path in create_api(Service(Settings(_env_file=None))).openapi()["paths"]}
    served |= {"/healthz", "/readyz", "/mcp", f"{PREFIX}/openapi.json"}
    served |= {
        "/v1",
        *("/v1" + path for path in create_openai_api(Service(Settings(_env_file=None))).openapi()["paths"]),
    }
    patterns = [re.compile(re.sub(r"\\{\w+\\}", r"[^/]+", re.escape(path))) for path in served]
    named = re.findall(rf"{ADDRESS}(/[^\s'\"?`>]+)", README) + re.findall(rf"`({PREFIX}/[^`]+|/v1/[^`]+)`", README)
    assert named
    for path in named:
        assert any(pattern.fullmatch(path) for pattern in patterns), path


def test_json_and_yaml_parse_and_requests_are_valid() -> None:
    answers = [json.loads(block) for block in blocks("json")]
    assert answers
    for block in blocks("jsonl"):
        assert all(json.loads(line) for line in block.splitlines())
    assert all(yaml.safe_load(block) for block in blocks("yaml"))
    bodies = re.findall(rf"{ADDRESS}{PREFIX}(/[\w/-]+) [^\n]*\n? *-d '(\{{.+?\}})'", README)
    assert {path for path, _ in bodies} == set(BODIES)
    for path, body in bodies:
        BODIES[path].model_validate_json(body)


def test_python_blocks_import_what_exists() -> None:
    for block in blocks("python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and node.module:
                module = importlib.import_module(node.module)
                assert all(hasattr(module, alias.name) for alias in node.names), node.module


def test_no_document_names_a_machine() -> None:
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:home|root|Users|work|tmp)/", text), document.name
