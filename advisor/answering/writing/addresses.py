"""Web and e-mail addresses never pass through a model: tokens go in, and only tokens that were handed out come back.

Pure.
"""

import re

_ADDRESS = re.compile(r"https?://[^\s「」()<>]+|[\w.+-]+(?:@|\(atmark\))[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(r"\[\[\s*((?:mail|url)-\d+)\s*\]\]")


class Addresses:
    """Tokens for the addresses of one answer's evidence."""

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """`text` with each address as its token; the same address always gets the same one."""
        return _ADDRESS.sub(lambda match: f"[[{self._token(match[0])}]]", text)

    def show(self, text: str) -> str:
        """`text` with each token that was handed out as its address; others stay, and no check lets them pass."""
        known = {token: address for address, token in self._tokens.items()}
        return _TOKEN.sub(lambda match: known.get(match[1], match[0]), text)

    def _token(self, address: str) -> str:
        if address not in self._tokens:
            kind = "url" if address.startswith("http") else "mail"
            count = sum(token.startswith(kind) for token in self._tokens.values())
            self._tokens[address] = f"{kind}-{count + 1}"
        return self._tokens[address]


def has_token(text: str) -> bool:
    """Whether a token is left that stands for no address."""
    return "[[" in text and _TOKEN.search(text) is not None
