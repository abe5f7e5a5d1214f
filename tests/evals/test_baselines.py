"""The baselines: what they are given and hand back, how one that fails is left out, and each of them at work."""

import importlib
import json
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessage
from pydantic import ValidationError

from evals.baselines import answering, running
from evals.baselines.contract import (
    INSTALL,
    NOT_INSTALLED,
    Build,
    Document,
    Found,
    Question,
    Run,
    Search,
    Task,
    run_script,
    timed,
    write_whole,
)

TASK = Task(
    documents=(
        Document(id="deadline", text="公募の締切は令和七年九月三十日の正午です。郵送では受け付けません。"),
        Document(id="applicants", text="申請できる者は国立大学法人、公立大学法人及び高等専門学校とします。"),
        Document(id="weather", text="明日の天気は晴れで、洗濯日和になるでしょう。"),
    ),
    questions=(
        Question(id="q-1", text="締切はいつですか。"),
        Question(id="q-2", text="高等専門学校は申請できますか。"),
    ),
    depth=2,
)
RUN = Run(
    name="scripted",
    versions={"nothing": "1.0"},
    settings={"chunk": "whole documents"},
    index_s=0.5,
    search_ms={"q-1": 1.0, "q-2": 2.0},
    found={
        "q-1": tuple(Found(source_id="deadline", text=f"piece {number}") for number in range(1, 8)),
        "q-2": (),
    },
)


def sharing_letters(documents: Sequence[Document], depth: int) -> Search:
    """A system that finds whatever shares a letter with the question, and does not mind the depth."""
    return lambda question: [
        Found(source_id=document.id, text=document.text) for document in documents if set(question) & set(document.text)
    ]


def a_script(folder: Path, name: str, body: str) -> str:
    """A module of that body in `folder`, by its name."""
    (folder / f"{name}.py").write_text(body, encoding="utf-8")
    return name


def call(monkeypatch: pytest.MonkeyPatch, folder: Path, packages: list[str]) -> Path:
    """`run_script` called as from a command line; the file that it writes."""
    task, out = folder / "task.json", folder / "run.json"
    task.write_text(TASK.model_dump_json(), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["script", "--task", str(task), "--out", str(out)])
    run_script("scripted", packages, {"chunk": "whole documents"}, lambda: sharing_letters)
    return out


# The contract


def test_task_and_run_survive_their_files() -> None:
    assert Task.model_validate_json(TASK.model_dump_json()) == TASK
    assert Run.model_validate_json(RUN.model_dump_json()) == RUN


def test_the_files_have_the_agreed_keys() -> None:
    task, run = json.loads(TASK.model_dump_json()), json.loads(RUN.model_dump_json())
    assert set(task) == {"documents", "questions", "depth"}
    assert set(task["documents"][0]) == set(task["questions"][0]) == {"id", "text"}
    assert set(run) == {"name", "versions", "settings", "index_s", "search_ms", "found"}
    assert run["found"]["q-1"][0] == {"source_id": "deadline", "text": "piece 1"}


def test_an_unknown_key_or_no_depth_is_an_error() -> None:
    whole = json.loads(TASK.model_dump_json())
    for wrong in ({**whole, "extra": 1}, {**whole, "depth": 0}):
        with pytest.raises(ValidationError):
            Task.model_validate(wrong)


def test_no_more_pieces_than_asked_for() -> None:
    _, search_ms, found = timed(sharing_letters, TASK.model_copy(update={"depth": 1}))
    assert set(search_ms) == set(found) == {"q-1", "q-2"}
    assert all(len(pieces) == 1 for pieces in found.values())


def test_writing_leaves_nothing_unfinished(tmp_path: Path) -> None:
    write_whole(tmp_path / "run.json", "old")
    write_whole(tmp_path / "run.json", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("run.json", "new")]


def test_a_script_writes_its_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = call(monkeypatch, tmp_path, ["pydantic"])
    run = Run.model_validate_json(out.read_bytes())
    assert run.versions == {"pydantic": version("pydantic")}
    assert run.settings == {"chunk": "whole documents"}
    assert run.found["q-1"][0].source_id == "deadline"


def test_a_missing_package_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call(monkeypatch, tmp_path, ["pydantic", "no-such-package"])
    assert ended.value.code == NOT_INSTALLED == 3
    assert capsys.readouterr().err == f"no-such-package is not installed: {INSTALL}\n"
    assert not (tmp_path / "run.json").exists()


def test_baselines_do_without_the_advisor() -> None:
    for module in Path(running.__file__).parent.glob("*.py"):
        lines = module.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.strip().startswith(("from advisor", "import advisor"))], module.name


# Running them all


def test_what_fails_is_left_out_and_the_rest_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "run.txt").write_text(RUN.model_dump_json(), encoding="utf-8")
    copy = "import shutil, sys; shutil.copy(__file__.replace('working.py', 'run.txt'), sys.argv[4])"
    modules = {
        "missing": a_script(
            tmp_path, "missing", "import sys; print('x is not installed', file=sys.stderr); sys.exit(3)"
        ),
        "crashing": a_script(tmp_path, "crashing", "raise ValueError('the store is full')"),
        "silent": a_script(tmp_path, "silent", ""),
        "working": a_script(tmp_path, "working", copy),
    }
    assert running.run_modules(modules, TASK, tmp_path / "runs") == {
        "missing": "x is not installed",
        "crashing": "failed with exit code 1: ValueError: the store is full",
        "silent": "wrote no run",
        "working": RUN,
    }
    assert Task.model_validate_json((tmp_path / "runs" / "task.json").read_bytes()) == TASK


def test_an_earlier_run_does_not_pass_for_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    write_whole(tmp_path / "silent.json", RUN.model_dump_json())
    assert running.run_modules({"silent": a_script(tmp_path, "silent", "")}, TASK, tmp_path) == {
        "silent": "wrote no run"
    }


def test_one_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    modules = {"slow": a_script(tmp_path, "slow", "import time; time.sleep(60)")}
    assert running.run_modules(modules, TASK, tmp_path, timeout_s=0.2) == {"slow": "no result after 0.2 s"}


# Each of them


def missing_package(script: str) -> str | None:
    """The first package that the script needs and that is not installed."""
    module = importlib.import_module(f"{running.PACKAGE}.{script}")
    for package in module.PACKAGES:
        try:
            version(package)
        except PackageNotFoundError:
            return str(package)
    return None


@pytest.mark.parametrize("script", running.SCRIPTS)
def test_every_script_says_what_it_is(script: str) -> None:
    module = importlib.import_module(f"{running.PACKAGE}.{script}")
    assert module.NAME and module.PACKAGES and module.load.__annotations__ == {"return": Build}
    assert all(isinstance(text, str) for pair in module.SETTINGS.items() for text in pair)


@pytest.mark.parametrize("script", running.SCRIPTS)
def test_every_script_finds_something(script: str, tmp_path: Path) -> None:
    if package := missing_package(script):
        pytest.skip(f"{package} is not installed (extra baselines)")
    run = running.run_module(f"{running.PACKAGE}.{script}", *task_and_run(tmp_path), running.TIMEOUT_S)
    assert isinstance(run, Run), run
    assert set(run.found) == set(run.search_ms) == {"q-1", "q-2"}
    texts = {document.id: document.text for document in TASK.documents}
    for pieces in run.found.values():
        assert 1 <= len(pieces) <= TASK.depth
        assert all(piece.text in texts[piece.source_id] for piece in pieces)
    # An English model need not know which is which; all others find the one document that answers.
    if script != "langchain_chroma_english":
        assert [run.found[question][0].source_id for question in ("q-1", "q-2")] == ["deadline", "applicants"]


def task_and_run(folder: Path) -> tuple[Path, Path]:
    """The task in its file, and where its run is to go."""
    write_whole(folder / "task.json", TASK.model_dump_json())
    return folder / "task.json", folder / "run.json"


def test_a_script_without_its_package_is_left_out_with_the_reason(tmp_path: Path) -> None:
    if not (package := missing_package("haystack_bm25")):
        pytest.skip("the extra baselines is installed")
    module = f"{running.PACKAGE}.haystack_bm25"
    left_out = running.run_module(module, *task_and_run(tmp_path), running.TIMEOUT_S)
    assert left_out == f"{package} is not installed: {INSTALL}"


# Answers from what was found


def test_a_model_answers_every_question_once() -> None:
    model = FakeListChatModel(responses=[" 令和七年九月三十日の正午です。\n", "分かりません。"])
    assert answering.answers(TASK, RUN, model) == {"q-1": "令和七年九月三十日の正午です。", "q-2": "分かりません。"}


def test_the_model_reads_the_question_and_the_first_pieces() -> None:
    asked: list[str] = []

    class Listening(FakeListChatModel):
        def invoke(self, input: object, *_: object, **__: object) -> AIMessage:  # type: ignore[override]
            asked.append(str(input))
            return AIMessage("…")

    answering.answers(TASK, RUN, Listening(responses=[]))
    assert "締切はいつですか。" in asked[0] and "高等専門学校は申請できますか。" in asked[1]
    assert "piece 5" in asked[0] and "piece 6" not in asked[0]
    assert "piece" not in asked[1]


def test_the_prompt_file_is_whole() -> None:
    prompt = answering.read_prompt()
    assert prompt.id == answering.PROMPT_FILE.stem
    with pytest.raises(KeyError):
        prompt.fill(question="q")
    filled = prompt.fill(**{variable: f"<{variable}>" for variable in prompt.variables})
    assert all(f"<{variable}>" in filled for variable in prompt.variables) and "$" not in filled
