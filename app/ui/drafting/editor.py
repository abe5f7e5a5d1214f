"""The editor of one item: what is asked, the text or the boxes, what is to be settled, the steps to approval. Pure."""

from collections.abc import Collection
from html import escape

from advisor.dossiers.records import Comment, Item, Status
from advisor.drafting.model import CallCitation, Gap
from advisor.forms.model import FormItem, ItemKind
from advisor.values import Value
from app.ui.drafting.comments import comments_html
from app.ui.drafting.requirements import asks_html, coverage_html, item_name, status_html
from app.ui.drafting.sentences import quotes_html, sentences_html
from app.ui.drafting.wording import Wording
from app.ui.workbench.marks import MESSAGES, area_html, attributes, button_html, confirmed_html, folded_html
from app.ui.workbench.wording import moment_words


class OpenItem(Value):
    """An item with what is shown around it. `before`, `after`: the ids of its neighbours in the form."""

    item: Item
    asks: tuple[CallCitation, ...] = ()
    comments: tuple[Comment, ...] = ()
    deleted: frozenset[str] = frozenset()
    before: str | None = None
    after: str | None = None


def editor_html(opened: OpenItem, wording: Wording) -> str:
    """The whole editor. Its answer is sent with `data-revision`, so that nobody's words are written over."""
    item = opened.item
    state = attributes(
        {"item": item.id, "revision": item.revision, "limit": item.form_item.limit_chars, **_told(item, wording)}
    )
    beside = (
        f'<aside class="editor-beside" tabindex="0" aria-labelledby="draft-beside"><h4 id="draft-beside">'
        f'{wording.html("beside")}</h4><div data-part="sentences">'
        f"{sentences_html(item, opened.deleted, wording)}</div></aside>"
    )
    main = (
        f"<div data-conflict></div>{_answer_html(item, wording)}{_gaps_html(item, opened.deleted, wording)}"
        f"{_steps_html(item, wording)}"
    )
    remarks = f'<div data-part="comments">{comments_html(opened.comments, wording)}</div>'
    below = remarks + folded_html(wording.text("versions"), '<div data-part="versions"></div>', "more", load="versions")
    return (
        f'<section class="bench-section editor" data-editor {state} aria-labelledby="draft-editor-title">'
        f"{_head_html(opened, wording)}{_asked_html(opened, wording)}"
        f'<div class="editor-row"><div class="editor-main">{main}{MESSAGES}</div>{beside}</div>{below}</section>'
    )


def _told(item: Item, wording: Wording) -> dict[str, str]:
    """The sentences that the browser says while somebody types. {n}, {time} are filled in there."""
    keys: tuple[str, ...] = (
        "count",
        "count_limit",
        "count_over",
        "typing",
        "saving",
        "saved",
        "unsaved",
        "restored",
        "conflict_open",
    )
    if item.form_item.limit_chars is None:
        keys = tuple(key for key in keys if key not in {"count_limit", "count_over"})
    holes = {"n": "{n}", "limit": item.form_item.limit_chars, "over": "{over}", "time": "{time}"}
    return {key.replace("_", "-"): wording.text(f"editor_{key}", **holes) for key in keys}


def _head_html(opened: OpenItem, wording: Wording) -> str:
    item = opened.item
    path = "".join(f'<span class="item-path">{escape(name)}</span>' for name in item.form_item.path)
    ways = "".join(
        button_html(wording.text(key), "item", item=target)
        for key, target in (("item_before", opened.before), ("item_after", opened.after))
        if target is not None
    )
    ways += f'<button type="button" data-back-to-table>{wording.html("to_table")}</button>'
    title = f'<h3 id="draft-editor-title" tabindex="-1">{path}{escape(item_name(item))}</h3>'
    changed = wording.html("changed", at=moment_words(item.updated_at), by=wording.person(item.updated_by))
    marks = f"{status_html(item, wording)} {coverage_html(item, wording)}"
    facts = f'<p class="editor-facts">{marks} <span>{changed}</span></p>'
    noted = f'<p class="note"><strong>{wording.html("noted")}</strong> {escape(item.note)}</p>' if item.note else ""
    return f'<div class="editor-ways">{ways}</div>{title}{facts}{noted}'


def _asked_html(opened: OpenItem, wording: Wording) -> str:
    """What the form and the call ask."""
    form_item = opened.item.form_item
    instruction = (
        f"<h4>{wording.html('instruction')}</h4><p>{escape(form_item.instruction)}</p>" if form_item.instruction else ""
    )
    told = f"<p>{escape(opened.item.draft.requirement)}</p>" if opened.item.draft else ""
    said = f"<h4>{wording.html('column_asks')}</h4>{asks_html(opened.asks, wording)}"
    return f'<div class="asked">{instruction}{said}{told}</div>'


def _answer_html(item: Item, wording: Wording) -> str:
    saved = f'<p class="save-state" data-save-state role="status">{_first_state(item, wording)}</p>'
    if item.form_item.kind is ItemKind.CHOICE:
        return _boxes_html(item, wording) + saved
    readonly = " readonly" if item.status is Status.APPROVED else ""
    return (
        f'<div class="field field-wide"><label for="draft-text">{wording.html("answer")}</label>'
        f'<textarea id="draft-text" name="text" data-answer rows="14" lang="ja" aria-describedby="draft-count"'
        f"{readonly}>\n{escape(item.text)}</textarea></div>"
        f'<p class="char-count" id="draft-count" data-count></p>{saved}'
    )


def _first_state(item: Item, wording: Wording) -> str:
    key = "approved_state" if item.status is Status.APPROVED else "editor_idle"
    return wording.html(key, by=wording.person(item.updated_by), at=moment_words(item.updated_at))


def _boxes_html(item: Item, wording: Wording) -> str:
    form_item, off = item.form_item, " disabled" if item.status is Status.APPROVED else ""
    kind = "checkbox" if takes_several(form_item) else "radio"
    rows = "".join(
        f'<div class="choice"><label><input type="{kind}" name="draft-option" data-option value="{escape(option)}"'
        f"{' checked' if option in item.chosen else ''}{off}> <span>{escape(option or wording.text('lone_box'))}</span>"
        "</label></div>"
        for option in form_item.options
    )
    clear = f'<button type="button" data-clear{off}>{wording.html("clear_choice")}</button>' if kind == "radio" else ""
    legend = wording.html("answer_several" if kind == "checkbox" else "answer_one")
    return f'<fieldset class="field field-wide boxes"><legend>{legend}</legend>{rows}{clear}</fieldset>'


def takes_several(form_item: FormItem) -> bool:
    """Whether each box is ticked by itself: several may be, or there is one alone."""
    return form_item.multiple or len(form_item.options) == 1


def _gaps_html(item: Item, deleted: Collection[str], wording: Wording) -> str:
    """What is to be settled, each with the words that it comes from."""
    gaps = item.draft.gaps if item.draft is not None else ()
    if not gaps:
        return ""
    rows = "".join(f"<li>{_gap_html(gap, deleted, wording)}</li>" for gap in gaps)
    return f'<div class="to-settle"><h4>{wording.html("column_gaps")}</h4><ul class="gaps">{rows}</ul></div>'


def _gap_html(gap: Gap, deleted: Collection[str], wording: Wording) -> str:
    return escape(gap.question) + quotes_html(gap.citations, deleted, wording)


def _steps_html(item: Item, wording: Wording) -> str:
    """Name, note, and the steps that the item's status allows."""
    name = (
        f'<div class="field"><label for="draft-name">{wording.html("name")}</label>'
        f'<p class="hint" id="draft-name-hint">{wording.html("name_hint")}</p><input type="text" id="draft-name" '
        f'data-name maxlength="100" autocomplete="name" aria-describedby="draft-name-hint"></div>'
    )
    note = area_html("draft-note", "note", wording.text("note"), hint=wording.text("note_hint"))
    if item.status is Status.APPROVED:
        steps = button_html(wording.text("reopen"), "reopen")
    else:
        steps = "" if item.status is Status.IN_REVIEW else button_html(wording.text("send_to_review"), "send_to_review")
        steps += button_html(wording.text("approve"), "approve", "primary")
        if item.status is Status.IN_REVIEW:
            steps += button_html(wording.text("send_back"), "reopen")
        again = button_html(wording.text("redraft_sure"), "redraft")
        steps += confirmed_html(wording.text("redraft"), wording.text("redraft_question"), again)
    title = f'<h4 id="draft-steps">{wording.html("steps")}</h4>'
    buttons = f'<div class="form-buttons">{steps}</div>'
    return f'<div class="steps" role="group" aria-labelledby="draft-steps">{title}{name}{note}{buttons}</div>'
