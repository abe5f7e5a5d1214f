"""What stands in front of every request: a limit on the body, a key where one is set, and headers that keep the page
to itself."""

import re
import secrets
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pydantic import SecretStr
from starlette.datastructures import MutableHeaders, QueryParams
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.evidence.limits import MEGABYTE
from advisor.settings import Settings

BODY_LIMIT_BYTES = 1_000_000

# Gradio compiles its templates in the browser, hence unsafe-eval; nothing may come from, or go to, anywhere else.
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

DOSSIERS = "/api/v1/dossiers"
PRECEDENTS = "/api/v1/precedents"
DESKS = (DOSSIERS, PRECEDENTS, "/api/v1/inquiries", "/api/v1/faq/desk")  # for those who work here
PUBLIC_FORM = "/api/v1/inquiries/form"  # for everybody, though it lies below a desk
_INQUIRY_FILES = "/api/v1/inquiries/import"
PAGE_UPLOADS = ("/gradio_api/upload", "/en/gradio_api/upload")  # of the page: nothing but evidence is sent there

GUARDED = ("/api/v1", "/v1", "/mcp")
# What the page itself loads from the API. The browser has no key to send, and the page shows the same to everybody:
# pictures of the pages of public documents, and tables as files.
_PICTURE = re.compile(r"/api/v1/sources/[^/]+/pages/[^/]+\.png")
_DESCRIPTION = "/api/v1/openapi.json"
_TABLES = {f"/api/v1/{table}" for table in ("hubs", "schedule", "support-menus", "support-menus/own")}
_FILE_FORMATS = {"csv", "xlsx", "md"}
_FAQ_FILE = re.compile(r"/api/v1/faq\.(?:md|csv|html|json)")  # the published FAQ, which the page links to


def address(scope: Scope) -> str:
    """The path of a request below the application, wherever a proxy has put that."""
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))


def is_below(scope: Scope, prefix: str) -> bool:
    """Whether a request is for `prefix` or what lies below it."""
    return address(scope) == prefix or address(scope).startswith(f"{prefix}/")


def is_for_a_desk(scope: Scope) -> bool:
    """Whether a request is for one of the desks. The public form is for none, whatever its address."""
    return any(is_below(scope, desk) for desk in DESKS) and address(scope) != PUBLIC_FORM


class BodyRule(NamedTuple):
    """How large the body of a POST to any of `addresses` may be, and the ASGI reply to one that is larger."""

    addresses: re.Pattern[str]
    limit_bytes: int
    refuse: ASGIApp


class BodyLimit:
    """Refuses bodies over the limit, whether or not they announce their length. `refuse` is the ASGI reply to send.

    `uploads`: addresses that take files, with limits of their own.
    """

    def __init__(
        self, app: ASGIApp, refuse: ASGIApp, limit_bytes: int = BODY_LIMIT_BYTES, uploads: Sequence[BodyRule] = ()
    ) -> None:
        self._app = app
        self._all_others = BodyRule(re.compile(""), limit_bytes, refuse)
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        rule = self._rule(scope)
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > rule.limit_bytes:
            await rule.refuse(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > rule.limit_bytes:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)

    def _rule(self, scope: Scope) -> BodyRule:
        of_address = (rule for rule in self._uploads if rule.addresses.fullmatch(address(scope)))
        return next(of_address, self._all_others) if scope["method"] == "POST" else self._all_others


def upload_rules(settings: Settings, refuse: Callable[[int], ASGIApp]) -> tuple[BodyRule, ...]:
    """The limits of the addresses that take files: all of a dossier's, or one file. `refuse`: megabytes → the reply.

    What surrounds the files of a request may have a megabyte beside them. Each file has its own limit after that.
    """
    together = min(settings.evidence_file_mb * settings.evidence_files, settings.evidence_total_mb) + 1
    form, mailbox = settings.evidence_file_mb + 1, settings.inquiry_file_mb + 1
    several = re.compile("|".join([f"{DOSSIERS}/[^/]+/evidence", *PAGE_UPLOADS]))
    return (
        BodyRule(several, together * MEGABYTE, refuse(together)),
        BodyRule(re.compile(DOSSIERS), form * MEGABYTE, refuse(form)),
        BodyRule(re.compile(f"{PRECEDENTS}/(?:outlines|documents)"), form * MEGABYTE, refuse(form)),
        BodyRule(re.compile(_INQUIRY_FILES), mailbox * MEGABYTE, refuse(mailbox)),
    )


class RequireKey:
    """Lets requests below `GUARDED` pass only with `Authorization: Bearer <key>`, but for what the page itself loads.

    `refuse`: the ASGI reply to the others. The page at `/`, with all that it answers, and the health checks stay open.
    """

    def __init__(self, app: ASGIApp, key: SecretStr, refuse: ASGIApp) -> None:
        self._app = app
        self._key = key
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_guarded(scope) or self._is_ours(scope):
            await self._app(scope, receive, send)
        else:
            await self._refuse(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        scheme, _, given = dict(scope["headers"]).get(b"authorization", b"").partition(b" ")
        expected = self._key.get_secret_value().encode()
        return scheme.lower() == b"bearer" and secrets.compare_digest(given.strip(), expected)


def _is_guarded(scope: Scope) -> bool:
    return any(is_below(scope, prefix) for prefix in GUARDED) and not _is_of_the_page(scope)


def _is_of_the_page(scope: Scope) -> bool:
    if scope["method"] != "GET":
        return False
    path = address(scope)
    if path in _TABLES:
        formats = QueryParams(scope["query_string"]).getlist("format")
        return bool(formats) and set(formats) <= _FILE_FORMATS
    return path == _DESCRIPTION or any(pattern.fullmatch(path) for pattern in (_PICTURE, _FAQ_FILE))


class SecurityHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
