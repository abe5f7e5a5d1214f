"""Who writes the replies: the office as the settings name it."""

from pathlib import Path

from advisor.messages import Language, say
from advisor.settings import Settings
from advisor.values import Value


class Office(Value):
    """The office that answers. `signature`: as it stands under a mail; empty: made from name and address. `templates`:
    a folder with templates of its own (`mail-ja.md`, `mail-en.md`); None: those that ship with the product."""

    name: str
    name_en: str
    email: str = ""
    signature: str = ""
    templates: Path | None = None

    def named(self, language: Language) -> str:
        """The name of the office in a language."""
        return self.name if language is Language.JA else self.name_en

    def signed(self, language: Language) -> str:
        """What stands under a mail."""
        if self.signature:
            return self.signature
        key = "signature_email" if self.email else "signature"
        return say(f"replies.{key}", language, office=self.named(language), email=self.email)


def office_of(settings: Settings) -> Office:
    """The office that the settings describe."""
    return Office(
        name=settings.office_name,
        name_en=settings.office_name_en,
        email=settings.office_email or "",
        signature=(settings.office_signature or "").replace("\\n", "\n").strip(),
        templates=settings.reply_templates,
    )
