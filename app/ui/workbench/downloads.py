"""A file that the desk made, on its way to the browser. Pure."""

from base64 import b64encode

from advisor.exporting.exported import Exported
from app.api.dossiers.attachments import saved_name
from app.ui.workbench.exchange import Download, Reply
from app.ui.workbench.wording import Words


def handed_out(made: Exported, words: Words) -> Reply:
    """The reply by which the browser saves the file."""
    name = saved_name(made.name)
    file = Download(file_name=name, media_type=made.media_type, data=b64encode(made.contents).decode())
    return Reply(download=file, said=words.text("downloaded", name=name))
