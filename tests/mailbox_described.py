"""The mails of tests/mailbox_made, as they are described there."""

from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, TypeAdapter

from advisor.values import Value
from evals.drafting.making import file_bytes
from evals.drafting.sets import Pages
from evals.inquiries.labels import MailLabel

FOLDER = Path(__file__).parent / "mailbox_made"

CharsetName = Literal["iso-2022-jp", "shift_jis", "utf-8"]


class AttachedFile(Value):
    """A PDF or Word file of a few paragraphs; `name` tells the kind."""

    name: str
    blocks: tuple[str, ...]

    def data(self) -> bytes:
        return file_bytes(Path(self.name).suffix, Pages(blocks=self.blocks))


class Forwarded(Value):
    """A mail that is attached whole."""

    sender: str = Field(alias="from")
    subject: str
    body: str


class DescribedMail(Value):
    """A mail as the files describe it. `reply_to`: the id of the mail before it in the thread, which the secretariat
    answered. `odd`: what is wrong with it. `repeated` stands `repeat` times, numbered, where the body says so."""

    id: str
    charset: CharsetName
    sender: str = Field(alias="from")
    at: datetime
    subject: str
    reply_to: str = ""
    body: str = ""
    html: str = ""
    repeat: int = 0
    repeated: str = ""
    files: tuple[AttachedFile, ...] = ()
    forwards: Forwarded | None = None
    odd: Literal["", "header_injection", "cut_off", "wrong_label"] = ""
    label: MailLabel

    def text(self) -> str:
        """The words of the text part, or of the HTML one with its marks."""
        filled = "".join(self.repeated.format(n=n) for n in range(1, self.repeat + 1))
        return self.html or self.body.replace("{repeated}", filled.rstrip("\n"))

    def message_id(self) -> str:
        return f"{self.id}@{parseaddr(self.sender)[1].partition('@')[2]}"


def described_mails() -> tuple[DescribedMail, ...]:
    """Those of all files, in the order of the files."""
    known = TypeAdapter(tuple[DescribedMail, ...])
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml")))
    return tuple(each for mails in read for each in known.validate_python(mails))
