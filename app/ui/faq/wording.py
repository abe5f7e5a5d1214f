"""The words of the tab FAQ in one language."""

from collections.abc import Mapping

from advisor.answering.models import Intent
from advisor.faq.records import FaqStatus, FaqVersionKind, PersonalKind, ReviewReason
from advisor.messages import say
from app.ui.workbench.wording import Words


class Wording(Words):
    """Texts by their key in messages/faq_ui.toml, and in messages/faq.toml by what they name."""

    domain = "faq_ui"

    def topic(self, topic: Intent) -> str:
        """What an entry is about."""
        return say(f"faq.topic_{topic.value}", self.language)

    def status(self, status: FaqStatus) -> str:
        """Where an entry stands."""
        return say(f"faq.status_{status.value}", self.language)

    def reason(self, reason: ReviewReason) -> str:
        """Why an entry is back in review."""
        return say(f"faq.reason_{reason.value}", self.language)

    def version(self, kind: FaqVersionKind) -> str:
        """What made a version."""
        return say(f"faq.version_{kind.value}", self.language)

    def personal_kind(self, kind: PersonalKind) -> str:
        """What a piece of personal data is."""
        return say(f"faq.personal_{kind.value}", self.language)

    def round(self, number: int | None) -> str:
        """The call that an entry holds for; empty for every one."""
        return self.text("round", n=number) if number is not None else ""

    def personal(self, found: Mapping[PersonalKind, int]) -> str:
        """How much personal data was taken out, by kind; empty for none."""
        parts = (self.text("personal_count", kind=self.personal_kind(kind), n=n) for kind, n in found.items() if n)
        return self.text("comma").join(parts)
