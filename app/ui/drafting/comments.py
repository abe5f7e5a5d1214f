"""Remarks on an item. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.dossiers.records import Comment
from app.ui.drafting.wording import Wording
from app.ui.workbench.marks import MESSAGES, area_html, button_html
from app.ui.workbench.wording import moment_words


def comments_html(comments: Sequence[Comment], wording: Wording) -> str:
    """The remarks, oldest first, those dealt with marked so, and the field for another."""
    rows = "".join(f"<li>{_comment_html(comment, wording)}</li>" for comment in comments)
    shown = f'<ul class="comments">{rows}</ul>' if rows else ""
    field = area_html("draft-comment", "comment", wording.text("comment_field"))
    button = f'<div class="form-buttons">{button_html(wording.text("comment_add"), "comment")}</div>'
    opened = sum(comment.resolved_at is None for comment in comments)
    title = wording.html("comments", n=opened)
    return (
        f'<section class="comments-part" aria-labelledby="draft-comments-title">'
        f'<h4 id="draft-comments-title" tabindex="-1">{title}</h4>{shown}{field}{button}{MESSAGES}</section>'
    )


def _comment_html(comment: Comment, wording: Wording) -> str:
    said = wording.html("said_by", by=wording.person(comment.by), at=moment_words(comment.at))
    if comment.resolved_at is None:
        name = wording.text("comment_resolve_named", text=comment.text[:40])
        state = button_html(wording.text("comment_resolve"), "resolve", name=name, comment=comment.id)
    else:
        at, by = moment_words(comment.resolved_at), wording.person(comment.resolved_by)
        state = f'<p class="hint">{wording.html("comment_resolved", by=by, at=at)}</p>'
    return f'<p class="hint">{said}</p><p class="said">{escape(comment.text)}</p>{state}'
