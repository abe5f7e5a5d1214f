"""Cases of small files (架空), and what holds for every draft."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from advisor.drafting.case import Case, make_case
from advisor.drafting.flow import draft_item
from advisor.drafting.model import FileCitation, ItemDraft
from advisor.evidence.limits import Limits
from advisor.evidence.receiving import receive
from advisor.evidence.searching import EvidenceFile, EvidenceIndex
from advisor.forms.outlines import APPLICATION, CHECK_SHEET
from advisor.knowledge import Knowledge
from advisor.programs.schedule import JST
from advisor.wareki import numbers_in

AS_OF = datetime(2025, 8, 20, 10, tzinfo=JST)  # while the seventh call is open


class Drafted(NamedTuple):
    """The case of the ten files, what is drafted of both outlines, by item, and where the files are."""

    case: Case
    drafts: dict[str, ItemDraft]
    folder: Path

    def text_of(self, file: str) -> str:
        """The text of a file as extracted."""
        return next(each.document.text for each in self.case.files if each.name == file)


def read_file(name: str, content: str | bytes) -> EvidenceFile:
    """A file as an upload of it is read; its id is its name."""
    data = content.encode() if isinstance(content, str) else content
    return EvidenceFile(id=name, name=name, document=receive(data, name, Limits()).document)


def case_of(files: Mapping[str, str | bytes], knowledge: Knowledge, hub_type: str | None = None) -> Case:
    """The case of these files on a day of the seventh call."""
    read = [read_file(name, content) for name, content in files.items()]
    index = EvidenceIndex.build(read, knowledge.embedder, knowledge.settings.passage_tokens)
    return make_case(read, index, knowledge, AS_OF, hub_type)


def all_drafts(case: Case) -> dict[str, ItemDraft]:
    """The drafts of both built-in outlines by item: `finance`, `check/cost`."""
    forms = [case.outlines[name].form(hub_type=case.hub_type) for name in (APPLICATION, CHECK_SHEET)]
    return {
        item.id if form.name == APPLICATION else f"check/{item.id}": draft_item(item, case)
        for form in forms
        for item in form.items
    }


def citations_of(draft: ItemDraft) -> Iterator[FileCitation]:
    """Every place of the evidence that a draft names."""
    yield from (citation for claim in draft.claims for citation in claim.citations)
    yield from (citation for gap in draft.gaps for citation in gap.citations)


def without_blanks(text: str) -> str:
    return re.sub(r"【(?:要記入|TO FILL IN)[^】]*】", " ", text)


def check_draft(draft: ItemDraft, case: Case, limit: int | None = None) -> None:
    """What holds for any draft: exact citations on the right page, no number of its own, claims that are in it."""
    files = {file.id: file for file in case.files}
    for cited in citations_of(draft):
        document = files[cited.file_id].document
        assert cited.file == files[cited.file_id].name
        assert cited.quote == document.text[cited.start : cited.end] != ""
        page = next((page.number for page in document.pages if page.start <= cited.start < page.end), None)
        assert cited.page == page, cited
    known = set().union(*(numbers_in(file.document.text) for file in case.files))
    assert numbers_in(without_blanks(draft.text)) <= known, draft.text
    if draft.text:
        assert all(claim.text in draft.text for claim in draft.claims)
    if limit is not None:
        assert len(draft.text) <= limit
