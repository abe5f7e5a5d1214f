"""A mail that was read → an inquiry as it arrives. Pure."""

from datetime import datetime

from advisor.inquiries.records import Channel, Incoming
from advisor.mail.introductions import introduction
from advisor.mail.model import Mail


def arriving(mail: Mail, now: datetime, channel: Channel) -> Incoming:
    """The inquiry that `mail` is. It was received when it was sent, but not later than `now`.

    Name and organisation of the sender are what the mail says; empty where it does not say it clearly.
    """
    who = introduction(mail.sender.name, mail.body, mail.signature)
    parents = dict.fromkeys([*reversed(mail.in_reply_to), *reversed(mail.references)])
    return Incoming(
        channel=channel,
        key=f"mail:{mail.sha256}",
        sender_name=who.name or mail.sender.name,
        sender_email=mail.sender.email,
        organisation=who.organisation,
        subject=mail.subject,
        body=mail.body,
        quoted=mail.quoted,
        signature=mail.signature,
        received_at=min(mail.sent_at or now, now),
        message_id=mail.message_id,
        parents=tuple(parents),
        attachments=mail.attachments,
        faults=mail.faults,
    )
