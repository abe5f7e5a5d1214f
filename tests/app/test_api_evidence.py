"""/api/v1/dossiers/{id}/evidence: files sent, listed, read back, deleted; what is refused, and how large it is."""

import io
from collections.abc import Iterator

import pytest
from dossier_api import DOCX, DOSSIERS, PLAN, begin, docx_of, item_address, open_server, upload
from fastapi.testclient import TestClient
from openpyxl import Workbook
from problems import assert_problem

from advisor.knowledge import Knowledge

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture(scope="module")
def api(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return open_server(knowledge, tmp_path_factory.mktemp("dossiers"))


@pytest.fixture(scope="module")
def small(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A server that takes files of a megabyte, three a dossier, two megabytes together."""
    limits = {"evidence_file_mb": 1, "evidence_files": 3, "evidence_total_mb": 2}
    return open_server(knowledge, tmp_path_factory.mktemp("small"), **limits)


def xlsx_of(*rows: tuple[object, ...]) -> bytes:
    book, packed = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(packed)
    return packed.getvalue()


def megabytes(count: float, seed: str) -> bytes:
    """A text of that size, which says nothing."""
    line = f"{seed}{'。' * 30}\n".encode()
    return line * (int(count * 1_000_000) // len(line))


def test_a_bad_file_among_good_ones_is_told_and_the_others_are_kept(api: TestClient) -> None:
    dossier = begin(api)
    results = upload(
        api,
        dossier,
        ("計画.txt", PLAN.encode()),
        ("写真.png", PNG),
        ("壊れた.docx", docx_of("架空")[:700]),
        ("実績.xlsx", xlsx_of(("年度", "共同研究"), ("令和7年度", 42))),
        ("名ばかり.pdf", docx_of("架空")),
    )
    assert [result["name"] for result in results] == [
        "計画.txt",
        "写真.png",
        "壊れた.docx",
        "実績.xlsx",
        "名ばかり.pdf",
    ]
    assert [result["receipt"] is not None for result in results] == [True, False, False, True, False]
    codes = [result["problem"]["code"] for result in results if result["problem"]]
    assert codes == ["evidence_is_image", "document_damaged", "evidence_type_mismatch"]
    assert all(result["problem"]["status"] == 422 for result in results if result["problem"])
    kept = api.get(f"{DOSSIERS}/{dossier}/evidence").json()
    assert [receipt["name"] for receipt in kept] == ["計画.txt", "実績.xlsx"]
    assert [kept[0], kept[1]] == [results[0]["receipt"], results[3]["receipt"]]


def test_the_receipt_says_what_was_kept_and_the_same_file_again_gives_it(api: TestClient) -> None:
    dossier, data = begin(api), docx_of("架空の波間拠点の規程。", "第1条 拠点を置く。")
    (first,) = upload(api, dossier, ("規程.docx", data))
    assert first["receipt"]["size_bytes"] == len(data) and first["receipt"]["media_type"] == DOCX
    assert first["receipt"]["report"]["passages"] > 0
    (again,) = upload(api, dossier, ("写し.docx", data))
    assert again["receipt"] == first["receipt"]
    (other,) = upload(api, dossier, ("規程.docx", docx_of("架空の別の規程。")))
    assert other["receipt"]["name"] == "規程 (2).docx"


def test_how_a_file_was_read_is_told_in_the_language_asked_for(api: TestClient) -> None:
    book, packed = Workbook(), io.BytesIO()
    book.worksheets[0].append(("件数(架空)", 3))
    book.create_sheet("下書き").append(("隠れた数(架空)", 4))
    book["下書き"].sheet_state = "hidden"
    book.save(packed)
    address = f"{DOSSIERS}/{begin(api)}/evidence"
    reply = api.post(address, files=[("files", ("表.xlsx", packed.getvalue()))], params={"language": "en"})
    (result,) = reply.json()
    assert result["receipt"]["report"]["hidden"] == 1 and len(result["notes"]) == 1
    assert result["notes"][0].isascii()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("報告/第1章.txt", "第1章.txt"),
        ("../../etc/計画.txt", "計画.txt"),
        (r"C:\共有\計画.txt", "計画.txt"),
        ("計画\u202etxt.txt", "計画txt.txt"),
        ("사업 계획 ①.txt", "사업 계획 ①.txt"),
        ('半"角;x=1.txt', '半"角;x=1.txt'),
    ],
)
def test_any_name_is_kept_harmless_and_handed_out_as_an_attachment(api: TestClient, sent: str, kept: str) -> None:
    dossier, data = begin(api), PLAN.encode()
    (result,) = upload(api, dossier, (sent, data))
    name, file_id = result["receipt"]["name"], result["receipt"]["id"]
    assert name.replace("%22", '"') == kept  # browsers and httpx send a quotation mark so
    reply = api.get(f"{DOSSIERS}/{dossier}/evidence/{file_id}/content")
    assert reply.content == data
    disposition = reply.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="') and disposition.isascii()
    assert "/" not in disposition and "filename*=UTF-8''" in disposition
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"].startswith("sandbox")
    assert reply.headers["cache-control"] == "no-store"


def test_a_deleted_file_is_gone_and_so_is_what_was_drawn_from_it(api: TestClient) -> None:
    dossier = begin(api)
    gone, left = upload(api, dossier, ("計画.txt", PLAN.encode()), ("会議.txt", "架空の会議は月曜日に開く。".encode()))
    address = f"{DOSSIERS}/{dossier}/evidence/{gone['receipt']['id']}"
    assert api.delete(address).status_code == 204
    assert_problem(api.get(f"{address}/content"), 404, "evidence_missing")
    assert_problem(api.delete(address), 404, "evidence_missing")
    assert [receipt["id"] for receipt in api.get(f"{DOSSIERS}/{dossier}/evidence").json()] == [left["receipt"]["id"]]
    drafted = api.post(f"{DOSSIERS}/{dossier}/drafts", json={}, headers={"accept": "application/json"})
    assert drafted.status_code == 200 and "42件" not in drafted.text


def test_files_belong_to_their_dossier_alone(api: TestClient) -> None:
    mine, other = begin(api), begin(api)
    (result,) = upload(api, mine, ("計画.txt", PLAN.encode()))
    address = f"{DOSSIERS}/{other}/evidence/{result['receipt']['id']}"
    assert_problem(api.get(f"{address}/content"), 404, "evidence_missing")
    assert_problem(api.delete(address), 404, "evidence_missing")
    assert api.get(f"{DOSSIERS}/{other}/evidence").json() == []
    for address in (f"{DOSSIERS}/nosuch/evidence", f"{DOSSIERS}/{'0' * 32}/evidence"):
        assert_problem(api.get(address), 404, "dossier_missing")
        assert_problem(api.post(address, files=[("files", ("計画.txt", b"x"))]), 404, "dossier_missing")


def test_a_file_over_a_limit_is_told_beside_those_that_are_kept(small: TestClient) -> None:
    dossier = begin(small)
    files = [("大.txt", megabytes(1.1, "大")), *((f"{at}.txt", f"架空の資料{at}。".encode()) for at in range(4))]
    results = upload(small, dossier, *files)
    told = [(result["problem"]["code"], result["problem"]["status"]) for result in results if result["problem"]]
    assert told == [("evidence_too_large", 413), ("evidence_too_many_files", 413)]
    assert "大.txt" in results[0]["problem"]["detail"]


def test_a_request_over_all_limits_is_refused_before_it_is_read(small: TestClient) -> None:
    address = f"{DOSSIERS}/{begin(small)}/evidence"
    files = [("files", (f"{at}.txt", megabytes(0.8, str(at)))) for at in range(4)]
    problem = assert_problem(small.post(address, files=files), 413, "upload_request_too_large")
    assert "3MB" in str(problem["detail"])

    def unannounced() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(40):
            yield bytes(100_000)

    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert_problem(small.post(address, content=unannounced(), headers=kind), 413, "body_too_large")
    assert small.get(address).json() == []


def test_elsewhere_the_body_stays_small(api: TestClient, small: TestClient) -> None:
    dossier = begin(api)
    long = {"text": "あ" * 400_000, "revision": 1}
    assert_problem(api.put(item_address(dossier, "finance"), json=long), 413, "body_too_large")
    assert_problem(api.put(f"{DOSSIERS}/{dossier}/evidence", content=bytes(1_500_000)), 413, "body_too_large")
    assert_problem(api.post("/api/v1/ask", content=bytes(1_500_000)), 413, "body_too_large")
    form = {"form": ("様式.docx", megabytes(1.5, "架空"))}
    reply = small.post(DOSSIERS, data={"title": "架空"}, files=form)
    problem = assert_problem(reply, 413, "evidence_too_large")
    assert "様式.docx" in str(problem["detail"])
    form = {"form": ("様式.docx", megabytes(2.5, "架空"))}
    assert_problem(small.post(DOSSIERS, data={"title": "架空"}, files=form), 413, "upload_request_too_large")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"json": {"files": []}}, "request_invalid"),
        ({"data": {"files": "計画.txt"}}, "request_invalid"),
        ({"files": [("file", ("計画.txt", b"x"))]}, "request_invalid"),
        (
            {"content": b"--x\r\nbroken", "headers": {"content-type": "multipart/form-data; boundary=y"}},
            "form_data_invalid",
        ),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, "form_data_invalid"),
    ],
)
def test_what_is_no_upload_is_told(api: TestClient, sent: dict[str, object], code: str) -> None:
    assert_problem(api.post(f"{DOSSIERS}/{begin(api)}/evidence", **sent), 422, code)  # type: ignore[arg-type]


def test_an_empty_file_and_one_without_a_name_are_told(api: TestClient) -> None:
    results = upload(api, begin(api), ("空.txt", b""), (".txt", b"x"))
    assert results[0]["problem"]["code"] == "document_empty"
    assert results[1]["receipt"]["name"] == "無題.txt"
