"""The application over the real corpus, without a network; and a PDF source that the corpus does not have."""

import dataclasses
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sample_pdf import PDF_ID, make_pdf_source

from advisor.knowledge import Knowledge, SourceDocument
from advisor.settings import Settings
from app.main import create_app


@pytest.fixture(scope="session")
def settings(knowledge: Knowledge) -> Settings:
    return knowledge.settings


@pytest.fixture(scope="session")
def pdf_source(tmp_path_factory: pytest.TempPathFactory) -> SourceDocument:
    return make_pdf_source(tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="session")
def client(settings: Settings, knowledge: Knowledge, pdf_source: SourceDocument) -> Iterator[TestClient]:
    """A client of the application; it sees server errors as a browser would."""
    with_pdf = dataclasses.replace(knowledge, sources={**knowledge.sources, PDF_ID: pdf_source})
    with TestClient(create_app(settings, with_pdf), raise_server_exceptions=False) as opened:
        yield opened
