"""Sending files to a desk: what the browser says meanwhile, and what became of each. Pure."""

from html import escape

from advisor.evidence.limits import MEGABYTE
from app.ui.workbench.wording import Words


def sending_data(limit_mb: int, words: Words) -> dict[str, object]:
    """What the browser needs to send files: the largest that is taken, and what to say meanwhile.

    What stands in braces is filled in there.
    """
    holes = {"n": "{n}", "of": "{of}", "what": "{what}", "name": "{name}"}
    too_large = words.text("file_too_large", limit_mb=limit_mb, **holes)
    told = {key: words.text(f"file_{key}", **holes) for key in ("sending", "reading", "of", "failed")}
    return {"max": limit_mb * MEGABYTE, "too-large": too_large, **told}


def note_html(text: str, done: bool) -> str:
    """What became of a file that was sent."""
    return f'<p class="sent sent-{"done" if done else "failed"}">{escape(text)}</p>'


def going_html(done: int, of: int, text: str, last: str = "") -> str:
    """How far work is that takes its time, in words and as a bar. `last`: what was done just now."""
    shown = f"<p>{escape(last)}</p>" if last else ""
    return (
        f'<div class="going"><progress max="{max(of, 1)}" value="{done}" aria-label="{escape(text)}"></progress>'
        f"<p>{escape(text)}</p>{shown}</div>"
    )


def ended_html(text: str) -> str:
    """How it ended."""
    return f'<p class="sent sent-done">{escape(text)}</p>' if text else ""
