"""Making drafts, and how far that is while it goes on. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.dossiers.records import Item, Status
from app.ui.drafting.marks import section_html
from app.ui.drafting.wording import Wording


def drafting_html(items: Sequence[Item], has_files: bool, wording: Wording) -> str:
    """The button that drafts what is still empty; what is drafted already is left as it is."""
    empty = sum(item.status is Status.EMPTY for item in items)
    if empty:
        button = f'<button type="button" class="primary" data-draft>{wording.html("draft_button", n=empty)}</button>'
        stop = f'<button type="button" data-stop hidden>{wording.html("draft_stop")}</button>'
        body = f'<div class="form-buttons">{button}{stop}</div>'
    else:
        body = f"<p>{wording.html('draft_none_empty')}</p>"
    hint = wording.html("draft_hint" if has_files else "draft_files_first")
    going = '<div data-part="going"></div>'
    return section_html("draft", wording.text("draft_title"), f'<p class="hint">{hint}</p>{body}{going}')


def going_html(done: int, of: int, label: str, wording: Wording) -> str:
    """How many items are drafted, and which was the last."""
    told = wording.html("draft_going", done=done, of=of)
    last = f"<p>{wording.html('draft_last', label=label)}</p>" if label else ""
    return (
        f'<div class="going"><progress max="{max(of, 1)}" value="{done}" aria-label="{told}"></progress>'
        f"<p>{told}</p>{last}</div>"
    )


def ended_html(text: str) -> str:
    """How the drafting ended."""
    return f'<p class="sent sent-done">{escape(text)}</p>' if text else ""
