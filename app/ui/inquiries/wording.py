"""The words of the tab 問合せ in one language."""

from datetime import datetime

from advisor.answering.models import Intent, Status
from advisor.inquiries.records import (
    ApplicantKind,
    Channel,
    Flag,
    Inquiry,
    InquiryEventKind,
    InquiryStatus,
    ReplyVersionKind,
)
from advisor.messages import say
from advisor.programs.schedule import JST
from app.ui.workbench.wording import Words

DONE = (InquiryStatus.SENT, InquiryStatus.CLOSED)


class Wording(Words):
    """Texts by their key in messages/inquiries_ui.toml, and by what they name."""

    domain = "inquiries_ui"

    def status(self, status: InquiryStatus) -> str:
        """Where an inquiry stands."""
        return self.text(f"status_{status.value}")

    def topic(self, topic: Intent) -> str:
        """What an inquiry is about."""
        return say(f"faq.topic_{topic.value}", self.language)

    def kind(self, kind: ApplicantKind) -> str:
        """What the sender is."""
        return self.text(f"kind_{kind.value}")

    def flag(self, flag: Flag) -> str:
        """What the officer should see first."""
        return self.text(f"flag_{flag.value}")

    def channel(self, channel: Channel) -> str:
        """How a message came."""
        return self.text(f"channel_{channel.value}")

    def answered(self, status: Status) -> str:
        """How far the documents settle a question."""
        return say(f"ui.status_{status.value}", self.language)

    def version(self, kind: ReplyVersionKind) -> str:
        """What made a version of a reply."""
        return self.text(f"version_{kind.value}")

    def event(self, kind: InquiryEventKind) -> str:
        """What happened."""
        return say(f"inquiries.event_{kind.value}", self.language)

    def due(self, inquiry: Inquiry, moment: datetime) -> str:
        """How much time is left to reply, in days; empty where nothing is due."""
        if inquiry.due_at is None or inquiry.status in DONE:
            return ""
        days = (inquiry.due_at.astimezone(JST).date() - moment.astimezone(JST).date()).days
        if is_overdue(inquiry, moment):
            return self.text("overdue_today") if days == 0 else self.text("overdue", n=-days)
        return self.text("due_today") if days == 0 else self.text("due_in", n=days)

    def sender(self, inquiry: Inquiry) -> str:
        """Who asks, as far as that is known."""
        return self.listed((inquiry.organisation, inquiry.sender_name)) or inquiry.sender_email or self.text("nobody")


def is_overdue(inquiry: Inquiry, moment: datetime) -> bool:
    """Whether the reply was due before that moment and is not sent."""
    return inquiry.due_at is not None and inquiry.due_at < moment and inquiry.status not in DONE
