"""Taking inquiries in, by paste or from files, and drafting all that wait. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.inquiries.taking_in import ENDINGS, Imported
from app.ui.inquiries.wording import Wording
from app.ui.workbench.marks import MESSAGES, attributes, folded_html, line_html, section_html
from app.ui.workbench.sending import sending_data

_FAULTS_SHOWN = 50


def intake_html(limit_mb: int, wording: Wording) -> str:
    """Both ways in: a text and files."""
    fields = "".join(
        line_html(f"inq-take-{name}", name, wording.text(f"take_{name}"))
        for name in ("subject", "sender_name", "organisation", "sender_email")
    )
    body = (
        f'<div class="field field-wide"><label for="inq-take-body">{wording.html("take_body")}</label>'
        f'<p class="hint" id="inq-take-body-hint">{wording.html("take_body_hint")}</p>'
        f'<textarea id="inq-take-body" name="body" rows="8" aria-describedby="inq-take-body-hint"></textarea></div>'
    )
    button = f'<button type="submit" class="primary">{wording.html("take_button")}</button>'
    form = (
        f'<form class="guide-form" id="inq-take" data-send="take" novalidate>{fields}{body}'
        f'<div class="form-buttons field-wide">{button}</div>{MESSAGES}</form>'
    )
    pasted = folded_html(wording.text("take_title"), form, "more")
    return section_html("inq-intake", wording.text("intake_title"), _files_html(limit_mb, wording) + pasted)


def _files_html(limit_mb: int, wording: Wording) -> str:
    hint = wording.html("files_hint", kinds=", ".join(ENDINGS), limit_mb=limit_mb)
    field = (
        f'<div class="field field-wide"><label for="inq-files">{wording.html("files_add")}</label>'
        f'<p class="hint" id="inq-files-hint">{hint}</p>'
        f'<input type="file" id="inq-files" multiple accept="{",".join(ENDINGS)}" '
        f'aria-describedby="inq-files-hint" {attributes(sending_data(limit_mb, wording))}></div>'
    )
    stop = f'<div class="form-buttons"><button type="button" data-stop hidden>{wording.html("stop")}</button></div>'
    return f'{field}<div class="sending" data-sending></div><div data-part="importing"></div>{stop}'


def receipt_html(name: str, done: Imported, wording: Wording) -> str:
    """What a file came to, each number in words, and what could not be read with the reason."""
    counted = ("new", "joined", "duplicates", "known")
    rows = "".join(f"<li>{wording.html(f'import_{key}', n=getattr(done, key))}</li>" for key in counted)
    unread = f"<li>{wording.html('import_unreadable', n=len(done.faults))}</li>" if done.faults else ""
    told = f"<p><strong>{wording.html('import_done', name=name)}</strong></p><ul>{rows}{unread}</ul>"
    look = "done" if done.new + done.joined + done.duplicates + done.known else "failed"
    return f'<div class="sent sent-{look}">{told}{_faults_html(done.faults, wording)}</div>'


def _faults_html(faults: Sequence[str], wording: Wording) -> str:
    if not faults:
        return ""
    rows = "".join(f"<li>{escape(fault)}</li>" for fault in faults[:_FAULTS_SHOWN])
    left = len(faults) - _FAULTS_SHOWN
    more = f'<p class="hint">{wording.html("import_more_faults", n=left)}</p>' if left > 0 else ""
    summary = wording.text("import_faults", n=len(faults))
    return folded_html(summary, f'<ul class="import-faults">{rows}</ul>{more}', "more")


def batch_html(waiting: int, wording: Wording) -> str:
    """The button that drafts the replies of all that wait for one."""
    if waiting:
        button = (
            f'<button type="button" class="primary" data-begin="draft_all">{wording.html("batch_button", n=waiting)}'
        )
        stop = f'<button type="button" data-stop hidden>{wording.html("stop")}</button>'
        body = f'<div class="form-buttons">{button}</button>{stop}</div>'
    else:
        body = f"<p>{wording.html('batch_none')}</p>"
    hint = f'<p class="hint">{wording.html("batch_hint")}</p>'
    return section_html("inq-batch", wording.text("batch_title"), hint + body + '<div data-part="drafting"></div>')
