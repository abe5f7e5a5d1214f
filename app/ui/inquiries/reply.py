"""The reply: its editor, what can be done with it, and after the approval the ways out of the house. Pure."""

from html import escape

from advisor.inquiries.records import Inquiry, InquiryStatus, Reply
from advisor.inquiries.reply_rules import APPROVE, CLOSE, REJECT, REOPEN, SEND_BACK, SENT_AS, TO_REVIEW
from advisor.mail.writing import Mailto
from app.ui.inquiries.wording import Wording
from app.ui.workbench.marks import MESSAGES, attributes, button_html, confirmed_html
from app.ui.workbench.wording import moment_words

_STEPS = {
    "to_review": TO_REVIEW,
    "approve": APPROVE,
    "send_back": SEND_BACK,
    "reject": REJECT,
    "reopen": REOPEN,
    "close": CLOSE,
}
_FIXED = (InquiryStatus.APPROVED, InquiryStatus.SENT, InquiryStatus.CLOSED)  # no word of the reply changes
_TOLD = ("typing", "saving", "saved", "unsaved", "restored", "conflict_open", "count")  # while somebody types


def editor_html(inquiry: Inquiry, reply: Reply | None, beside: str, mailto: Mailto | None, wording: Wording) -> str:
    """The whole editor. `beside`: HTML of what the reply rests on; `mailto`: once the reply is approved."""
    revision = reply.revision if reply else 0
    told = {f"{key.replace('_', '-')}": wording.text(f"editor_{key}", n="{n}", time="{time}") for key in _TOLD}
    state = attributes({"item": inquiry.id, "revision": revision, **told})
    main = (
        f"{_outdated_html(reply, wording)}{_draft_html(inquiry, reply, wording)}<div data-conflict></div>"
        f"{_fields_html(inquiry, reply, wording)}{_ways_out_html(inquiry, reply, mailto, wording)}"
        f"{_steps_html(inquiry, reply, wording)}{MESSAGES}"
    )
    title = f'<h3 id="inq-editor-title" tabindex="-1">{wording.html("editor_title")}</h3>'
    return (
        f'<section class="bench-section editor" data-editor {state} aria-labelledby="inq-editor-title">{title}'
        f'{_facts_html(reply, wording)}<div class="editor-row"><div class="editor-main">{main}</div>'
        f'<aside class="editor-beside" tabindex="0" aria-labelledby="inq-beside">'
        f'<div data-part="panel"></div><h4 id="inq-beside">{wording.html("beside")}</h4>{beside}</aside>'
        "</div></section>"
    )


def _facts_html(reply: Reply | None, wording: Wording) -> str:
    if reply is None:
        return f'<p class="hint">{wording.html("reply_none")}</p>'
    by = wording.person(reply.updated_by)
    facts = [wording.html("reply_changed", at=moment_words(reply.updated_at), by=by)]
    if reply.approved_at is not None:
        at = moment_words(reply.approved_at)
        facts.append(f"<strong>{wording.html('reply_approved', at=at, by=wording.person(reply.approved_by))}</strong>")
    if reply.sent_at is not None:
        at, how = moment_words(reply.sent_at), wording.text(f"sent_as_{_known(reply.sent_as)}")
        facts.append(wording.html("reply_sent", at=at, by=wording.person(reply.sent_by), how=how))
    shown = "".join(f"<span>{fact}</span>" for fact in facts)
    noted = f'<p class="note"><strong>{wording.html("noted")}</strong> {escape(reply.note)}</p>' if reply.note else ""
    return f'<p class="editor-facts">{shown}</p>{noted}'


def _known(sent_as: str) -> str:
    return sent_as if sent_as in SENT_AS else "other"


def _outdated_html(reply: Reply | None, wording: Wording) -> str:
    return f'<p class="message message-info">{wording.html("reply_outdated")}</p>' if reply and reply.outdated else ""


def _draft_html(inquiry: Inquiry, reply: Reply | None, wording: Wording) -> str:
    """The button that has the reply drafted; what stands there already is only replaced after a second look."""
    if inquiry.status in _FIXED:
        return ""
    if reply is None or not reply.text.strip():
        return f'<div class="form-buttons">{button_html(wording.text("draft"), "draft", "primary")}</div>'
    again = button_html(wording.text("redraft_sure"), "draft")
    return confirmed_html(wording.text("redraft"), wording.text("redraft_question"), again)


def _fields_html(inquiry: Inquiry, reply: Reply | None, wording: Wording) -> str:
    off = " readonly" if inquiry.status in _FIXED else ""
    subject, text = (reply.subject, reply.text) if reply else ("", "")
    state = wording.html("reply_fixed" if off else "editor_idle")
    return (
        f'<div class="field field-wide"><label for="inq-reply-subject">{wording.html("reply_subject")}</label>'
        f'<input type="text" id="inq-reply-subject" name="subject" data-answer maxlength="300" autocomplete="off" '
        f'value="{escape(subject)}"{off}></div>'
        f'<div class="field field-wide"><label for="inq-reply-text">{wording.html("reply_text")}</label>'
        f'<textarea id="inq-reply-text" name="text" data-answer rows="16" aria-describedby="inq-count"{off}>'
        f"\n{escape(text)}</textarea></div>"
        f'<p class="char-count" id="inq-count" data-count></p>'
        f'<p class="save-state" data-save-state role="status">{state}</p>'
    )


def _ways_out_html(inquiry: Inquiry, reply: Reply | None, mailto: Mailto | None, wording: Wording) -> str:
    """How the approved reply leaves: as a file, by the clipboard, in a mail program. A person then says that it did."""
    if reply is None or inquiry.status not in (InquiryStatus.APPROVED, InquiryStatus.SENT):
        return ""
    ways = button_html(wording.text("save_eml"), "eml")
    ways += f'<button type="button" data-copy-reply>{wording.html("copy_reply")}</button>'
    cut = ""
    if mailto is not None:
        ways += f'<a class="way-out" href="{escape(mailto.url)}">{wording.html("open_mail")}</a>'
        cut = "" if mailto.complete else f'<p class="hint">{wording.html("mail_too_long")}</p>'
    told = f'<div class="notice notice-unofficial"><p>{wording.html("nothing_sent")}</p></div>'
    marked = ""
    if inquiry.status is InquiryStatus.APPROVED:
        options = "".join(f'<option value="{how}">{wording.html(f"sent_as_{how}")}</option>' for how in SENT_AS)
        marked = (
            f'<div class="field"><label for="inq-sent-as">{wording.html("sent_as")}</label>'
            f'<select id="inq-sent-as" name="sent_as" data-goes-with="mark_sent">{options}</select></div>'
            f'<div class="form-buttons">{button_html(wording.text("mark_sent"), "mark_sent", "primary")}</div>'
        )
    title = f'<h4 id="inq-ways-out">{wording.html("ways_out")}</h4>'
    return (
        f'<div class="steps" role="group" aria-labelledby="inq-ways-out">{title}{told}'
        f'<div class="form-buttons">{ways}</div>{cut}{marked}</div>'
    )


def steps_of(status: InquiryStatus, has_text: bool) -> tuple[str, ...]:
    """What a person can do next with an inquiry of this status, by the rules of the store."""
    found = (name for name, step in _STEPS.items() if status in step.start)
    return tuple(name for name in found if has_text or name != "to_review")


def _steps_html(inquiry: Inquiry, reply: Reply | None, wording: Wording) -> str:
    """Name, note, and the steps that the status allows."""
    every = " ".join((*_STEPS, "mark_sent"))
    name = (
        f'<div class="field"><label for="inq-name">{wording.html("name")}</label>'
        f'<p class="hint" id="inq-name-hint">{wording.html("name_hint")}</p><input type="text" id="inq-name" '
        f'data-name maxlength="100" autocomplete="name" aria-describedby="inq-name-hint"></div>'
    )
    note = (
        f'<div class="field field-wide"><label for="inq-note">{wording.html("note")}</label>'
        f'<p class="hint" id="inq-note-hint">{wording.html("note_hint")}</p>'
        f'<textarea id="inq-note" name="note" rows="2" data-goes-with="{every}" aria-describedby="inq-note-hint">'
        f"</textarea></div>"
    )
    title = f'<h4 id="inq-steps">{wording.html("steps")}</h4>'
    return (
        f'<div class="steps" role="group" aria-labelledby="inq-steps">{title}{name}{note}'
        f'<div class="form-buttons" data-part="steps">{steps_html(inquiry, reply, wording)}</div></div>'
    )


def steps_html(inquiry: Inquiry, reply: Reply | None, wording: Wording) -> str:
    """The buttons of what can be done next."""
    has_text = reply is not None and bool(reply.text.strip())
    return "".join(
        button_html(wording.text(f"step_{step}"), step, "primary" if step == "approve" else "")
        for step in steps_of(inquiry.status, has_text)
    )
