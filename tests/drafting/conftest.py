"""The ten files of tests/evidence_set.py, read, indexed and drafted from once for all tests."""

from typing import NamedTuple

import pytest
from drafting.drafted_set import AS_OF, all_drafts
from evidence_set import write_evidence_set

from advisor.drafting.case import Case, make_case
from advisor.drafting.model import ItemDraft
from advisor.drafting.one_go import read_folder
from advisor.evidence.searching import EvidenceIndex
from advisor.knowledge import Knowledge


class Drafted(NamedTuple):
    """The case of the ten files, and what is drafted of both outlines, by item."""

    case: Case
    drafts: dict[str, ItemDraft]

    def text_of(self, file: str) -> str:
        """The text of a file as extracted."""
        return next(each.document.text for each in self.case.files if each.name == file)


@pytest.fixture(scope="session")
def drafted(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    folder = tmp_path_factory.mktemp("evidence")
    write_evidence_set(folder)
    files, unread = read_folder(folder)
    assert (len(files), unread) == (10, [])
    index = EvidenceIndex.build(files, knowledge.embedder, knowledge.settings.passage_tokens)
    case = make_case(files, index, knowledge, AS_OF)
    return Drafted(case, all_drafts(case))
