"""Making drafts, and how far that is while it goes on. Pure."""

from collections.abc import Sequence

from advisor.dossiers.records import Item, Status
from app.ui.drafting.wording import Wording
from app.ui.workbench import sending
from app.ui.workbench.marks import section_html


def drafting_html(items: Sequence[Item], has_files: bool, wording: Wording) -> str:
    """The button that drafts what is still empty; what is drafted already is left as it is."""
    empty = sum(item.status is Status.EMPTY for item in items)
    if empty:
        label = wording.html("draft_button", n=empty)
        button = f'<button type="button" class="primary" data-draft data-begin="draft">{label}</button>'
        stop = f'<button type="button" data-stop hidden>{wording.html("draft_stop")}</button>'
        body = f'<div class="form-buttons">{button}{stop}</div>'
    else:
        body = f"<p>{wording.html('draft_none_empty')}</p>"
    hint = wording.html("draft_hint" if has_files else "draft_files_first")
    going = '<div data-part="going"></div>'
    return section_html("draft-draft", wording.text("draft_title"), f'<p class="hint">{hint}</p>{body}{going}')


def going_html(done: int, of: int, label: str, wording: Wording) -> str:
    """How many items are drafted, and which was the last."""
    last = wording.text("draft_last", label=label) if label else ""
    return sending.going_html(done, of, wording.text("draft_going", done=done, of=of), last)
