"""What holds for every answer, whoever gave it: chat, API or a guide."""

from advisor.answering.drafts import Quote
from advisor.answering.models import Answer, Citation, Status
from advisor.knowledge import Knowledge
from advisor.verifying.values import faults


def check(found: Answer, knowledge: Knowledge) -> None:
    """Citations are exact and numbered, every statement has some, and a status keeps its promise."""
    numbers = {citation.n for citation in found.citations}
    assert numbers == set(range(1, len(found.citations) + 1))
    for citation in found.citations:
        assert citation.quote == knowledge.texts[citation.source_id][citation.start : citation.end]
    for said in (*found.statements, *found.notices):
        assert numbers.issuperset(said.citations)
    assert all(statement.citations for statement in found.statements)
    if found.status in {Status.REFUSED, Status.ABSTAINED, Status.CLARIFY}:
        assert found.statements == ()
    else:
        assert found.statements
    assert (found.clarification is not None) >= (found.status is Status.CLARIFY)
    assert found.text.strip()
    assert len(found.text) < 20_000


def check_statements(found: Answer, knowledge: Knowledge) -> None:
    """Every statement holds by its own citations, but for what is declared as computed."""
    by_number = {citation.n: citation for citation in found.citations}
    for statement in found.statements:
        if not statement.computed:
            quotes = [_as_quote(by_number[n]) for n in statement.citations]
            assert faults(statement.text, quotes, aliases=knowledge.glossary.aliases) == [], statement.text


def _as_quote(citation: Citation) -> Quote:
    return Quote(source_id=citation.source_id, start=citation.start, end=citation.end, text=citation.quote)
