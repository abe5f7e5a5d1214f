"""Where a request comes from, as far as its headers tell: this machine or another, a page of ours or somebody else's.

Browsers send what any web page tells them to. A page of another site can write to a server on this machine (CSRF), and
one whose owner lets his name point to 127.0.0.1 can also read from it (DNS rebinding). Neither can choose the headers
that are looked at here. Programs send no Origin: for them this changes nothing.
"""

import re
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.settings import Settings
from app.protection import PAGE_UPLOADS, is_below, is_for_a_desk

# Both are the page: its handlers prepare dossiers too, and Gradio answers pages of any site unless it runs locally.
PAGE_CALLS = ("/gradio_api", "/en/gradio_api")
_READING = {"GET", "HEAD", "OPTIONS"}
_DEFAULT_PORT = re.compile(r":(?:80|443)$")


def is_loopback(host: str | None) -> bool:
    """Whether a Host header, or an address, names this machine itself, with a port or without.

    >>> [is_loopback(host) for host in ("localhost:7860", "[::1]:7860", "127.0.0.1.example.jp", None)]
    [True, True, False, False]
    """
    try:
        name = urlsplit(f"//{host or ''}").hostname or ""
    except ValueError:
        return False
    return name.rstrip(".") == "localhost" or _is_loopback_address(name)


def _is_loopback_address(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def from_this_machine(host: str | None, client: str | None) -> bool:
    """Whether a request was made on this machine, for it: by its Host header, and by the address of its client.

    Behind a proxy that says for whom it asks (X-Forwarded-For), uvicorn makes that the client's address.
    """
    return is_loopback(host) and (client is None or not _is_address(client) or _is_loopback_address(client))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def from_another_site(headers: Headers) -> bool:
    """Whether a page of another site made the request: so its browser says, or its Origin is not the host asked.

    For browsers that do not say it (Sec-Fetch-Site), a proxy has to hand on Host or X-Forwarded-Host.
    """
    told = headers.get("sec-fetch-site", "").lower()
    if told:
        return told not in {"same-origin", "none"}
    forwarded = [host.strip() for value in headers.getlist("x-forwarded-host") for host in value.split(",")]
    ours = {_without_default_port(host) for host in (*headers.getlist("host"), *forwarded)}
    return any(_authority(origin) not in ours for origin in headers.getlist("origin"))


def _authority(origin: str) -> str:
    """The host of an Origin header, with its port; empty for `null` and for what is none."""
    return _without_default_port(origin.partition("://")[2])


def _without_default_port(host: str) -> str:
    return _DEFAULT_PORT.sub("", host.lower())


class GuardDossiers:
    """Lets requests for the desks pass where they are open, to whom they are open (`protection.DESKS`). `refuse`: code
    → the ASGI reply.

    Refused are all of them when the desks are shut; from other machines, when they are open to this one alone; changes
    that a page of another site asks for, also through our own page. Nothing of a desk is kept in a cache.
    """

    def __init__(self, app: ASGIApp, settings: Settings, refuse: Callable[[str], ASGIApp]) -> None:
        self._app = app
        self._settings = settings
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def kept_nowhere(message: Message) -> None:
            if message["type"] == "http.response.start":  # unpublished applications: for no cache, not the browser's
                MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        code = self._objection(scope)
        reply = self._app if code is None else self._refuse(code)
        await reply(scope, receive, kept_nowhere if is_for_a_desk(scope) else send)

    def _objection(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        for_desk = is_for_a_desk(scope) or any(is_below(scope, place) for place in PAGE_UPLOADS)
        if for_desk and not self._settings.drafting_open:
            return "drafting_off"
        if for_desk and not is_open_to(self._settings, scope):
            return "dossiers_of_this_machine"
        guarded = for_desk or (self._settings.drafting_open and any(is_below(scope, page) for page in PAGE_CALLS))
        if guarded and scope["method"] not in _READING and from_another_site(headers):
            return "request_of_another_site"
        return None


def is_open_to(settings: Settings, scope: Scope) -> bool:
    """Whether dossiers are open to whoever sends the request: `auto` opens them to this machine alone."""
    if settings.drafting != "auto":
        return settings.drafting_open
    client = scope.get("client")
    return settings.drafting_open and from_this_machine(Headers(scope=scope).get("host"), client[0] if client else None)
