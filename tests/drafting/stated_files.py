"""Small evidence files (架空), read by the real readers from the bytes that people send."""

import csv
import io
from collections.abc import Sequence

from advisor.drafting.contradictions import find_contradictions
from advisor.evidence.searching import EvidenceFile
from advisor.ingest.reading import read_data
from evals.drafting.making import file_bytes
from evals.drafting.sets import Content

Rows = Sequence[Sequence[str]]


def evidence(name: str, content: str | Rows | Content) -> EvidenceFile:
    """A file of running text, of the rows of a CSV, or of a description of the evals."""
    if isinstance(content, str):
        data = content.encode()
    elif isinstance(content, Sequence):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(content)
        data = text.getvalue().encode()
    else:
        data = file_bytes("." + name.rsplit(".", maxsplit=1)[-1], content)
    return EvidenceFile(id=name, name=name, document=read_data(data, name))


def evidence_of(*contents: str | Rows) -> list[EvidenceFile]:
    """Files with names that say nothing, in this order."""
    return [
        evidence(f"資料{at}.{'txt' if isinstance(content, str) else 'csv'}", content)
        for at, content in enumerate(contents, 1)
    ]


def contradicting_values(*contents: str | Rows) -> list[set[str]]:
    """The values of each contradiction among files with these contents."""
    return [{value.value for value in one.values} for one in find_contradictions(evidence_of(*contents))]
