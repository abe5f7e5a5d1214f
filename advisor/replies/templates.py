"""The templates of mails: Markdown files with a header, in prompts/replies/ or in a folder that the settings name."""

import re
from functools import lru_cache
from pathlib import Path
from string import Template

import yaml
from pydantic import ConfigDict, Field, ValidationError

from advisor.errors import ServiceFault
from advisor.messages import Language
from advisor.settings import bundled
from advisor.values import Value

_PART = re.compile(r"^=== (\w+) ===[ \t]*\n", re.M)
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_GONE = "\ue000"  # a line that only an empty value stood on
# What each part has to hold, and what it may hold besides.
_PARTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "subject": (frozenset(), frozenset({"subject"})),
    "mail": (frozenset({"recipient", "answers", "signature"}), frozenset({"office", "regret", "call", "notes"})),
    "question": (frozenset({"number", "question", "answer", "citations", "remarks"}), frozenset()),
    "single": (frozenset({"answer", "citations", "remarks"}), frozenset()),
}


class MailTemplate(Value):
    """A template. `inputs`: all its placeholders; the four parts are filled each by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    purpose: str
    version: int = Field(ge=1)
    inputs: tuple[str, ...]
    subject: str
    mail: str
    question: str
    single: str

    def fill(self, part: str, **values: str) -> str:
        """A part with its values in place; a line that only an empty value stands on is left out. Values are put in as
        they are. Raises KeyError for a value that is missing."""
        text: str = getattr(self, part)
        # a space of its own would vanish with the empty line, and a value must not be read as a template
        filled = Template(text).substitute({name: value.strip("\n") or _GONE for name, value in values.items()})
        lines = [line for line in filled.split("\n") if line.strip() != _GONE]
        return _EMPTY_LINES.sub("\n\n", "\n".join(lines).replace(_GONE, "")).strip()

    @property
    def words(self) -> str:
        """All that the template says by itself."""
        return Template("\n".join((self.subject, self.mail, self.question, self.single))).safe_substitute(
            dict.fromkeys(self.inputs, " ")
        )


@lru_cache(maxsize=16)
def load_template(language: Language, folder: Path | None = None) -> MailTemplate:
    """The template of a language: that of `folder` where it has one, else the bundled one.

    Raises ServiceFault("reply_templates_missing") for a folder that does not exist, ("reply_template_invalid") naming
    the file and what is wrong with it.
    """
    name = f"mail-{language}.md"
    if folder is not None and not folder.is_dir():
        raise ServiceFault("reply_templates_missing", folder=folder.name)
    path = bundled("prompts") / "replies" / name
    if folder is not None and (folder / name).exists():
        path = folder / name
    try:
        _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
        pieces = _PART.split(body)
        parts = {part: text.strip("\n") for part, text in zip(pieces[1::2], pieces[2::2], strict=True)}
        if len(pieces) // 2 != len(parts) or pieces[0].strip():
            raise ValueError("parts")
        template = MailTemplate(**yaml.safe_load(header), **parts)
    except (OSError, ValueError, TypeError, yaml.YAMLError, ValidationError) as wrong:
        raise ServiceFault("reply_template_invalid", file=name, detail=_reason(wrong)) from wrong
    _check(template, name)
    return template


def _reason(wrong: Exception) -> str:
    if isinstance(wrong, ValidationError):
        return ", ".join(sorted({str(error["loc"][0]) for error in wrong.errors()}))
    return "front matter, === part ==="


def _check(template: MailTemplate, name: str) -> None:
    """Every placeholder is known, used where it has a value, and declared; none that is needed is missing."""
    used: set[str] = set()
    for part, (needed, allowed) in _PARTS.items():
        written = Template(getattr(template, part))
        if not written.is_valid():
            raise ServiceFault("reply_template_invalid", file=name, detail=f"{part}: $")
        found = set(written.get_identifiers())
        wrong = sorted({f"${each}" for each in (needed - found) | (found - needed - allowed)})
        if wrong:
            raise ServiceFault("reply_template_invalid", file=name, detail=f"{part}: {', '.join(wrong)}")
        used |= found
    differing = sorted(f"${each}" for each in used ^ set(template.inputs))
    if differing or len(set(template.inputs)) != len(template.inputs):
        raise ServiceFault("reply_template_invalid", file=name, detail=f"inputs: {', '.join(differing)}")
