"""Names of organisations in what somebody wrote; kinds of organisation (国立大学, 中小企業) are none. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from advisor.faq.word_lists import word_list
from advisor.japanese import Morpheme

_FORMS = (
    r"株式会社|有限会社|合同会社|合資会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|特定非営利活動法人|NPO法人"
    r"|国立研究開発法人|地方独立行政法人|独立行政法人|国立大学法人|公立大学法人|学校法人|医療法人|社会福祉法人|技術研究組合"
    r"|\(株\)|\(有\)|\(一社\)|\(公財\)|㈱|㈲"
)
_LETTER = r"[^\s、。,.:;!?()「」『』・/はがをにへでとのや]"
_LEGAL = re.compile(
    rf"(?:NPO法人|特定非営利活動法人)\s?{_LETTER}{{2,20}}(?:の[一-龠ァ-ヴー]{{1,6}})?|(?:{_FORMS})\s?{_LETTER}{{2,20}}"
    rf"|(?!弊社|当社|貴社){_LETTER}{{2,20}}(?:株式会社|有限会社|合同会社|\(株\)|㈱|\(有\)|㈲)(?!{_LETTER}{{2}})"
)
_OFFICE = re.compile(r"[一-龠々ヶァ-ヴー]{1,6}[市区町村県府](?=の?[^。、\n\sがはをにへと]{0,12}(?:課|係|局|部|室)の?)")
_ENDS = (
    r"大学院大学|短期大学部|短期大学|工業大学|大学病院|大学|工業高等専門学校|高等専門学校|工業高専|高専|短大|高校|学園|学院"
    r"|市役所|区役所|町役場|村役場|県庁|府庁|都庁|道庁|商工会議所|商工会|信用金庫|信用組合|銀行|病院|研究所|研究機構|機構"
    r"|財団|協会|振興会|協議会|連合会|協同組合|漁協|農協|公社|試験場|製作所|電機|製薬|化学工業|精機"
)
_ENDING = re.compile(rf"(?:{_ENDS})")
# Words that make a kind of organisation, no name, whatever stands behind them.
_KINDS = word_list("kinds_of_organisation")
_NOUN = frozenset({"名詞", "接頭辞", "接尾辞", "記号", "形状詞"})
_BRIDGE = re.compile(r"[一-龠々]{1,4}[ヶケノ]$")  # 桜ヶ峰: Sudachi cuts at the small sign
_BRIDGE_CHARS = 5
_LONGEST_RUN = 30  # nouns in a row; more are no name
_ENGLISH = re.compile(
    r"(?:the )?University of (?!Applied|Technology\b)[A-Z][\w'-]+(?: [A-Z][\w'-]+)*"
    r"|(?!(?:A|An|The|Our|Any|Private|National|Public|Each|Which|This|Japanese|Is|Can|Does|Open|Regional|Local"
    r"|Your|My|If)\b)(?:[A-Z][\w'&-]+ ){1,4}(?:University|College|Institute(?: of [A-Z]\w+(?: and [A-Z]\w+)*)?"
    r"|Corporation|Corp\b\.?|Company|Co\.,? ?Ltd\b\.?|Ltd\b\.?|Inc\b\.?|K\.?K\b\.?|GmbH"
    r"|City Hall|Laboratories|Foundation|Hospital|Bank)"
    r"(?: of [A-Z]\w+)?"
)
_BROKEN = re.compile(r"^(?:The|We|I|At|From|For|And|In|Dear) (?=[A-Z])")


def organisations_in(text: str, pieces: Sequence[Morpheme]) -> Iterator[tuple[int, int]]:
    """Where names of organisations stand in `text`, whose morphemes are `pieces`; may overlap."""
    for found in _LEGAL.finditer(text):
        if not _is_kind(found[0]):
            yield found.span()
    for start, end, parts in _noun_runs(pieces):
        yield from _in_run(text, start, end, parts)
    yield from (found.span() for found in _OFFICE.finditer(text) if found[0][:-1] not in _KINDS)
    for place, suffix in pairwise(pieces):
        if suffix.surface == "大" and suffix.start == place.end and place.parts[1] == "固有名詞":
            yield place.start, suffix.end
    for piece in pieces:
        short = re.fullmatch(r"[^\W\d_a-zA-Z]{1,6}大", piece.surface)
        if short and piece.parts[1] == "固有名詞":
            yield piece.start, piece.end
    for found in _ENGLISH.finditer(text):
        said = _BROKEN.match(found[0])
        yield found.start() + (said.end() if said else 0), found.end()


def _noun_runs(pieces: Sequence[Morpheme]) -> Iterator[tuple[int, int, list[Morpheme]]]:
    run: list[Morpheme] = []
    for piece in pieces:
        joins = piece.parts[0] in _NOUN and piece.parts[1] != "数詞"
        if run and (not joins or piece.start != run[-1].end or len(run) >= _LONGEST_RUN):
            yield run[0].start, run[-1].end, run
            run = []
        if joins:
            run.append(piece)
    if run:
        yield run[0].start, run[-1].end, run


def _in_run(text: str, start: int, end: int, parts: Sequence[Morpheme]) -> Iterator[tuple[int, int]]:
    """A name that ends as organisations do, with the words before its ending."""
    ends = {part.end for part in parts}
    begin = start
    for ending in _ENDING.finditer(text, start, end):
        if ending.end() not in ends:
            continue
        before = [p for p in parts if begin <= p.start and p.start < ending.start()]
        name = [p for p in before if p.surface not in _KINDS and p.surface + "立" not in _KINDS]
        whole = [p for p in before if p.end > ending.start()]  # 大阪大学 as one piece
        if whole and re.sub(rf"(?:{_ENDS})$", "", whole[-1].surface) in _KINDS:
            name = [p for p in name if p is not whole[-1]]
        if name and not (len(name) == 1 and name[0].surface in {"産業", "中小企業"}):
            bridged = _BRIDGE.search(text, max(0, before[0].start - _BRIDGE_CHARS), before[0].start)
            yield bridged.start() if bridged else before[0].start, ending.end()
            begin = ending.end()


def _is_kind(text: str) -> bool:
    """Whether only kinds of organisation are said (国立大学法人など, 学校法人等)."""
    bare = re.sub(rf"{_FORMS}", "", text)
    return re.fullmatch(r"(?:など|等|各社|企業|大学|法人|以外|含|等含|だけ|のみ|も可|[ぁ-ん]{1,3})*", bare) is not None
