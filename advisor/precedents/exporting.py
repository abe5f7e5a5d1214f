"""A saved list as a file: XLSX, or DOCX to read and hand round, each with the sources. Pure."""

import io
from collections.abc import Mapping, Sequence

from docx import Document as new_docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from advisor.answering.hubs.sentences import say_confidence, say_type
from advisor.corpus.hubs import Hub
from advisor.exporting.exported import Exported, exported
from advisor.guides.export import xlsx_bytes
from advisor.guides.tables import Table
from advisor.messages import Language, say
from advisor.precedents.comparing import said_quote
from advisor.precedents.gaps import said_name, unknown_aspects
from advisor.precedents.quoting import RecordQuotes
from advisor.precedents.records import HubDocument, HubQuote, ListEntry, PrecedentList
from advisor.storage.words import storable
from advisor.values import Value

ENDINGS = (".xlsx", ".docx")
_FACTS = ("round", "announced", "type", "university", "hub", "prefecture", "field", "summary")
_FONT = "Yu Gothic"


class ExportedHub(Value):
    """A hub of a list with all that is handed out of it. `hub` None: it is no longer on record."""

    entry: ListEntry
    hub: Hub | None
    quotes: tuple[HubQuote, ...] = ()
    documents: tuple[HubDocument, ...] = ()


def hubs_of_list(
    saved: PrecedentList,
    hubs: Mapping[str, Hub],
    quotes: RecordQuotes,
    documents: Sequence[HubDocument],
    language: Language,
) -> tuple[ExportedHub, ...]:
    """The entries of a list with the hubs that they mean, their quotes and added documents."""
    found = []
    for entry in saved.entries:
        hub = hubs.get(entry.hub_id)
        of_hub = tuple(each for each in documents if each.hub_id == entry.hub_id)
        said = () if hub is None else _quotes(hub, quotes, language)
        found.append(ExportedHub(entry=entry, hub=hub, quotes=said, documents=of_hub))
    return tuple(found)


def export_list(saved: PrecedentList, hubs: Sequence[ExportedHub], ending: str, language: Language) -> Exported:
    """The file, `ending` one of ENDINGS."""
    if ending == ".docx":
        return exported(saved.name, ending, _docx(saved, hubs, language))
    return exported(saved.name, ending, xlsx_bytes(list_table(saved, hubs, language)))


def list_table(saved: PrecedentList, hubs: Sequence[ExportedHub], language: Language) -> Table:
    """One row a hub: the record, the note, the sources. The face note comes first among the notes."""
    names = [say("precedents.column_order", language), *(say(f"hubs.aspect_{fact}", language) for fact in _FACTS)]
    names += [say(f"precedents.column_{name}", language) for name in ("note", "unknown")]
    names += [say("hubs.aspect_confidence", language), say("hubs.column_quote", language)]
    names += [say("hubs.column_source", language), say("precedents.column_url", language)]
    names += [say("precedents.column_documents", language)]
    rows = tuple(_row(number, each, language) for number, each in enumerate(hubs, start=1))
    return Table(title=saved.name, columns=tuple(names), rows=rows, notes=_notes(saved, language))


def _row(number: int, each: ExportedHub, language: Language) -> tuple[str, ...]:
    hub = each.hub
    documents = "\n".join(_document(document) for document in each.documents)
    if hub is None:
        gone = say("precedents.list_gone", language, id=each.entry.hub_id)
        return (str(number), *("" for _ in _FACTS[:-1]), gone, each.entry.note, "", "", "", "", "", documents)
    return (
        str(number),
        *_facts(hub, language),
        each.entry.note,
        "、".join(unknown_aspects(hub, language)),
        say_confidence(hub, language),
        "\n".join(quote.text for quote in each.quotes),
        "\n".join(dict.fromkeys(quote.title for quote in each.quotes)),
        "\n".join(_urls(each.quotes)),
        documents,
    )


def _facts(hub: Hub, language: Language) -> tuple[str, ...]:
    unknown = say("hubs.unknown", language)
    return (
        say("answers.round", language, round=hub.round),
        hub.announced_on.isoformat() if hub.announced_on else unknown,
        say_type(hub.type, language),
        hub.university,
        hub.hub_name or unknown,
        hub.prefecture or unknown,
        hub.field or unknown,
        hub.summary_ja or unknown,
    )


def _notes(saved: PrecedentList, language: Language) -> tuple[str, ...]:
    at = saved.updated_at.strftime("%Y-%m-%d %H:%M")
    about = say("precedents.list_about", language, by=saved.created_by, at=at, n=len(saved.entries))
    return tuple(filter(None, (say("precedents.list_face", language), about, saved.note)))


def _quotes(hub: Hub, quotes: RecordQuotes, language: Language) -> tuple[HubQuote, ...]:
    about = () if hub.field is None and hub.summary_ja is None else quotes.about(hub, language)
    row = quotes.row(hub, language)
    return tuple({(quote.start, quote.end): quote for quote in (row, *about)}.values())


def _docx(saved: PrecedentList, hubs: Sequence[ExportedHub], language: Language) -> bytes:
    document = new_docx()
    _set_font(document)
    document.add_heading(_xml_text(saved.name), level=1)
    face, *others = _notes(saved, language)
    document.add_paragraph().add_run(face).bold = True
    for note in others:
        document.add_paragraph(_xml_text(note))
    for number, each in enumerate(hubs, start=1):
        _add_hub(document, number, each, language)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _add_hub(document: DocxDocument, number: int, each: ExportedHub, language: Language) -> None:
    hub = each.hub
    name = each.entry.hub_id if hub is None else said_name(hub, language)
    document.add_heading(_xml_text(say("precedents.list_entry_head", language, n=number, name=name)), level=2)
    if hub is None:
        document.add_paragraph(say("precedents.list_gone", language, id=each.entry.hub_id))
    else:
        facts = [(say(f"hubs.aspect_{key}", language), v) for key, v in zip(_FACTS, _facts(hub, language), strict=True)]
        facts.append((say("hubs.aspect_confidence", language), say_confidence(hub, language)))
        table = document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for label, value in facts:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, _xml_text(value)
    if each.entry.note:
        document.add_paragraph(_xml_text(f"{say('precedents.column_note', language)}: {each.entry.note}"))
    document.add_heading(say("precedents.sources", language), level=3)
    for quote in each.quotes:
        document.add_paragraph(_xml_text(said_quote(quote, language)), style="List Bullet")
    for added in each.documents:
        document.add_paragraph(_xml_text(_document(added)), style="List Bullet")


def _set_font(document: DocxDocument) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)


def _document(document: HubDocument) -> str:
    issued = f" ({document.issued_on.isoformat()})" if document.issued_on else ""
    return f"{document.title}{issued} {document.url}"


def _urls(quotes: Sequence[HubQuote]) -> list[str]:
    return list(dict.fromkeys(url for quote in quotes for url in quote.urls))


def _xml_text(text: str) -> str:
    """Text without characters that no XML can hold."""
    return "".join(char for char in storable(text) if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
