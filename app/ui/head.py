"""The head of the page as it leaves the server: its language, its title, and nothing of Gradio's own address cards."""

import re
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.messages import Language, say

_ADDRESSES = {"/": Language.JA, "/en/": Language.EN}
_FOREIGN = re.compile(
    r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*?/>|\s*<link rel="manifest"[^>]*/>', re.DOTALL
)


def tidy_head(html: str, language: Language) -> str:
    """Gradio's page with our head: browsers and screen readers see language and title before any script runs."""
    title, tagline, no_script = (escape(say(key, language)) for key in ("ui.page_title", "ui.tagline", "ui.no_script"))
    described = f'<title>{title}</title><meta name="description" content="{tagline}" /></head>'
    code = language.value
    head, body_tag, body = html.partition("<body")
    head = (
        _FOREIGN.sub("", head)
        .replace('lang="en"', f'lang="{code}" data-language="{code}"', 1)
        .replace("</head>", described, 1)
    )
    return f"{head}{body_tag}{body.replace('>', f'><noscript><p>{no_script}</p></noscript>', 1)}"


class PageHead:
    """Tidies the head of the two pages and lets everything else through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        language = _ADDRESSES.get(scope.get("path", "")) if scope["type"] == "http" else None
        if language is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: list[Message] = []
        body = bytearray()

        async def hold(message: Message) -> None:
            if message["type"] != "http.response.body":
                held.append(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            start = next(sent for sent in held if sent["type"] == "http.response.start")
            page = bytes(body)
            if Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
                page = tidy_head(page.decode("utf-8"), language).encode("utf-8")
                MutableHeaders(scope=start)["content-length"] = str(len(page))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self._app({**scope, "headers": plain}, receive, hold)
