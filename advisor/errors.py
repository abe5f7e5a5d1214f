"""The errors that a user can meet. Each has a machine code and a message in both languages.

AdvisorError
├─ QuestionRejected    empty, too long                                   the asker can mend it
├─ DocumentUnreadable  encrypted, image only, truncated, too large …     names the file
├─ CorpusError         manifest, program model or hubs wrong             names file, path and reason
├─ IndexUnavailable    missing, locked, or made by another model         names the command that mends it
├─ FormUnreadable      no item found, answer has no place             names the form
├─ UploadRejected      too many, too large, too many pages            names the file and the limit
├─ RecordMissing       no such dossier, item, file in this workspace
├─ EditRejected        somebody else changed it, approved already …   nothing is lost: both texts are kept
├─ DraftingOff         dossiers are shut on this server
├─ LlmFailed           language model away, slow, over budget …          retry, or answer without it
└─ ServiceFault        port in use, disk full, folder read-only          the operator can mend it

"Nothing found" and "off topic" are no errors: they are values of `Answer.status`.
"""

from typing import ClassVar

from advisor.messages import Language, say


class AdvisorError(Exception):
    """A fault with a message for the user. `code` names an entry of messages/errors.toml."""

    retryable: ClassVar[bool] = False

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(self.user_message())

    def user_message(self, language: Language = Language.JA) -> str:
        """What happened and what to do, in `language`."""
        return say(f"errors.{self.code}", language, **self.values)


class QuestionRejected(AdvisorError):
    """The question cannot be taken as it is."""


class DocumentUnreadable(AdvisorError):
    """A file cannot be read as a document."""


class CorpusError(AdvisorError):
    """The corpus contradicts itself or its sources."""


class IndexUnavailable(AdvisorError):
    """There is no index that can serve."""

    retryable = True


class FormUnreadable(AdvisorError):
    """A file cannot be taken as a form, or an answer not be written into it."""


class UploadRejected(AdvisorError):
    """A file is over a limit."""


class RecordMissing(AdvisorError):
    """There is no such record in this workspace."""


class EditRejected(AdvisorError):
    """A change does not fit the state that the record is in."""


class DraftingOff(AdvisorError):
    """Dossiers are not prepared on this server."""


class LlmFailed(AdvisorError):
    """The language model gave no usable reply. Nothing that its provider said is in the message."""

    retryable = True


class ServiceFault(AdvisorError):
    """The machine refuses: port, disk, permissions."""

    retryable = True
