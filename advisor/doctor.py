"""`advisor doctor`: what is configured, whether it works, and how to turn on what is off. Changes and fetches nothing.

The one exception: a chat model that is set is asked for a tiny reply, which counts towards its budget.
"""

import json
import time
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from typing import Annotated

import typer

from advisor.corpus.manifest import load_manifest
from advisor.errors import AdvisorError, LlmFailed, ServiceFault
from advisor.ingest.passages import SPLITTER_VERSION
from advisor.knowledge import fingerprint, known_questions
from advisor.llm.probing import probe
from advisor.llm.usage import UsageBook
from advisor.messages import Language, say
from advisor.programs.load import load_programs
from advisor.retrieval.embedding import Embedder, make_embedder
from advisor.retrieval.index import read_meta
from advisor.retrieval.vectors import bundled_vectors_path, load_bundled
from advisor.settings import Settings
from advisor.values import Value

NOT_WORKING = 1  # the exit code; 2 is for faults of the command itself, as everywhere


class State(StrEnum):
    """Whether a part works, is not used, or is configured and does not work."""

    OK = "ok"
    OFF = "off"
    FAULT = "fault"


class Finding(Value):
    """One line about one part, in both languages."""

    topic: str
    state: State
    text: dict[Language, str]

    def line(self, language: Language) -> str:
        """The line that a person reads."""
        state, topic = say(f"doctor.state_{self.state}", language), say(f"doctor.topic_{self.topic}", language)
        return say("doctor.line", language, state=state, topic=topic, text=self.text[language])


def doctor_command(
    as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
    english: Annotated[bool, typer.Option("--english", help="messages in English")] = False,
) -> None:
    """設定されているもの、使えるもの、切ってあるものを調べる / tell what is configured, what works and what is off."""
    findings = list(examine(Settings()))
    works = all(finding.state != State.FAULT for finding in findings)
    if as_json:
        told = [{**finding.model_dump(mode="json"), "text": dict(finding.text)} for finding in findings]
        typer.echo(json.dumps({"works": works, "findings": told}, ensure_ascii=False, indent=2))
    else:
        language = Language.EN if english else Language.JA
        for finding in findings:
            typer.echo(finding.line(language))
        typer.echo(say("doctor.works" if works else "doctor.broken", language))
    if not works:
        raise typer.Exit(NOT_WORKING)


def examine(settings: Settings) -> Iterator[Finding]:
    """Each part in turn; one that does not work stops none of the others."""
    embedder = None
    try:
        embedder = make_embedder(_fetching_nothing(settings))
        yield _of_embedder(embedder)
    except AdvisorError as fault:
        yield _broken("embedder", fault)
    yield from _of_corpus(settings, embedder)
    yield _of_reranker(settings)
    yield from _of_chat(settings)


def _of_embedder(embedder: Embedder) -> Finding:
    embedder.embed_query("締切")  # loads the model
    begun = time.perf_counter()
    dimensions = len(embedder.embed_query("公募の締切はいつですか"))
    seconds = f"{time.perf_counter() - begun:.2f}"
    return _finding("embedder", State.OK, "embedder", name=embedder.model_id, dimensions=dimensions, seconds=seconds)


def _of_corpus(settings: Settings, embedder: Embedder | None) -> Iterator[Finding]:
    try:
        sources, programs = len(load_manifest(settings.corpus_dir).sources), load_programs(settings.corpus_dir)
        folder = settings.corpus_dir
        yield _finding("corpus", State.OK, "corpus", sources=sources, programs=len(programs), folder=folder)
        made_of = fingerprint(settings, known_questions(programs))
    except AdvisorError as fault:
        yield _broken("corpus", fault)
        return
    if embedder is None:
        return
    yield _of_index(settings, made_of, embedder.model_id)
    count = len(load_bundled(bundled_vectors_path(settings.corpus_dir, embedder.model_id)))
    yield _finding("vectors", State.OK if count else State.OFF, "vectors" if count else "vectors_none", count=count)


def _of_index(settings: Settings, made_of: str, model_id: str) -> Finding:
    try:
        meta = read_meta(settings.data_dir)
    except AdvisorError as fault:
        return _broken("index", fault)
    if meta is None:
        return _finding("index", State.OFF, "index_missing")
    if (meta.model_id, meta.splitter_version) != (model_id, SPLITTER_VERSION):
        return _broken("index", AdvisorError("index_other_model", made_by=meta.model_id, wanted=model_id))
    current = meta.fingerprint == made_of
    return _finding("index", State.OK if current else State.OFF, "index_current" if current else "index_stale")


def _of_reranker(settings: Settings) -> Finding:
    if settings.reranker is None:
        return _finding("reranker", State.OFF, "reranker_off")
    if find_spec("sentence_transformers") is None:
        return _broken("reranker", ServiceFault("models_extra_missing", model=settings.reranker))
    return _finding("reranker", State.OK, "reranker", name=settings.reranker)


def _of_chat(settings: Settings) -> Iterator[Finding]:
    if settings.chat_model is None:
        yield _finding("chat", State.OFF, "chat_off")
        return
    what = {
        "name": settings.chat_model,
        "url": settings.chat_base_url or _Said("usual_url"),
        "api_key": _Said("not_set" if settings.chat_api_key is None else "set"),
    }
    try:
        found = probe(settings)
        seconds, structured = f"{found.seconds:.1f}", _Said("yes" if found.structured else "no")
        yield _finding("chat", State.OK, "chat", seconds=seconds, structured=structured, **what)
    except LlmFailed as fault:
        yield _finding("chat", State.FAULT, "chat_fault", fault=fault, **what)
    used = UsageBook(settings.data_dir).today()
    yield _finding(
        "budget",
        State.OK,
        "budget",
        tokens=used.tokens,
        cost=f"{used.cost:.4f}",
        most_tokens=_limit(settings.chat_daily_tokens),
        most_cost=_limit(settings.chat_daily_cost),
    )


class _Said(str):
    """A value that is itself a message of doctor.toml."""


def _limit(most: float | None) -> object:
    return _Said("no_limit") if most is None else most


def _finding(topic: str, state: State, message: str, /, **values: object) -> Finding:
    def told(language: Language) -> str:
        return say(f"doctor.{message}", language, **{name: _in(language, value) for name, value in values.items()})

    return Finding(topic=topic, state=state, text={language: told(language) for language in Language})


def _in(language: Language, value: object) -> object:
    if isinstance(value, _Said):
        return say(f"doctor.{value}", language)
    return value.user_message(language) if isinstance(value, AdvisorError) else value


def _broken(topic: str, fault: AdvisorError) -> Finding:
    text = {language: " ".join(fault.user_message(language).split()) for language in Language}
    return Finding(topic=topic, state=State.FAULT, text=text)


def _fetching_nothing(settings: Settings) -> Settings:
    return settings.model_copy(update={"models_offline": True})
