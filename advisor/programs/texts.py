"""A sentence in both languages, and the exact words of a source: what all parts of a program are made of."""

from pydantic import Field

from advisor.messages import Language
from advisor.values import Value


class Text(Value):
    """The same sentence in both languages."""

    ja: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said(self, language: Language) -> str:
        """The sentence in `language`."""
        return self.ja if language is Language.JA else self.en


class Evidence(Value):
    """An exact substring of a source's extracted text."""

    source: str
    quote: str = Field(min_length=1)
