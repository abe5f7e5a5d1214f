"""What stands beside the reply: the advisor's answer to each question with its sources, like replies, conflicts with
them, and what changed in the documents since. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.inquiries.records import AnsweredQuestion, Conflict, DocumentChange, ReplyDraft, SimilarReply
from app.present import said_html
from app.ui.cited import Cited, place_mark_html
from app.ui.inquiries.wording import Wording
from app.ui.workbench.marks import attributes, button_html, folded_html
from app.ui.workbench.wording import moment_words


def beside_html(draft: ReplyDraft | None, wording: Wording) -> str:
    """Everything that the draft rests on and has to be weighed against, question by question."""
    if draft is None:
        return f'<p class="hint">{wording.html("beside_none")}</p>'
    known = {answered.question.id for answered in draft.answered}
    warnings = "".join(_conflict_html(each, wording) for each in draft.conflicts if each.question_id not in known)
    shown = "".join(_answered_html(answered, draft, wording) for answered in draft.answered)
    as_of = wording.html("drafted_as_of", at=moment_words(draft.as_of))
    return f'<p class="hint">{as_of}</p>{warnings}{_changes_html(draft.changes, wording)}{shown}'


def _answered_html(answered: AnsweredQuestion, draft: ReplyDraft, wording: Wording) -> str:
    answer, question = answered.answer, answered.question
    cited = Cited(answer, wording.language)
    status = f'<span class="answer-status">{escape(wording.answered(answer.status))}</span>'
    left = f'<p class="left-open"><strong>{wording.html("left_open")}</strong></p>' if answered.open else ""
    text = said_html(answer, lambda citation: place_mark_html(citation, wording.language))
    conflicts = "".join(_conflict_html(each, wording) for each in draft.conflicts if each.question_id == question.id)
    similar = [each for each in draft.similar if each.question_id == question.id]
    return (
        f'<section class="answered"><h5>{escape(question.text)}</h5>{status}{left}{conflicts}'
        f'<div class="answer-said" lang="{answer.language.value}">{text}</div>{cited.notices()}{cited.sources()}'
        f"{_similar_html(similar, wording)}</section>"
    )


def _conflict_html(conflict: Conflict, wording: Wording) -> str:
    """A warning with both sentences, as they stand."""
    open_button = button_html(wording.text("open_inquiry", n=conflict.number), "open", inquiry=conflict.inquiry_id)
    at = moment_words(conflict.approved_at)
    return (
        f'<div class="disagrees" role="note"><p><strong>{wording.html("conflict_warning")}</strong> '
        f"{escape(conflict.text)}</p><dl><dt>{wording.html('conflict_ours')}</dt><dd><q>{escape(conflict.ours)}</q></dd>"
        f"<dt>{wording.html('conflict_approved', n=conflict.number, at=at)}</dt>"
        f'<dd><q>{escape(conflict.theirs)}</q></dd></dl><div class="form-buttons">{open_button}</div></div>'
    )


def _similar_html(similar: Sequence[SimilarReply], wording: Wording) -> str:
    if not similar:
        return ""
    rows = "".join(f"<li>{_one_similar_html(each, wording)}</li>" for each in similar)
    return folded_html(wording.text("similar", n=len(similar)), f'<ul class="similar">{rows}</ul>', "more", opened=True)


def _one_similar_html(reply: SimilarReply, wording: Wording) -> str:
    said = wording.html(
        "similar_facts", n=reply.number, at=moment_words(reply.approved_at), by=wording.person(reply.approved_by)
    )
    insert = (
        f'<button type="button" {attributes({"insert": reply.said})} '
        f'aria-label="{wording.html("insert_named", n=reply.number)}">{wording.html("insert")}</button>'
    )
    copied = (
        f'<button type="button" {attributes({"copy-text": reply.said})} '
        f'aria-label="{wording.html("copy_named", n=reply.number)}">{wording.html("copy")}</button>'
    )
    opened = button_html(wording.text("open_inquiry", n=reply.number), "open", inquiry=reply.inquiry_id)
    return (
        f'<p class="hint">{said}</p><p><q>{escape(reply.asked)}</q></p><p class="whole">{escape(reply.said)}</p>'
        f'<div class="form-buttons">{insert}{copied}{opened}</div>'
    )


def _changes_html(changes: Sequence[DocumentChange], wording: Wording) -> str:
    """What the documents no longer say as they did when a like reply was approved."""
    if not changes:
        return ""
    rows = "".join(
        f"<li><p>{escape(change.text)}</p>"
        f'<blockquote><span class="quoted">{escape(change.quote)}</span><span class="quote-source">'
        f"{wording.html('change_from', title=change.title, n=change.number)}</span></blockquote></li>"
        for change in changes
    )
    title = wording.html("changes", n=len(changes))
    return f'<div class="disagrees" role="note"><p><strong>{title}</strong></p><ul>{rows}</ul></div>'
