"""What does not agree yet, and the files that a dossier can be taken out as. Pure."""

from collections.abc import Mapping, Sequence
from html import escape

from advisor.review.consistency import Issue
from advisor.review.progress import Progress
from app.ui.drafting.requirements import contradiction_html
from app.ui.drafting.wording import Wording
from app.ui.workbench.marks import button_html, folded_html, section_html

ANNEX_ENDINGS = (".xlsx", ".csv", ".md")
ENDING_NAMES = {".docx": "Word (DOCX)", ".xlsx": "Excel (XLSX)", ".pdf": "PDF", ".md": "Markdown", ".csv": "CSV"}


def review_html(issues: Sequence[Issue], names: Mapping[str, str], wording: Wording) -> str:
    """What a reviewer should look at, each with the way to its items. `names`: of the items by id."""
    rows = "".join(f"<li>{_issue_html(issue, names, wording)}</li>" for issue in issues)
    shown = f'<ul class="issues">{rows}</ul>' if rows else f"<p>{wording.html('review_none')}</p>"
    hint = f'<p class="hint">{wording.html("review_hint")}</p>'
    again = f'<div class="form-buttons">{button_html(wording.text("review_again"), "review")}</div>'
    history = folded_html(wording.text("history"), '<div data-part="history"></div>', "more", load="history")
    return section_html("draft-review", wording.text("review_title"), hint + shown + again + history)


def _issue_html(issue: Issue, names: Mapping[str, str], wording: Wording) -> str:
    kind = f'<span class="issue-kind">{wording.html(f"issue_{issue.kind}")}</span>'
    ways = "".join(
        button_html(wording.text("issue_open", item=names[item]), "item", "item-link", item=item)
        for item in issue.items
        if item in names
    )
    places = ""
    if issue.contradiction is not None:
        places = folded_html(wording.text("issue_places"), contradiction_html(issue.contradiction, wording), "more")
    return f"<p>{kind} {escape(issue.text)}</p>{ways}{places}"


def export_html(endings: Sequence[str], progress: Progress, wording: Wording) -> str:
    """The form filled in, and the annex of evidence; unless asked otherwise with approved items alone."""
    left = progress.items - progress.approved
    told = wording.html("export_left", left=left, items=progress.items) if left else wording.html("export_whole")
    box = (
        '<div class="choice"><label><input type="checkbox" id="draft-only-approved" checked> '
        f"<span>{wording.html('only_approved')}</span></label></div>"
    )
    groups = "".join(
        f'<div class="export-group" role="group" aria-label="{wording.html(f"{do}_group")}">'
        f'<h4>{wording.html(f"{do}_group")}</h4><p class="hint">{wording.html(f"{do}_hint")}</p>'
        f'<div class="form-buttons">{_buttons_html(do, offered, wording)}</div></div>'
        for do, offered in (("export", endings), ("annex", ANNEX_ENDINGS))
    )
    return section_html("draft-export", wording.text("export_title"), f"<p>{told}</p>{box}{groups}")


def _buttons_html(do: str, endings: Sequence[str], wording: Wording) -> str:
    return "".join(
        button_html(
            ENDING_NAMES.get(ending, ending),
            do,
            name=wording.text("download_as", what=wording.text(f"{do}_group"), kind=ENDING_NAMES.get(ending, ending)),
            ending=ending,
        )
        for ending in endings
    )
