"""The messages of an inquiry: own words open, history and signature folded away, files listed. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.inquiries.records import InquiryMessage
from advisor.mail.model import Attachment
from advisor.messages import catalogue, say
from app.ui.inquiries.wording import Wording
from app.ui.workbench.marks import MESSAGES, button_html, facts_html, folded_html, section_html
from app.ui.workbench.wording import moment_words, size_words


def messages_html(messages: Sequence[InquiryMessage], wording: Wording) -> str:
    """All messages, the newest first; the earlier ones folded away."""
    newest, *earlier = reversed(messages) if messages else (None,)
    if newest is None:
        return ""
    shown = _message_html(newest, len(messages) > 1, wording)
    shown += "".join(
        folded_html(
            wording.text("message_earlier", at=moment_words(message.received_at), by=_sender(message, wording)),
            _message_html(message, True, wording),
            "more",
        )
        for message in earlier
    )
    return section_html("inq-messages", wording.text("messages_title", n=len(messages)), shown)


def _sender(message: InquiryMessage, wording: Wording) -> str:
    return wording.listed((message.organisation, message.sender_name)) or message.sender_email or wording.text("nobody")


def _message_html(message: InquiryMessage, can_leave: bool, wording: Wording) -> str:
    facts = (
        (wording.text("fact_sender"), message.sender_name),
        (wording.text("fact_organisation"), message.organisation),
        (wording.text("fact_email"), message.sender_email),
        (wording.text("fact_subject"), message.subject),
        (wording.text("fact_received"), moment_words(message.received_at)),
        (wording.text("fact_channel"), wording.channel(message.channel)),
    )
    duplicate = f'<p class="hint">{wording.html("message_duplicate")}</p>' if message.duplicate else ""
    faults = "".join(f"<li>{escape(_fault(code, wording))}</li>" for code in message.faults)
    told = f'<div class="mail-faults"><p>{wording.html("mail_faults")}</p><ul>{faults}</ul></div>' if faults else ""
    body = f'<div class="mail-body">{escape(message.body) or wording.html("message_empty")}</div>'
    cut = "".join(
        folded_html(wording.text(f"message_{name}"), f'<div class="mail-cut">{escape(text)}</div>', "more")
        for name, text in (("quoted", message.quoted), ("signature", message.signature))
        if text
    )
    files = _attachments_html(message, wording)
    moved = _move_html(message, can_leave, wording)
    return f'<article class="mail">{facts_html(facts)}{duplicate}{told}{body}{cut}{files}{moved}{MESSAGES}</article>'


def _fault(code: str, wording: Wording) -> str:
    key = f"mail.fault_{code}"
    return say(key, wording.language) if key in catalogue() else code


def _attachments_html(message: InquiryMessage, wording: Wording) -> str:
    if not message.attachments:
        return ""
    rows = "".join(f"<li>{_attachment_html(message.id, file, wording)}</li>" for file in message.attachments)
    title = wording.html("attachments", n=len(message.attachments))
    return f'<h4>{title}</h4><ul class="mail-files">{rows}</ul>'


def _attachment_html(message_id: str, file: Attachment, wording: Wording) -> str:
    label, name = wording.text("file_text"), wording.text("file_text_named", name=file.name)
    button = button_html(label, "file_text", name=name, message=message_id, number=file.number)
    place = f'<div data-part="{file_part(message_id, file.number)}"></div>'
    return f"<span>{escape(file.name)} ({escape(size_words(file.size_bytes))})</span> {button}{place}"


def file_part(message_id: str, number: int) -> str:
    """The name of the part where the text of a file is shown."""
    return escape(f"file-{message_id}-{number}")


def file_text_html(text: str, wording: Wording) -> str:
    """The text of a file, as it was read."""
    shown = f'<div class="mail-cut" tabindex="0">{escape(text)}</div>' if text.strip() else ""
    return shown or f'<p class="hint">{wording.html("file_empty")}</p>'


def _move_html(message: InquiryMessage, can_leave: bool, wording: Wording) -> str:
    """Putting a message where it belongs; the only one of an inquiry can only go into another."""
    field = f"inq-move-{message.id}"
    alone = button_html(wording.text("move_alone"), "move", message=message.id) if can_leave else ""
    form = (
        f'<form class="move" data-send="move" novalidate><input type="hidden" name="message" '
        f'value="{escape(message.id)}"><label for="{escape(field)}">{wording.html("move_to")}</label>'
        f'<input type="text" inputmode="numeric" id="{escape(field)}" name="target" maxlength="10" autocomplete="off">'
        f'<span class="form-buttons"><button type="submit">{wording.html("move_button")}</button>{alone}</span></form>'
    )
    return folded_html(wording.text("move_title"), form, "more")
