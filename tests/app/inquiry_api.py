"""The secretariat's desk over HTTP: how inquiries come to stand where a test begins. Senders are fictional (架空)."""

import itertools
import re
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

INQUIRIES, FAQ, ENTRIES = "/api/v1/inquiries", "/api/v1/faq", "/api/v1/faq/desk/entries"
OPEN_DAY = "2025-08-20"  # the 7th call is open
KOSEN = "高専は応募できますか。"
KEY = "架空の鍵"
Address = tuple[str, str]  # method and path
_senders = itertools.count(1)


def take(api: TestClient, body: str = KOSEN, **details: str) -> str:
    """The id of a new inquiry, which joins no other unless its sender is named."""
    details.setdefault("sender_email", f"sender{next(_senders)}@example.jp")
    details.setdefault("organisation", "架空高等専門学校")
    reply = api.post(INQUIRIES, json={"body": body, **details})
    assert reply.status_code == 201 and not reply.json()["joined"], reply.text
    return str(reply.json()["inquiry_id"])


def draft(api: TestClient, inquiry_id: str) -> dict[str, Any]:
    """The reply, drafted as of the open call."""
    reply = api.post(f"{INQUIRIES}/{inquiry_id}/draft", json={"as_of": OPEN_DAY})
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def write(api: TestClient, inquiry_id: str, text: str, subject: str = "Re: 架空") -> dict[str, Any]:
    """The reply with a text of a person's own."""
    known = api.get(f"{INQUIRIES}/{inquiry_id}/reply")
    revision = known.json()["revision"] if known.status_code == 200 else 0
    body = {"subject": subject, "text": text, "revision": revision}
    reply = api.put(f"{INQUIRIES}/{inquiry_id}/reply", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def decide(api: TestClient, inquiry_id: str, step: str, **more: Any) -> Response:
    """A step on the reply as it stands now."""
    known = api.get(f"{INQUIRIES}/{inquiry_id}/reply")
    revision = known.json()["revision"] if known.status_code == 200 else 0
    return api.post(f"{INQUIRIES}/{inquiry_id}/steps", json={"step": step, "revision": revision, **more})


def approve(api: TestClient, inquiry_id: str) -> None:
    """The reply, approved as it stands."""
    for step in ("to_review", "approve"):
        reply = decide(api, inquiry_id, step)
        assert reply.status_code == 200, reply.text


def approved(api: TestClient, body: str = KOSEN, **details: str) -> str:
    """The id of an inquiry whose drafted reply is approved."""
    inquiry_id = take(api, body, **details)
    draft(api, inquiry_id)
    approve(api, inquiry_id)
    return inquiry_id


def entry_step(api: TestClient, entry_id: str, step: str, **more: Any) -> Response:
    """A step on the entry as it stands now."""
    revision = api.get(f"{ENTRIES}/{entry_id}").json()["revision"]
    return api.post(f"{ENTRIES}/{entry_id}/steps", json={"step": step, "revision": revision, **more})


def publish(api: TestClient, entry_id: str) -> None:
    """The entry, approved as of the open call."""
    assert entry_step(api, entry_id, "to_review").status_code == 200
    reply = entry_step(api, entry_id, "approve", checked=True, as_of=OPEN_DAY)
    assert reply.status_code == 200, reply.text


class Seen:
    """Notes what a client asks for with success, and compares it with what the API's description names."""

    def __init__(self, api: TestClient) -> None:
        self._asked: list[Address] = []
        self._described = described(api)
        api.event_hooks = {"response": [self._note]}

    def _note(self, reply: Response) -> None:
        if reply.is_success:
            self._asked.append((reply.request.method.lower(), reply.request.url.path.removeprefix("/api/v1")))

    def left_out(self, prefix: str) -> set[Address]:
        """The addresses below `prefix` that were not asked."""
        return addresses(self._described, prefix) - {self._address(method, path) for method, path in self._asked}

    def _address(self, method: str, path: str) -> Address:
        """The description's address of a path: of several the one with the fewest places to fill in."""
        known = sorted(addresses(self._described, ""), key=lambda each: each[1].count("{"))
        return next(
            each for each in known if each[0] == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", each[1]), path)
        )


_described: dict[str, dict[str, Any]] = {}


def described(api: TestClient) -> dict[str, dict[str, Any]]:
    """The API's description by path: the same of every server, and slow to make."""
    if not _described:
        key = {"authorization": f"Bearer {KEY}".encode()}
        _described.update(api.get("/api/v1/openapi.json", headers=key).json()["paths"])
    return _described


def addresses(paths: dict[str, dict[str, Any]], prefix: str) -> set[Address]:
    """The addresses of the API below `prefix`, each as method and path with places to fill in."""
    return {(method, path) for path, methods in paths.items() if path.startswith(prefix) for method in methods}
