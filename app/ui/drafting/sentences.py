"""Where each sentence of an item comes from, with the exact words of the files. Pure."""

from collections.abc import Collection, Sequence
from html import escape

from advisor.dossiers.records import Item, Sentence
from advisor.drafting.model import DraftClaim, FileCitation
from advisor.forms.model import ItemKind
from advisor.review.provenance import citations_of
from app.ui.drafting.wording import Wording
from app.ui.workbench.marks import folded_html


def sentences_html(item: Item, deleted: Collection[str], wording: Wording) -> str:
    """The sentences with their origins and quotes; for a choice, what the proposal rests on.

    `deleted`: ids of files that are no longer there: a quote of one says so.
    """
    claims = item.draft.claims if item.draft is not None else ()
    if item.form_item.kind is ItemKind.CHOICE:
        found = _reason_html(item, wording) + _claims_html(claims, deleted, wording)
        return found or f'<p class="hint">{wording.html("claims_none")}</p>'
    used = {citation for sentence in item.sentences for citation in citations_of(sentence)}
    rows = "".join(f"<li>{_sentence_html(each, deleted, wording)}</li>" for each in item.sentences)
    left = [claim for claim in claims if not used.issuperset(claim.citations)]
    unused = folded_html(wording.text("claims_unused", n=len(left)), _claims_html(left, deleted, wording), "more")
    shown = f'<ol class="sentences">{rows}</ol>' if rows else f'<p class="hint">{wording.html("sentences_none")}</p>'
    return shown + (unused if left else "")


def _sentence_html(sentence: Sentence, deleted: Collection[str], wording: Wording) -> str:
    origin = f'<span class="origin origin-{sentence.origin.value}">{escape(wording.origin(sentence))}</span>'
    citations = citations_of(sentence)
    said = f'<span class="sentence">{escape(sentence.text)}</span>'
    if citations and citations[0].quote == sentence.text:
        said = f"<span>{wording.html('verbatim')}</span>"  # its quote is the sentence
    return f"{origin} {said}{quotes_html(citations, deleted, wording)}"


def _claims_html(claims: Sequence[DraftClaim], deleted: Collection[str], wording: Wording) -> str:
    rows = "".join(
        f'<li><span class="sentence">{escape(claim.text)}</span>{quotes_html(claim.citations, deleted, wording)}</li>'
        for claim in claims
    )
    return f'<ol class="sentences">{rows}</ol>' if rows else ""


def _reason_html(item: Item, wording: Wording) -> str:
    if item.draft is None or not item.draft.reason:
        return ""
    proposed = "、".join(item.draft.chosen) or wording.text("proposed_none")
    return f"<p><strong>{wording.html('proposed', chosen=proposed)}</strong> {escape(item.draft.reason)}</p>"


def quotes_html(citations: Sequence[FileCitation], deleted: Collection[str], wording: Wording) -> str:
    """The exact words of the files, each with file and page."""
    return "".join(_quote_html(citation, citation.file_id in deleted, wording) for citation in citations)


def _quote_html(citation: FileCitation, gone: bool, wording: Wording) -> str:
    place = wording.text("separator").join(filter(None, (citation.file, wording.page(citation.page))))
    note = f' <strong class="gone">{wording.html("file_gone")}</strong>' if gone else ""
    return (
        f'<blockquote><span class="quoted">{escape(citation.quote)}</span>'
        f'<span class="quote-source">{escape(place)}{note}</span></blockquote>'
    )
