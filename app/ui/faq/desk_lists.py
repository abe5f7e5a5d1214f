"""The desk's lists: what approved replies answer often, and the entries by where they stand. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.faq.records import FaqCandidate, FaqEntry, FaqStatus
from app.ui.faq.wording import Wording
from app.ui.workbench.marks import button_html, folded_html, section_html
from app.ui.workbench.wording import moment_words

_ORDER = (FaqStatus.IN_REVIEW, FaqStatus.DRAFT, FaqStatus.APPROVED, FaqStatus.RETIRED)
_AT_ONCE = 10


def desk_html(candidates: Sequence[FaqCandidate], entries: Sequence[FaqEntry], wording: Wording) -> str:
    """Both lists: what is to be done first."""
    return _entries_html(entries, wording) + _candidates_html(candidates, wording)


def _entries_html(entries: Sequence[FaqEntry], wording: Wording) -> str:
    groups = "".join(
        _group_html(status, [each for each in entries if each.status is status], wording) for status in _ORDER
    )
    new = button_html(wording.text("blank"), "start")
    body = groups or f'<p class="hint">{wording.html("entries_none")}</p>'
    return section_html("faq-entries", wording.text("entries_title"), f'{body}<div class="form-buttons">{new}</div>')


def _group_html(status: FaqStatus, entries: Sequence[FaqEntry], wording: Wording) -> str:
    if not entries:
        return ""
    rows = "".join(f"<li>{_row_html(entry, wording)}</li>" for entry in entries)
    shown = f'<ul class="faq-list">{rows}</ul>'
    title = wording.text("group", status=wording.status(status), n=len(entries))
    return folded_html(title, shown, "more", opened=status in (FaqStatus.IN_REVIEW, FaqStatus.DRAFT))


def _row_html(entry: FaqEntry, wording: Wording) -> str:
    opened = button_html(entry.question or wording.text("unnamed"), "open", "item-link", entry=entry.id)
    facts = [
        wording.topic(entry.topic),
        wording.text("asked", n=entry.asked) if entry.asked else "",
        wording.text("changed", at=moment_words(entry.updated_at), by=wording.person(entry.updated_by)),
    ]
    told = escape(wording.listed(facts))
    return f'{opened}<p class="hint">{told}</p>{reason_html(entry, wording)}'


def reason_html(entry: FaqEntry, wording: Wording) -> str:
    """Why an entry is back in review, in words."""
    if entry.reason is None:
        return ""
    detail = f" <q>{escape(entry.detail)}</q>" if entry.detail else ""
    label = f"<strong>{wording.html('back_in_review')}</strong>"
    return f'<div class="notice notice-superseded">{label}<p>{escape(wording.reason(entry.reason))}{detail}</p></div>'


def _candidates_html(candidates: Sequence[FaqCandidate], wording: Wording) -> str:
    hint = f'<p class="hint">{wording.html("candidates_hint")}</p>'
    if not candidates:
        body = f'{hint}<p class="hint">{wording.html("candidates_none")}</p>'
        return section_html("faq-candidates", wording.text("candidates_title"), body)
    shown = _list_html(candidates[:_AT_ONCE], wording)
    rest = candidates[_AT_ONCE:]
    if rest:
        shown += folded_html(wording.text("candidates_more", n=len(rest)), _list_html(rest, wording), "more")
    return section_html("faq-candidates", wording.text("candidates_title"), hint + shown)


def _list_html(candidates: Sequence[FaqCandidate], wording: Wording) -> str:
    return f'<ul class="faq-list">{"".join(f"<li>{_candidate_html(each, wording)}</li>" for each in candidates)}</ul>'


def _candidate_html(candidate: FaqCandidate, wording: Wording) -> str:
    asked = f'<span class="asked-times">{wording.html("asked", n=candidate.asked)}</span>'
    variants = "".join(f"<li>{escape(variant)}</li>" for variant in candidate.variants)
    other = folded_html(wording.text("variants", n=len(candidate.variants)), f"<ul>{variants}</ul>", "more")
    found = wording.personal(candidate.found)
    told = f"<p>{wording.html('taken_out', found=found)}</p>"
    taken = f'<div class="notice notice-superseded">{told}</div>' if found else ""
    begin = button_html(
        wording.text("begin"),
        "start",
        name=wording.text("begin_named", question=candidate.question[:60]),
        key=candidate.key,
    )
    return (
        f"<p>{asked} <strong>{escape(candidate.question)}</strong></p>"
        f'<p class="whole">{escape(candidate.answer)}</p>{taken}{other if variants else ""}'
        f'<div class="form-buttons">{begin}</div>'
    )
