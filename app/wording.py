"""The page's fixed texts, ready to stand in HTML."""

from html import escape

from advisor.messages import Language, say


def words(key: str, language: Language, **values: object) -> str:
    """The text `ui.<key>` with its values, escaped."""
    return escape(say(f"ui.{key}", language, **values))
