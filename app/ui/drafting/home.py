"""The list of dossiers, and the form that starts a new one. Pure."""

from collections.abc import Mapping, Sequence
from html import escape

from advisor.dossiers.records import DossierSummary
from advisor.forms.outlines import Outline
from advisor.forms.reading import FORM_ENDINGS
from advisor.settings import Settings
from app.ui.drafting.wording import Wording
from app.ui.forms import Choice
from app.ui.workbench.marks import MESSAGES, attributes, line_html, radios_html, section_html
from app.ui.workbench.sending import sending_data
from app.ui.workbench.wording import moment_words

LOADED = "file"  # the choice of an official form, among the ids of the outlines


def intro_html(wording: Wording) -> str:
    """What this is and what it is not."""
    points = "".join(f"<li>{escape(line)}</li>" for line in wording.text("intro_points").splitlines())
    return (
        f'<h2>{wording.html("title")}</h2><p class="tagline">{wording.html("intro")}</p>'
        f'<ul class="draft-points">{points}</ul>'
    )


def home_html(
    summaries: Sequence[DossierSummary], outlines: Mapping[str, Outline], settings: Settings, wording: Wording
) -> str:
    """The dossiers that there are, and a new one."""
    return list_html(summaries, outlines, wording) + start_html(outlines, settings, wording)


def list_html(summaries: Sequence[DossierSummary], outlines: Mapping[str, Outline], wording: Wording) -> str:
    """The dossiers, the last changed first, each as a button with what to know it by."""
    rows = "".join(f"<li>{_dossier_html(each, outlines, wording)}</li>" for each in summaries)
    body = f'<ul class="dossiers">{rows}</ul>' if rows else f'<p class="hint">{wording.html("list_empty")}</p>'
    return section_html("draft-list", wording.text("list_title"), body)


def _dossier_html(summary: DossierSummary, outlines: Mapping[str, Outline], wording: Wording) -> str:
    outline = outlines.get(summary.form_name)
    form = outline.title.said(wording.language) if outline else summary.form_name
    facts = wording.text(
        "list_facts",
        form=form,
        type=wording.hub_type(summary.hub_type),
        at=moment_words(summary.updated_at),
        approved=summary.approved,
        items=summary.items,
    )
    return (
        f'<button type="button" class="dossier" {attributes({"do": "open", "dossier": summary.id})}>'
        f'<span class="dossier-title">{escape(summary.title)}</span> <span class="dossier-facts">{escape(facts)}</span>'
        "</button>"
    )


def start_html(outlines: Mapping[str, Outline], settings: Settings, wording: Wording) -> str:
    """The form of a new dossier: title, type, and which form it is for."""
    title = line_html("draft-title", "title", wording.text("start_title"), hint=wording.text("start_title_hint"))
    types = [Choice(value="", label=wording.hub_type(None))]
    types += [Choice(value=kind, label=wording.hub_type(kind)) for kind in ("international", "regional")]
    forms = [Choice(value=each.id, label=each.title.said(wording.language)) for each in outlines.values()]
    notes = {each.id: f'<p class="hint">{escape(each.notice.said(wording.language))}</p>' for each in outlines.values()}
    loaded = (
        f'<div class="own-form"><label for="draft-form-file">{wording.html("start_file")}</label>'
        f'<input type="file" id="draft-form-file" data-form-file accept="{",".join(FORM_ENDINGS)}" '
        f'aria-describedby="draft-form-file-hint" {attributes(sending_data(settings.evidence_file_mb, wording))}>'
        f'<p class="hint" id="draft-form-file-hint">{wording.html("start_file_hint")}</p></div>'
    )
    forms.append(Choice(value=LOADED, label=wording.text("start_load")))
    fields = (
        title
        + radios_html(wording.text("start_type"), "hub_type", types, "", {})
        + radios_html(wording.text("start_form"), "form", forms, forms[0].value, {**notes, LOADED: loaded})
    )
    button = f'<button type="submit" class="primary">{wording.html("start_button")}</button>'
    form = (
        f'<form class="guide-form" id="draft-start" data-send="start" novalidate>{fields}'
        f'<div class="form-buttons field-wide">{button}</div>{MESSAGES}</form>'
    )
    return section_html("draft-start", wording.text("start_heading"), form)
