"""The ten files of tests/evidence_set.py, read, indexed and drafted from once for all tests."""

import pytest
from drafting.drafted_set import AS_OF, Drafted, all_drafts
from evidence_set import write_evidence_set

from advisor.drafting.case import make_case
from advisor.drafting.one_go import read_folder
from advisor.evidence.searching import EvidenceIndex
from advisor.knowledge import Knowledge


@pytest.fixture(scope="session")
def drafted(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    folder = tmp_path_factory.mktemp("evidence")
    write_evidence_set(folder)
    files, unread = read_folder(folder)
    assert (len(files), unread) == (10, [])
    index = EvidenceIndex.build(files, knowledge.embedder, knowledge.settings.passage_tokens)
    case = make_case(files, index, knowledge, AS_OF)
    return Drafted(case, all_drafts(case), folder)
