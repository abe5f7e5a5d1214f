"""A person's own text with the words marked that something was read from. Pure."""

from collections.abc import Mapping
from html import escape


def marked_html(text: str, phrases: Mapping[str, str]) -> str:
    """`text`, escaped, with the first place of each phrase marked by its class; where two overlap the longer one is.

    >>> marked_html("県内の会社と組む", {"県内の会社": "for"})
    '<mark class="for">県内の会社</mark>と組む'
    """
    taken: list[tuple[int, int, str]] = []
    for phrase in sorted(phrases, key=len, reverse=True):
        start = text.find(phrase)
        end = start + len(phrase)
        if phrase and start >= 0 and all(end <= begun or start >= ended for begun, ended, _ in taken):
            taken.append((start, end, phrases[phrase]))
    parts, done = [], 0
    for start, end, kind in sorted(taken):
        parts += [escape(text[done:start]), f'<mark class="{kind}">{escape(text[start:end])}</mark>']
        done = end
    return "".join([*parts, escape(text[done:])])
