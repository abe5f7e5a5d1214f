"""A form and a folder of evidence → the form filled with drafts, and the claims, in one go without a store."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from advisor.drafting.case import Case, make_case
from advisor.drafting.flow import draft_form
from advisor.drafting.model import ItemDraft, Proposal
from advisor.drafting.outputs import write_files
from advisor.drafting.writing import Writers
from advisor.errors import AdvisorError, DocumentUnreadable, FormUnreadable, UploadRejected
from advisor.evidence.limits import Limits
from advisor.evidence.receiving import receive
from advisor.evidence.searching import EvidenceFile, EvidenceIndex
from advisor.exporting.documents import filled_bytes
from advisor.forms.model import Filled, Filling, Form, FormFormat, ItemKind
from advisor.forms.outlines import load_outlines
from advisor.forms.reading import read_form
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.messages import Language, say
from advisor.programs.schedule import JST
from advisor.values import Value

__all__ = [
    "OneGo",
    "Unread",
    "allowed_endings",
    "claims_json",
    "draft_in_one_go",
    "face_of",
    "filled_answers",
    "load_form",
    "read_folder",
    "write_files",
]
OUTLINE_ENDINGS = (".docx", ".xlsx", ".md")


class Unread(Value):
    """A file of the folder that could not be read, and why."""

    name: str
    reason: str


class OneGo(Value):
    """What was drafted. `unread`: the files that could not be read."""

    form: Form
    drafts: tuple[ItemDraft, ...]
    contents: bytes
    claims: str
    unread: tuple[Unread, ...] = ()


def draft_in_one_go(
    form_name: str,
    evidence: Path,
    ending: str,
    knowledge: Knowledge,
    as_of: datetime,
    hub_type: str | None = None,
    language: Language = Language.JA,
    chat: Chat | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> OneGo:
    """Draft the form `form_name` (a file, or the id of a built-in outline) from the files below `evidence`.

    `ending`: of the file to be written (`.docx` …). Raises FormUnreadable for a form without items or an ending that
    does not fit it, UploadRejected when the folder has no readable file or too many, and what reading raises.
    """
    form, data = load_form(form_name, knowledge, language, hub_type)
    if ending not in allowed_endings(form, form_name):
        allowed = ", ".join(allowed_endings(form, form_name))
        raise FormUnreadable("form_other_ending", name=form.name, ending=ending or "-", allowed=allowed)
    files, unread = read_folder(evidence, language=language)
    if not files:
        reasons = "; ".join(each.reason for each in unread[:3])
        raise UploadRejected("evidence_none", folder=evidence.name or str(evidence), reasons=reasons)
    index = EvidenceIndex.build(files, knowledge.embedder, knowledge.settings.passage_tokens)
    case = make_case(files, index, knowledge, as_of, hub_type, language)
    drafts: list[ItemDraft] = []
    for draft in draft_form(form, case, Writers(chat, knowledge) if chat is not None else None):
        drafts.append(draft)
        if progress is not None:
            progress(len(drafts), len(form.items))
    filling = Filling(answers=filled_answers(form, drafts, language), face=face_of(case), language=language)
    return OneGo(
        form=form,
        drafts=tuple(drafts),
        contents=filled_bytes(form, data, filling, ending),
        claims=claims_json(form, drafts, case),
        unread=tuple(unread),
    )


def load_form(name: str, knowledge: Knowledge, language: Language, hub_type: str | None) -> tuple[Form, bytes | None]:
    """The built-in outline of that id, or the file of that path, with its bytes."""
    outlines = load_outlines(knowledge.settings.corpus_dir)
    if name in outlines:
        return outlines[name].form(language, hub_type), None
    path = Path(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormUnreadable("form_missing", name=path.name, outlines=", ".join(outlines)) from error
    return read_form(data, path.name), data


def allowed_endings(form: Form, name: str) -> tuple[str, ...]:
    """What the filled form may be called: a loaded form keeps its format."""
    return OUTLINE_ENDINGS if form.format is FormFormat.OUTLINE else (Path(name).suffix.lower(),)


def read_folder(
    folder: Path, limits: Limits | None = None, language: Language = Language.JA
) -> tuple[list[EvidenceFile], list[Unread]]:
    """The readable files below a folder in order of their names, and those that cannot be read, with the reason in
    `language`.

    Raises UploadRejected for a folder that is none or holds more files than a dossier may.
    """
    limits = limits or Limits()
    if not folder.is_dir():
        raise UploadRejected("evidence_no_folder", folder=folder.name or str(folder))
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not _is_hidden(p, folder))
    if len(paths) > limits.max_files:
        raise UploadRejected("evidence_too_many_files", count=len(paths), limit=limits.max_files)
    files: list[EvidenceFile] = []
    unread: list[Unread] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            received = receive(_bytes_of(path), path.name, limits)
        except AdvisorError as fault:
            unread.append(Unread(name=name, reason=fault.user_message(language)))
            continue
        files.append(EvidenceFile(id=f"f{len(files) + 1}", name=name, document=received.document))
    return files, unread


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentUnreadable("document_missing", name=path.name) from error


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def filled_answers(form: Form, drafts: Iterable[ItemDraft], language: Language) -> dict[str, Filled]:
    """What goes into the form. A choice that is not settled has no tick."""
    kinds = {item.id: item.kind for item in form.items}
    return {
        draft.item_id: Filled(text="" if kinds[draft.item_id] is ItemKind.CHOICE else draft.text, chosen=draft.chosen)
        for draft in drafts
    }


def face_of(case: Case) -> str:
    """What stands on the face of a form that nobody has approved."""
    return say("drafting.face", case.language, as_of=case.as_of.astimezone(JST).date().isoformat())


def claims_json(form: Form, drafts: Sequence[ItemDraft], case: Case) -> str:
    """The claims of every item and the contradictions of the files, as the contract has them."""
    items = [_item_json(form, draft) for draft in drafts]
    contradictions = [
        {
            "text": contradiction.text,
            "values": [
                {"value": v.value, "file": v.file, "page": v.page, "quote": v.quote} for v in contradiction.values
            ],
        }
        for contradiction in case.contradictions
    ]
    return json.dumps({"items": items, "contradictions": contradictions}, ensure_ascii=False, indent=2) + "\n"


def _item_json(form: Form, draft: ItemDraft) -> dict[str, object]:
    item = form.item(draft.item_id)
    told: dict[str, object] = {"item_id": item.id}
    if item.field:
        told["field"] = item.field
    told |= {"number": item.number, "label": item.label, "path": list(item.path), "text": draft.text or _choice(draft)}
    told |= {"coverage": draft.coverage, "limit_chars": item.limit_chars, "composer": draft.composer}
    if item.kind is ItemKind.CHOICE:
        told |= {"proposal": draft.proposal, "chosen": list(draft.chosen), "reason": draft.reason}
    told["claims"] = [
        {"text": claim.text, "citations": [{"file": c.file, "page": c.page, "quote": c.quote} for c in claim.citations]}
        for claim in draft.claims
    ]
    told["gaps"] = [gap.question for gap in draft.gaps]
    told["requirement"] = draft.requirement
    return told


def _choice(draft: ItemDraft) -> str:
    """A choice in words: what is proposed."""
    words = {Proposal.YES: "はい", Proposal.NO: "いいえ", Proposal.UNKNOWN: "不明"}
    return words[draft.proposal] if draft.proposal is not None else "、".join(draft.chosen)
