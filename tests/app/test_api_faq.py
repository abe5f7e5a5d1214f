"""/api/v1/faq: from approved replies to what everybody reads, and out again; as files; clear faults."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from dossier_api import open_server
from fastapi.testclient import TestClient
from inquiry_api import (
    ENTRIES,
    FAQ,
    INQUIRIES,
    KEY,
    KOSEN,
    OPEN_DAY,
    Seen,
    approve,
    approved,
    decide,
    draft,
    entry_step,
    publish,
    take,
    write,
)
from problems import assert_problem
from pydantic import SecretStr

from advisor.knowledge import Knowledge

CANDIDATES = f"{FAQ}/desk/candidates"
ANSWER = "はい、高等専門学校も応募できます。"


@pytest.fixture(scope="module")
def api(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return open_server(knowledge, tmp_path_factory.mktemp("faq"))


def begin(api: TestClient, question: str = KOSEN, answer: str = ANSWER, **more: str) -> str:
    reply = api.post(ENTRIES, json={"question": question, "answer": answer, "topic": "eligibility", **more})
    assert reply.status_code == 201, reply.text
    return str(reply.json()["id"])


def ask(api: TestClient, question: str, as_of: str = OPEN_DAY, **more: Any) -> dict[str, Any]:
    reply = api.post("/api/v1/ask", json={"question": question, "as_of": as_of, **more})
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def cited(answer: dict[str, Any]) -> set[str]:
    return {citation["source_id"] for citation in answer["citations"] if citation["source_id"].startswith("faq:")}


def public(api: TestClient) -> list[str]:
    return [entry["id"] for entry in api.get(FAQ, params={"as_of": OPEN_DAY}).json()]


# --- the whole way


def test_every_address_on_the_way_from_a_reply_to_the_public(knowledge: Knowledge, tmp_path: Path) -> None:
    api = open_server(knowledge, tmp_path)
    seen = Seen(api)
    assert api.get(FAQ).json() == [] == api.get(CANDIDATES).json() == api.get(ENTRIES).json()
    approved(api, sender_name="架空 花子", sender_email="hanako@example.ac.jp")
    approved(api, "高専でも応募は可能ですか。", sender_name="架空 太郎")
    (candidate,) = api.get(CANDIDATES).json()
    assert candidate["asked"] == 2 and "花子" not in json.dumps(candidate, ensure_ascii=False)
    assert candidate["quotes"] and "お世話になって" not in candidate["answer"]
    begun = api.post(ENTRIES, json={"candidate": candidate["key"]})
    entry_id, etag = begun.json()["id"], begun.headers["etag"]
    assert begun.status_code == 201 and etag == '"1"' and api.get(CANDIDATES).json() == []
    here = f"{ENTRIES}/{entry_id}"
    text = {"question": KOSEN, "answer": f"{ANSWER}締切は2025年8月27日12時です。", "variants": ["高専の応募は?"]}
    edited = api.put(here, json=text, headers={"if-match": etag}).json()
    assert edited["quotes"] == begun.json()["quotes"] and edited["variants"] == ["高専の応募は?"]
    assert public(api) == [] and not cited(ask(api, KOSEN))
    publish(api, entry_id)
    assert [each["id"] for each in api.get(ENTRIES, params={"status": ["approved"]}).json()] == [entry_id]
    (shown,) = api.get(FAQ, params={"as_of": OPEN_DAY, "language": "ja"}).json()
    assert shown["answer"] == text["answer"] and set(shown) == {
        *("id", "question", "answer", "variants", "topic", "language", "quotes", "binding", "approved_at")
    }
    for ending in ("md", "csv", "html", "json"):
        assert ANSWER in api.get(f"{FAQ}.{ending}", params={"as_of": OPEN_DAY}).text
    answer = ask(api, KOSEN)
    assert cited(answer) == {f"faq:{entry_id}"} and ANSWER in answer["text"]
    assert entry_step(api, entry_id, "retire", note="古い").json()["status"] == "retired"
    assert public(api) == [] and not cited(ask(api, KOSEN))
    versions = [version["kind"] for version in api.get(f"{here}/versions").json()]
    assert versions == ["create", "edit", "to_review", "approve", "retire"]
    assert seen.left_out("/faq") == set()


# --- what is learnt from


def test_only_approved_words_reach_candidates_the_public_and_the_answers(
    knowledge: Knowledge, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    api = open_server(knowledge, tmp_path)
    marker = "ズブロッカ7Q"
    take(api, f"{KOSEN}{marker}の場合です。", subject=marker, sender_name=marker, organisation=f"架空{marker}大学")
    drafted = take(api, "押印は必要ですか。")
    write(api, drafted, f"{marker}は必要です。")
    rejected = take(api, "電子申請はできますか。")
    write(api, rejected, f"{marker}で申請できます。")
    decide(api, rejected, "reject", note=marker)
    reviewed = take(api, "説明会はありますか。")
    write(api, reviewed, f"{marker}会があります。")
    decide(api, reviewed, "to_review", note=marker)
    sent_back = take(api, "様式はどこですか。")
    write(api, sent_back, f"{marker}にあります。")
    decide(api, sent_back, "to_review")
    decide(api, sent_back, "send_back", note=marker)
    reopened = take(api, "採択は何件ですか。")
    write(api, reopened, f"{marker}件です。")
    approve(api, reopened)
    decide(api, reopened, "reopen", note=marker)
    edited = take(api)
    write(api, edited, f"以前の案: {marker}")
    write(api, edited, "架空大学\nご担当者様\n\n高等専門学校も応募できます。\n\n以上、よろしくお願いいたします。")
    approve(api, edited)
    begin(api, "電子申請はできますか。", f"{marker}で申請できます。")  # a draft of an entry
    read = [
        api.get(CANDIDATES).text,
        api.get(FAQ).text,
        *(api.get(f"{FAQ}.{ending}").text for ending in ("md", "csv", "html", "json")),
        *(json.dumps(ask(api, question), ensure_ascii=False) for question in (KOSEN, "押印は必要ですか。")),
        api.post(f"{INQUIRIES}/{take(api)}/draft", json={"as_of": OPEN_DAY}).text,
        caplog.text,
    ]
    assert "高等専門学校も応募できます。" in read[0]
    assert [place for place, text in enumerate(read) if marker in text] == []


def test_a_reply_that_is_reopened_or_deleted_is_no_candidate(api: TestClient) -> None:
    one = approved(api, "説明会はいつですか。")
    assert "説明会はいつですか。" in api.get(CANDIDATES).text
    decide(api, one, "reopen", note="誤り")
    assert "説明会はいつですか。" not in api.get(CANDIDATES).text
    approve(api, one)
    assert "説明会はいつですか。" in api.get(CANDIDATES).text
    api.delete(f"{INQUIRIES}/{one}")
    assert "説明会はいつですか。" not in api.get(CANDIDATES).text


def test_an_approved_entry_serves_the_next_draft_and_is_named_in_it(api: TestClient) -> None:
    entry_id = begin(api, "押印は必要ですか。", "押印は不要です。電子ファイルのままお送りください。")
    publish(api, entry_id)
    reply = draft(api, take(api, "押印は必要ですか。"))
    assert "押印は不要です" in reply["text"] and "事務局回答" in reply["text"]
    used = {c["source_id"] for each in reply["draft"]["answered"] for c in each["answer"]["citations"]}
    assert f"faq:{entry_id}" in used
    entry_step(api, entry_id, "retire")
    assert "電子ファイルのまま" not in draft(api, take(api, "押印は必要ですか。"))["text"]


# --- changes that do not fit


def test_of_two_edits_neither_is_lost(api: TestClient) -> None:
    entry_id = begin(api, "様式はどこですか。")
    here = f"{ENTRIES}/{entry_id}"
    first = api.put(here, json={"question": "様式は?", "answer": "先の人。", "revision": 1})
    assert first.headers["etag"] == '"2"'
    late = api.put(here, json={"question": "様式は?", "answer": "後の人。", "revision": 1})
    assert (late.status_code, late.json()["code"]) == (409, "faq_changed_meanwhile")
    assert api.get(here).json()["answer"] == "先の人。"
    kept = [(version["kind"], version["answer"]) for version in api.get(f"{here}/versions").json()]
    assert kept[1:] == [("edit", "先の人。"), ("conflict", "後の人。")]
    assert_problem(api.put(here, json={"question": "x", "answer": "x"}), 422, "revision_missing")
    for step in ("to_review", "approve", "take_back", "retire"):
        stale = api.post(f"{here}/steps", json={"step": step, "revision": 1, "checked": True})
        assert (stale.status_code, stale.json()["code"]) == (409, "faq_changed_meanwhile")


@pytest.mark.parametrize("path", ["", "/steps"])
def test_a_precondition_that_failed_says_so(api: TestClient, path: str) -> None:
    here = f"{ENTRIES}/{begin(api)}{path}"
    method, body = ("POST", {"step": "retire"}) if path else ("PUT", {"question": "x", "answer": "y"})
    reply = api.request(method, here, json=body, headers={"if-match": '"77"'})
    assert (reply.status_code, reply.json()["code"]) == (412, "faq_changed_meanwhile")


def test_steps_that_cannot_be_taken(api: TestClient) -> None:
    entry_id = begin(api, "見学はできますか。", "担当者へお問い合わせください。")
    for step in ("approve", "take_back"):
        assert entry_step(api, entry_id, step, checked=True).json()["code"] == "faq_status_wrong"
    assert entry_step(api, entry_id, "to_review").status_code == 200
    assert entry_step(api, entry_id, "approve").json()["code"] == "faq_unchecked"
    assert_problem(entry_step(api, entry_id, "approve", checked=True, as_of="soon"), 422, "as_of_invalid")
    assert_problem(entry_step(api, entry_id, "burn"), 422, "request_invalid")
    revision = api.get(f"{ENTRIES}/{entry_id}").json()["revision"]
    private = {"question": "見学は?", "answer": "hanako@example.ac.jp か 090-0000-0000 へ。", "revision": revision}
    assert api.put(f"{ENTRIES}/{entry_id}", json=private).status_code == 200
    assert entry_step(api, entry_id, "approve", checked=True).json()["code"] == "faq_personal_left"
    quotes = [{"source_id": "j-innovation-hub-call-7-guidelines", "title": "x", "round": 7, "quote": "どこにもない文"}]
    lost = {"question": "見学は?", "answer": "できません。", "quotes": quotes, "revision": revision + 1}
    assert api.put(f"{ENTRIES}/{entry_id}", json=lost).status_code == 200
    assert entry_step(api, entry_id, "approve", checked=True).json()["code"] == "faq_quotes_lost"
    empty = {"question": "見学は?", "answer": " ", "quotes": [], "revision": revision + 2}
    assert api.put(f"{ENTRIES}/{entry_id}", json=empty).status_code == 200
    assert entry_step(api, entry_id, "approve", checked=True).json()["code"] == "faq_empty"
    assert entry_step(api, entry_id, "retire").status_code == 200
    assert entry_step(api, entry_id, "retire").json()["code"] == "faq_status_wrong"
    assert entry_step(api, entry_id, "approve", checked=True).json()["code"] == "faq_status_wrong"
    assert entry_id not in public(api)


def test_an_approved_entry_that_is_edited_or_taken_back_answers_nobody(api: TestClient) -> None:
    question = "旅費は支給されますか。"
    entry_id = begin(api, question, "旅費は支給されません。")
    publish(api, entry_id)
    assert cited(ask(api, question)) == {f"faq:{entry_id}"}
    body = {"question": question, "answer": "旅費は各自でご負担ください。"}
    body |= {"revision": api.get(f"{ENTRIES}/{entry_id}").json()["revision"]}
    edited = api.put(f"{ENTRIES}/{entry_id}", json=body).json()
    assert (edited["status"], edited["reason"]) == ("in_review", "edited")
    assert not cited(ask(api, question)) and entry_id not in public(api)
    assert entry_step(api, entry_id, "approve", checked=True, as_of=OPEN_DAY).status_code == 200
    assert "旅費は各自でご負担ください。" in ask(api, question)["text"]
    assert entry_step(api, entry_id, "take_back").json()["reason"] == "taken_back"
    assert not cited(ask(api, question)) and entry_id not in public(api)
    assert api.get(f"/api/v1/sources/faq:{entry_id}").status_code == 404


def test_what_is_nowhere_or_not_in_form_is_told(api: TestClient) -> None:
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "", {"question": "x", "answer": "x", "revision": 1}),
        ("POST", "/steps", {"step": "retire", "revision": 1}),
        ("POST", "/steps", {"step": "approve", "checked": True, "revision": 1}),
        ("GET", "/versions", None),
    ):
        assert_problem(api.request(method, f"{ENTRIES}/nosuch{path}", json=body), 404, "faq_entry_missing")
    assert_problem(api.post(ENTRIES, json={"candidate": "nosuch"}), 404, "faq_candidate_missing")
    assert_problem(api.post(ENTRIES, json={"question": "x", "status": "approved"}), 422, "request_invalid")
    assert_problem(api.post(ENTRIES, json={"question": "x" * 2001}), 422, "request_invalid")
    assert_problem(api.post(ENTRIES, json={"question": "x" * 1500}), 409, "faq_too_long")
    assert_problem(api.get(ENTRIES, params={"status": "public"}), 422, "request_invalid")
    for path in ("faq.exe", "faq."):
        assert api.get(f"/api/v1/{path}").status_code in {404, 422}
    assert_problem(api.get(f"{FAQ}.md", params={"as_of": "soon"}), 422, "as_of_invalid")
    assert_problem(api.get(FAQ, params={"as_of": "soon"}), 422, "as_of_invalid")
    assert_problem(api.get(FAQ, params={"language": "fr"}), 422, "request_invalid")
    assert_problem(api.post(FAQ, json={}), 405, "method_not_allowed")


# --- as files


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.handlers: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on") or name in {"src", "style"}}


def test_files_hold_what_is_published_and_run_nothing(knowledge: Knowledge, tmp_path: Path) -> None:
    api = open_server(knowledge, tmp_path)
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> =HYPERLINK(0) [x](javascript:alert(1))"
    entry_id = begin(api, f"=SUM(1) {hostile} は?", f"@架空 {hostile}")
    publish(api, entry_id)
    english = begin(api, "Is a stamp needed?", "No stamp is needed.", language="en")
    publish(api, english)
    files = {ending: api.get(f"{FAQ}.{ending}", params={"as_of": OPEN_DAY}) for ending in ("md", "csv", "html", "json")}
    for ending, reply in files.items():
        assert (
            reply.headers["content-disposition"].startswith("attachment")
            and OPEN_DAY in reply.headers["content-disposition"]
        )
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in reply.headers["content-security-policy"] and ending in reply.headers["content-disposition"]
        assert "No stamp" not in reply.text  # of the other language
    tags = Tags()
    tags.feed(files["html"].text)
    assert not tags.names & {"script", "img", "iframe", "a"} and not tags.handlers
    rows = list(csv.reader(io.StringIO(files["csv"].content.decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "@", "+", "-")) for row in rows for cell in row)
    (item,) = json.loads(files["json"].text)["items"]
    assert item["id"] == f"faq:{entry_id}" and "<script>" in item["content_text"] and "content_html" not in item
    assert not re.search(r"(?<!\\)(?:<|\]\()", files["md"].text)  # what would begin a tag or a link is marked as text
    assert "No stamp" in api.get(f"{FAQ}.md", params={"as_of": OPEN_DAY, "language": "en"}).text
    for late in ("2025-08-19", "2025-09-01"):
        assert api.get(FAQ, params={"as_of": late}).json() == []


# --- who may ask


def test_what_is_published_is_for_everybody(knowledge: Knowledge, tmp_path: Path) -> None:
    desk = open_server(knowledge, tmp_path)
    entry_id = begin(desk)
    publish(desk, entry_id)
    shut = open_server(knowledge, tmp_path, drafting="off", host="0.0.0.0")
    far = {"host": "advisor.example.jp", "origin": "https://other.example"}
    day = {"as_of": OPEN_DAY}
    assert [entry["id"] for entry in shut.get(FAQ, params=day, headers=far).json()] == [entry_id]
    assert ANSWER in shut.get(f"{FAQ}.md", params=day, headers=far).text
    assert cited(ask(shut, KOSEN)) == {f"faq:{entry_id}"}
    assert_problem(shut.get(ENTRIES, headers=far), 403, "drafting_off")
    guarded = open_server(knowledge, tmp_path, api_key=SecretStr(KEY))
    for ending in ("md", "csv", "html", "json"):  # the page links to them, and a browser has no key
        assert ANSWER in guarded.get(f"{FAQ}.{ending}", params=day).text
    for method, path in (
        ("GET", FAQ),
        ("POST", f"{FAQ}.md"),
        ("GET", f"{FAQ}.exe"),
        ("GET", ENTRIES),
        ("GET", CANDIDATES),
    ):
        assert_problem(guarded.request(method, path), 401, "invalid_api_key")
    for near in (f"{FAQ}.md/desk/entries", f"{FAQ}xmd", f"{FAQ}/.md", f"{FAQ}.md%0a"):
        assert guarded.get(near).status_code == 401
