"""How much of a mail is read."""

from pydantic import Field

from advisor.values import Value


class MailLimits(Value):
    """Bytes as received, characters as shown. What is over one is left out with a fault; only `max_bytes` refuses."""

    max_bytes: int = Field(default=25_000_000, ge=1)
    max_body_chars: int = Field(default=100_000, ge=1)
    max_header_bytes: int = Field(default=256_000, ge=1)
    max_parts: int = Field(default=200, ge=1)
    max_depth: int = Field(default=20, ge=1, le=100)
    max_html_chars: int = Field(default=4_000_000, ge=1)
