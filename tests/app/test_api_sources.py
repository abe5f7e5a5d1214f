"""The sources, the surroundings of a quote, and the pictures of PDF pages."""

import io

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from problems import assert_problem
from sample_pdf import PDF_ID, TWICE

from advisor.knowledge import Knowledge, SourceDocument

SOURCES = "/api/v1/sources"
CALL_7 = "j-innovation-hub-call-7-guidelines"
QUOTE = "第7回公募期間"
MARKED = (255, 227, 128)


def test_lists_every_source(client: TestClient, knowledge: Knowledge) -> None:
    listed = client.get(SOURCES).json()
    assert {entry["source"]["id"] for entry in listed} == {*knowledge.sources, PDF_ID}
    assert all(entry["characters"] and entry["passages"] for entry in listed)


def test_shows_one_source(client: TestClient, knowledge: Knowledge) -> None:
    shown = client.get(f"{SOURCES}/{CALL_7}").json()
    assert shown["source"]["round"] == 7
    assert shown["report"]["characters"] == len(knowledge.sources[CALL_7].text)


def test_pages_through_the_passages(client: TestClient, knowledge: Knowledge) -> None:
    first = client.get(f"{SOURCES}/{CALL_7}/passages", params={"limit": 2}).json()
    second = client.get(f"{SOURCES}/{CALL_7}/passages", params={"limit": 2, "offset": 2}).json()
    text = knowledge.sources[CALL_7].text
    assert len(first["passages"]) == 2 and first["passages"] != second["passages"]
    assert all(text[p["start"] : p["end"]] == p["text"] for p in first["passages"] + second["passages"])


def test_shows_a_quote_in_its_surroundings(client: TestClient, knowledge: Knowledge) -> None:
    text = knowledge.sources[CALL_7].text
    start = text.index(QUOTE)
    shown = client.get(f"{SOURCES}/{CALL_7}/text", params={"start": start, "end": start + len(QUOTE)}).json()
    assert shown["text"] == QUOTE
    assert shown["before"] == text[start - 300 : start]
    assert shown["after"] == text[start + len(QUOTE) :][:300]


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 3), (0, 10**9), (0, 5001)])
def test_a_range_that_is_none(client: TestClient, start: int, end: int) -> None:
    assert_problem(client.get(f"{SOURCES}/{CALL_7}/text", params={"start": start, "end": end}), 422, "range_invalid")


def test_a_range_that_is_no_number(client: TestClient) -> None:
    assert_problem(client.get(f"{SOURCES}/{CALL_7}/text", params={"start": "x"}), 422, "request_invalid")


@pytest.mark.parametrize("tail", ["", "/passages", "/text?start=0&end=1", "/pages/1.png"])
@pytest.mark.parametrize("source_id", ["nosuch", "%2e%2e", "..%5c..%5cetc", "{0}", "a%00b", "%E3%81%82"])
def test_an_unknown_source(client: TestClient, source_id: str, tail: str) -> None:
    assert_problem(client.get(f"{SOURCES}/{source_id}{tail}"), 404, "source_unknown")


@pytest.mark.parametrize("source_id", ["..%2f..%2fpyproject.toml", "%2fetc%2fpasswd", "a/b/c"])
def test_a_path_is_no_source(client: TestClient, source_id: str) -> None:
    assert_problem(client.get(f"{SOURCES}/{source_id}"), 404, "not_found")


def picture(client: TestClient, page: int, **params: int) -> Image.Image:
    response = client.get(f"{SOURCES}/{PDF_ID}/pages/{page}.png", params=params)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def marked_rows(image: Image.Image) -> list[int]:
    """The rows of the picture that carry the colour of a mark."""
    width, height = image.size
    pixels = image.load()
    assert pixels is not None
    return [y for y in range(height) if any(pixels[x, y] == MARKED for x in range(0, width, 3))]


def test_a_page_without_a_quote_has_no_mark(client: TestClient) -> None:
    image = picture(client, 1)
    assert image.width == pytest.approx(1200, abs=2)
    assert not marked_rows(image)


def test_the_quote_is_marked_where_it_stands(client: TestClient, pdf_source: SourceDocument) -> None:
    quote = TWICE.removesuffix("。")
    places = [i for i in range(len(pdf_source.text)) if pdf_source.text.startswith(quote, i)]
    rows = [
        marked_rows(picture(client, page, start=i, end=i + len(quote)))
        for page, i in zip((1, 2, 2), places, strict=True)
    ]
    assert all(rows)
    assert rows[1][-1] < rows[2][0]  # the second page says it twice: each citation marks its own


def test_a_quote_that_is_not_on_the_page_has_no_mark(client: TestClient, pdf_source: SourceDocument) -> None:
    start = pdf_source.text.index("締切は未定")
    assert not marked_rows(picture(client, 1, start=start, end=start + 5))


def test_pages_that_are_none(client: TestClient) -> None:
    assert_problem(client.get(f"{SOURCES}/{PDF_ID}/pages/3.png"), 404, "page_unknown")
    assert_problem(client.get(f"{SOURCES}/{PDF_ID}/pages/0.png"), 404, "page_unknown")
    assert_problem(client.get(f"{SOURCES}/{PDF_ID}/pages/x.png"), 422, "request_invalid")
    assert_problem(client.get(f"{SOURCES}/{CALL_7}/pages/1.png"), 404, "page_without_picture")


def test_a_pdf_that_went_bad(client: TestClient, pdf_source: SourceDocument) -> None:
    good = pdf_source.path.read_bytes()
    try:
        pdf_source.path.write_bytes(b"%PDF-1.4 broken")
        assert_problem(client.get(f"{SOURCES}/{PDF_ID}/pages/1.png"), 422, "page_unreadable")
    finally:
        pdf_source.path.write_bytes(good)
