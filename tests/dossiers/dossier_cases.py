"""A fictional (架空) dossier: its form, drafts, files and people."""

from advisor.dossiers.records import Dossier, Item, Origin, Receipt, Sentence
from advisor.dossiers.store import DossierStore
from advisor.drafting.model import Coverage, DraftClaim, FileCitation, ItemDraft
from advisor.forms.model import Form, FormFormat, FormItem, ItemKind, Place
from advisor.ingest.document import Block, BlockKind, Document, IngestReport, Page
from advisor.storage.actors import Actor

HANAKO = Actor(id="hanako", name="架空 花子", workspace="kakuu-univ")
TARO = Actor(id="taro", name="架空 太郎", workspace="kakuu-univ")
OUTSIDER = Actor(id="jiro", name="別所 次郎", workspace="betsu-univ")

PURPOSE = FormItem(id="table:1/row:2", label="拠点の目的", number="1", path=("様式1",), limit_chars=400, place="B2")
PARTNERS = FormItem(id="table:1/row:3", label="参加企業", number="2", path=("様式1",))
TYPE = FormItem(id="table:1/row:4", label="類型", kind=ItemKind.CHOICE, options=("国際展開型", "地域貢献型"))


def form(*items: FormItem) -> Form:
    return Form(
        name="架空様式.docx",
        title="架空の公募の申請書",
        format=FormFormat.DOCX,
        items=items or (PURPOSE, PARTNERS, TYPE),
        places=(Place(id="B2", label="表1の2行目", options=()),),
    )


def new_dossier(store: DossierStore, actor: Actor = HANAKO, title: str = "架空大学の申請") -> Dossier:
    return store.create_dossier(actor, title, form(), round=6, form_file=b"PK kakuu form")


def draft(text: str, item: FormItem = PURPOSE, file_id: str = "") -> ItemDraft:
    quote = FileCitation(file="計画.pdf", page=1, quote="架空の計画", start=0, end=5, file_id=file_id)
    return ItemDraft(
        item_id=item.id,
        text=text,
        claims=(DraftClaim(text=text, citations=(quote,), viewpoints=("目的",)),),
        coverage=Coverage.SUPPORTED,
    )


def sentence(text: str, origin: Origin = Origin.EDITED, by: str = "架空 花子") -> Sentence:
    return Sentence(text=text, origin=origin, by=by)


def save(
    store: DossierStore,
    dossier: Dossier,
    text: str,
    revision: int,
    actor: Actor = HANAKO,
    item: FormItem = PURPOSE,
    chosen: tuple[str, ...] = (),
) -> Item:
    return store.save_text(actor, dossier.id, item.id, text, chosen, (sentence(text),), revision)


def document(text: str, name: str = "計画.pdf") -> Document:
    return Document(
        name=name,
        media_type="application/pdf",
        text=text,
        pages=(Page(number=1, start=0, end=len(text)),),
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text), page=1, headings=("計画",)),),
    )


def add_file(
    store: DossierStore, dossier: Dossier, text: str, name: str = "計画.pdf", actor: Actor = HANAKO
) -> Receipt:
    """A file whose bytes are its text; with no vectors."""
    report = IngestReport(name=name, pages=1, passages=1, tables=0, characters=len(text))
    data = text.encode("utf-8", "surrogatepass")
    read = document(text, name)
    return store.add_evidence(actor, dossier.id, name=name, data=data, document=read, report=report, pages=1)
