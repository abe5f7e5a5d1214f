"""How good drafts are on the evidence sets: what they quote, what they ask, what they tick, what they must not say."""

import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from advisor.drafting.case import Case, make_case
from advisor.drafting.flow import draft_item
from advisor.drafting.one_go import read_folder
from advisor.evidence.searching import EvidenceIndex
from advisor.forms.model import FormItem
from advisor.forms.outlines import APPLICATION, CHECK_SHEET
from advisor.knowledge import Knowledge
from advisor.programs.schedule import JST
from advisor.values import Value
from advisor.wareki import numbers_in
from evals.drafting.making import make_files
from evals.drafting.sets import EvidenceSet, ItemName, Viewpoint

AS_OF = datetime(2025, 8, 20, 10, tzinfo=JST)
LEAVES = {ItemName.VISION: "vision-purpose"} | {name: name.value for name in ItemName if name is not ItemName.VISION}
CHECKS = {
    Viewpoint.CONFLICT_OF_INTEREST: "conflict-of-interest",
    Viewpoint.SECRETS: "trade-secrets",
    Viewpoint.EXPORT_CONTROL: "export-control",
    Viewpoint.FLEXIBLE_CONTRACTS: "flexible-contracts",
    Viewpoint.COSTS: "cost",
    Viewpoint.HEADQUARTERS: "head-office",
    Viewpoint.AWARENESS: "awareness",
    Viewpoint.EXPERTS: "specialists",
}


class Miss(Value):
    """Something that a draft lacks or should not have."""

    set: str
    what: str
    detail: str


class Figures(Value):
    """Counts of one set. `invented`: numbers of texts that stand in no file; it has to be 0."""

    set: str
    quotes: int
    quotes_cited: int
    quotes_told: int
    gaps: int
    gaps_asked: int
    fields: int
    fields_right: int
    fields_wrong: int
    checks: int
    checks_right: int
    checks_wrong: int  # a yes for a no, or the other way round
    contradictions: int
    contradictions_found: int
    contradictions_false: int
    invented: int
    inexact: int
    misses: tuple[Miss, ...] = ()


def measure(name: str, evidence: EvidenceSet, knowledge: Knowledge) -> Figures:
    """Draft both outlines and the short fields from a set's files, and compare with what it expects."""
    with tempfile.TemporaryDirectory() as folder:
        make_files(evidence.files, Path(folder))
        files, _ = read_folder(Path(folder))
        index = EvidenceIndex.build(files, knowledge.embedder, knowledge.settings.passage_tokens)
    case = make_case(files, index, knowledge, AS_OF)
    return _Measured(name, evidence, case).figures()


class _Measured:
    def __init__(self, name: str, evidence: EvidenceSet, case: Case) -> None:
        self._name = name
        self._expect = evidence.expect
        self._case = case
        self._texts = {file.name: file.document.text for file in case.files}
        self._misses: list[Miss] = []
        outline, sheet = case.outlines[APPLICATION].form(), case.outlines[CHECK_SHEET].form()
        self._drafts = {item.id: draft_item(item, case) for item in (*outline.items, *sheet.items)}

    def figures(self) -> Figures:
        """All counts."""
        quotes = list(self._quotes())
        gaps = list(self._gaps())
        fields = list(self._fields())
        checks = list(self._checks())
        found, false = self._contradictions()
        return Figures(
            set=self._name,
            quotes=len(quotes),
            quotes_cited=sum(cited for cited, _ in quotes),
            quotes_told=sum(told for _, told in quotes),
            gaps=len(gaps),
            gaps_asked=sum(gaps),
            fields=len(fields),
            fields_right=fields.count("right"),
            fields_wrong=fields.count("wrong"),
            checks=len(checks),
            checks_right=checks.count("right"),
            checks_wrong=checks.count("wrong"),
            contradictions=len(self._expect.contradictions),
            contradictions_found=found,
            contradictions_false=false,
            invented=sum(1 for _ in self._invented()),
            inexact=sum(1 for _ in self._inexact()),
            misses=tuple(self._misses),
        )

    def _miss(self, what: str, detail: str) -> None:
        self._misses.append(Miss(set=self._name, what=what, detail=detail))

    def _quotes(self) -> Iterator[tuple[bool, bool]]:
        """Of each expected quote: whether a claim cites it, and whether the text tells it."""
        for name, expected in self._expect.items.items():
            draft = self._drafts[LEAVES[name]]
            cited = {(c.file, plain(c.quote)) for claim in draft.claims for c in claim.citations}
            for quote in expected.must_quote:
                wanted = plain(quote.quote)
                is_cited = any(quote.file == file and wanted in words for file, words in cited)
                told = wanted in plain(draft.text)
                if not (is_cited or told):
                    self._miss(f"quote of {name}", f"{quote.file}: {quote.quote}")
                yield is_cited or told, told

    def _gaps(self) -> Iterator[bool]:
        """Of each item with something missing: whether anything is asked, or the item is not called supported."""
        for name, expected in self._expect.items.items():
            draft = self._drafts[LEAVES[name]]
            if expected.gap:
                if not draft.gaps:
                    self._miss(f"gap of {name}", "、".join(expected.missing))
                yield bool(draft.gaps)

    def _fields(self) -> Iterator[str]:
        for label, expected in self._expect.short.items():
            draft = draft_item(FormItem(id=label, label=str(label)), self._case)
            right = {plain(value) for value in (expected.value, *expected.also) if value}
            if draft.claims:
                outcome = "right" if plain(draft.text) in right else "wrong"
            else:
                outcome = "right" if expected.value is None else "blank"
            if outcome != "right":
                self._miss(f"field {label}", f"{draft.text} / {expected.value}")
            yield outcome

    def _checks(self) -> Iterator[str]:
        for expected in self._expect.checks:
            draft = self._drafts[CHECKS[expected.viewpoint]]
            given = str(draft.proposal)
            settled = "unknown" not in (given, expected.answer)
            outcome = "right" if given == expected.answer else "wrong" if settled else "other"
            if outcome != "right":
                basis = draft.claims[0].text if draft.claims else "-"
                self._miss(f"check {expected.viewpoint}", f"{given}, not {expected.answer}: {basis} / {expected.quote}")
            yield outcome

    def _contradictions(self) -> tuple[int, int]:
        """How many expected ones are found (two of the differing values in one), and how many others are told."""
        told = [{(v.file, _figure(v.value)) for v in each.values} for each in self._case.contradictions]
        hit: set[int] = set()
        found = 0
        for expected in self._expect.contradictions:
            wanted = {(value.file, _figure(value.value)) for value in expected.values}
            places = [at for at, values in enumerate(told) if len({v for _, v in wanted & values}) > 1]
            hit |= set(places)
            found += bool(places)
            if not places:
                self._miss("contradiction", expected.subject)
        for at, each in enumerate(self._case.contradictions):
            if at not in hit:
                self._miss("false contradiction", each.text)
        return found, len(told) - len(hit)

    def _invented(self) -> Iterator[str]:
        known = set().union(*(numbers_in(text) for text in self._texts.values()))
        for draft in self._drafts.values():
            for number in numbers_in(re.sub(r"【[^】]*】", " ", draft.text)) - known:
                self._miss("invented", f"{draft.item_id}: {number}")
                yield number

    def _inexact(self) -> Iterator[str]:
        for draft in self._drafts.values():
            for citation in (c for claim in draft.claims for c in claim.citations):
                if self._texts[citation.file][citation.start : citation.end] != citation.quote:
                    self._miss("inexact", citation.quote)
                    yield citation.quote


def plain(text: str) -> str:
    """Without white space, width and thousands separators."""
    return re.sub(r"\s|(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))


def _figure(value: str) -> str:
    """The figure of a value as the sets and the drafts may write it: `42`, `42件`."""
    found = re.search(r"\d[\d,.]*", plain(value))
    return found[0].rstrip(".") if found else plain(value)


_COLUMNS = {
    "quoted": ("quotes_cited", "quotes"),
    "asked": ("gaps_asked", "gaps"),
    "fields right": ("fields_right", "fields"),
    "fields wrong": ("fields_wrong", "fields"),
    "checks right": ("checks_right", "checks"),
    "checks turned round": ("checks_wrong", "checks"),
    "contradictions": ("contradictions_found", "contradictions"),
    "false ones": ("contradictions_false", None),
    "figures invented": ("invented", None),
    "quotes inexact": ("inexact", None),
}


def table_of(found: Sequence[Figures]) -> str:
    """The figures as a Markdown table: a row a set, and all together."""
    rows = [[f.set, *_cells(f.model_dump())] for f in found]
    sums = {key: sum(f.model_dump()[key] for f in found) for pair in _COLUMNS.values() for key in pair if key}
    rows.append(["all", *_cells(sums)])
    head = ["set", *_COLUMNS]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(figures: Mapping[str, int]) -> list[str]:
    return [f"{figures[part]}/{figures[whole]}" if whole else f"{figures[part]}" for part, whole in _COLUMNS.values()]
