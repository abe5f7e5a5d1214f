"""The one check of the shape of a fault."""

import re
from pathlib import Path

from httpx import Response

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龯]")
INTERNALS = ("Traceback", "site-packages", ".py", str(Path.cwd()))


def assert_problem(response: Response, status: int, code: str) -> dict[str, object]:
    """`response` carries RFC 9457 problem details with that status and code, and nothing of the insides."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert set(body) - {"errors", "current"} == {"type", "title", "status", "detail", "detail_en", "code", "instance"}
    assert body["status"] == status
    assert body["code"] == code
    assert body["type"] == f"urn:jhub-advisor:problem:{code}"
    assert JAPANESE.search(body["detail"])
    assert not JAPANESE.search(body["detail_en"].split("'")[0])
    assert not any(internal in response.text for internal in INTERNALS)
    return dict(body)
