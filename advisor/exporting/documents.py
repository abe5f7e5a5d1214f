"""A form with its answers as a file in the form's own format, or an outline as Word, Excel or Markdown. Pure."""

from advisor.exporting.markdown import outline_markdown
from advisor.forms.model import Filling, Form, FormFormat
from advisor.forms.outline_docx import outline_docx
from advisor.forms.outline_xlsx import outline_xlsx
from advisor.forms.reading import fill_form


def filled_bytes(form: Form, data: bytes | None, filling: Filling, ending: str) -> bytes:
    """The file. `data`: the form's own file, None for an outline. `.md` is the text of any form.

    Raises FormUnreadable when an answer has no place in the file.
    """
    if ending == ".md":
        return outline_markdown(form, filling).encode()
    if form.format is not FormFormat.OUTLINE and data is not None:
        return fill_form(data, form, filling)
    return {".docx": outline_docx, ".xlsx": outline_xlsx}[ending](form, filling)
