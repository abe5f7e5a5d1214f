"""Names that files give without a label: of the hub, its head, its host, its address, its founding day. Pure.

A hub is called by its name throughout its own files, so the name that stands most often is the hub's, if it stands
clearly more often than every other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from advisor.drafting.statements import Statement
from advisor.folding import fold_width, search_form
from advisor.japanese import words

# What hubs are: the last part of their names.
_KINDS = re.compile(
    r"(?:センター|拠点|機構|研究所|共創室|連携室|推進室|ハブ|ラボ|コンソーシアム|プラットフォーム|インスティテュート|工房"
    r"|研究院|研究部門)$"
)
_PARTS = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞", "形容詞"})
_TOO_GENERAL = re.compile(
    r"^(?:本|当|各|他|同|新|旧|全|両|この|その|産学連携|研究|地域|連携|推進|拠点|学内|共同研究|商工会)*$"
)
_LEADS = 1.6  # times as often as the next name
_AT_LEAST = 3
_LONGEST_NAME = 40
HEAD = (
    r"(?:センター長|拠点長|機構長|研究所長|所長|室長|ラボ長|ハブ長|拠点代表|拠点責任者|施設長|統括責任者"
    + r"|プロジェクトリーダー|センター・?ディレクター)"
)
TOP = r"(?:学長|理事長|校長|総長|学院長)"
_TITLE = r"(?:特任|客員|名誉)?(?:教授|准教授|講師|研究員|理事|副学長)|博士|工学博士|医学博士"
_NAME = r"[\u4e00-\u9fff々ヶ]{1,4}[ 　][\u4e00-\u9fff々ぁ-んァ-ヶー]{1,5}?|[\u4e00-\u9fff々]{3,5}?"
_AFTER = r"(?=$|[\s、。，,()（）・/／「」:：]|が|は|を|氏|先生|特任|教授|准教授|副|理事|\d)"
_DATE = r"(?:(?:令和|平成|昭和|大正|明治)\s*(?:元|\d{1,2})|\d{4})\s*年(?:度|\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
_FOUNDED = re.compile(
    rf"(?P<date>{_DATE})(?:に|、|の)?[^。、\n]{{0,24}}?(?:設立|設置|開設|発足|創設|開所|創立)(?!要項|要綱|規程|規則|準備|認可|の趣旨)"
)
_OF_THE_HUB = re.compile(r"(?:本|当|この)(?:センター|拠点|機構|研究所|室|ラボ|ハブ|施設)|共創室|センターは|拠点は")
_ADDRESS = re.compile(
    r"(?:〒\s*\d{3}-\d{4}\s*)?(?P<address>[\u4e00-\u9fff]{1,4}[都道府県][\u4e00-\u9fffァ-ヶ々ー]{1,10}[市区町村郡]"
    r"[^\s、。「」()（）:：]{0,30}?\d[\d\-－ー−丁目番地号の]*)"
)
_LEGAL = (
    "国立大学法人|公立大学法人|学校法人|独立行政法人国立高等専門学校機構|独立行政法人|国立研究開発法人|地方独立行政法人"
)
_HOST = re.compile(
    rf"(?:{_LEGAL})[ 　]?[^\s、。()（）「」:：]{{1,24}}?"
    r"(?:高等専門学校|大学院大学|短期大学|大学|学園(?:[ 　]?[^\s、。()（）「」:：がはのをにと]{1,16}?大学)?)"
    r"(?!院|等|側|内|外|法|生|教|発|本|病|共|連|職)"
)
_SCHOOL = re.compile(r"(?:高等専門学校|大学院大学|短期大学|大学)$")
_NO_SCHOOL = re.compile(
    r"^(?:国立|公立|私立|県立|市立|工科|工業|医科|女子|総合|地方|他|本|各|海外|協定|複数|連携|近隣|地元|海外の)*(?:大学|高等専門学校)$"
)


def hub_name(statements: Sequence[Statement]) -> tuple[str, Statement] | None:
    """The name that the files call the hub by, as written, with a statement that holds it; None where none leads."""
    counts: Counter[str] = Counter()
    for statement in statements:
        counts.update(set(_candidates(statement.folded)))
    for name in [name for name in counts if name.endswith("室")]:  # more often an office within the hub
        counts[name] //= 2
    ranked = [name for name, count in counts.most_common() if count >= _AT_LEAST]
    if not ranked:
        return None
    best = ranked[0]
    fuller = [n for n in ranked if best in n and n != best and counts[n] * 2 >= counts[best]]
    rivals = [counts[n] for n in ranked[1:] if n not in fuller and n not in best and best not in n]
    if rivals and counts[best] < _LEADS * max(rivals):
        return None
    return _as_written(max(fuller, key=len) if fuller else best, statements)


def _candidates(folded: str) -> Iterator[str]:
    """Runs of nouns that end in a word for a hub."""
    for run in noun_runs(folded):
        found = _KINDS.search(run)
        if found and not _TOO_GENERAL.match(run[: found.start()]) and len(run) <= _LONGEST_NAME:
            yield run


def noun_runs(folded: str) -> Iterator[str]:
    """Nouns that stand side by side in a search form, as one."""
    run = ""
    for word in (*words(folded, whole=True), None):
        if word is not None and word.part in _PARTS and run + word.surface in folded:
            run += word.surface
            continue
        if run:
            yield run
        run = word.surface if word is not None and word.part in _PARTS else ""


def _as_written(folded: str, statements: Sequence[Statement]) -> tuple[str, Statement] | None:
    for statement in statements:
        text = fold_width(statement.text)
        at = text.lower().find(folded)
        if at >= 0 and search_form(text[at : at + len(folded)]) == folded:
            return text[at : at + len(folded)], statement
    return None


def heads(statements: Sequence[Statement], post: str = HEAD) -> Iterator[tuple[str, Statement]]:
    """Who is said to hold a post (`post`: a pattern), with the post: 「センター長 小鳥遊 紗良」."""
    after = re.compile(
        rf"(?<![副元前旧歴代])(?P<post>{post})(?:[(（・]?(?:{_TITLE})[)）]?)?\s*(?:は|：|:|、|・|／|/)?\s*(?P<name>{_NAME}){_AFTER}"
    )
    before = re.compile(rf"(?P<name>{_NAME})\s*[(（]?(?<![副元前旧])(?P<post>{post})(?!補佐|代理)")
    for statement in statements:
        text = fold_width(statement.text)
        found = _in_row(statement, post) or [
            (match["post"], match["name"]) for pattern in (after, before) for match in pattern.finditer(text)
        ]
        for held, name in found:
            if is_person(name):
                yield f"{held} {name.strip()}", statement


def _in_row(statement: Statement, post: str) -> list[tuple[str, str]]:
    """A row with a post in one cell and a person in another."""
    held = [cell for cell in statement.cells if re.match(rf"{post}(?:[・、(（/／]|$)", cell)]
    names = [cell for cell in statement.cells if re.fullmatch(_NAME, cell) and is_person(cell)]
    return [(match[0], names[0]) for cell in held if (match := re.match(post, cell))] if held and names else []


def is_person(name: str) -> bool:
    """Whether Sudachi takes the first word for a proper noun; a name of two parts with a space is taken as one."""
    parts = name.split()
    if re.match(_TITLE, name):
        return False
    found = words(name)
    return bool(found) and (found[0].is_name or (len(parts) == 2 and len(parts[0]) <= 3)) and not _KINDS.search(name)


def founded(statements: Sequence[Statement], hub: str | None) -> Iterator[tuple[str, Statement]]:
    """Days on which the files say that the hub was set up."""
    called = search_form(hub) if hub else None
    for statement in statements:
        text = fold_width(statement.text)
        about = _OF_THE_HUB.search(text) or (called is not None and called in f"{statement.folded} {statement.around}")
        for match in _FOUNDED.finditer(text) if about else ():
            yield re.sub(r"\s", "", match["date"]), statement


def addresses(statements: Sequence[Statement]) -> Iterator[tuple[str, Statement]]:
    """Addresses as they stand, without the postal code."""
    for statement in statements:
        for match in _ADDRESS.finditer(fold_width(statement.text)):
            yield match["address"], statement


def hosts(statements: Sequence[Statement]) -> Iterator[tuple[str, Statement]]:
    """The university or college that stands most often, with its legal form where a file gives it."""
    full: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for statement in statements:
        full.update(set(_HOST.findall(fold_width(statement.text))))
        short.update({run for run in noun_runs(statement.folded) if _SCHOOL.search(run) and not _NO_SCHOOL.match(run)})
    names = full or short
    ranked = names.most_common()
    if not ranked:
        return
    best, most = ranked[0]
    rivals = [count for name, count in ranked[1:] if name not in best and best not in name]
    if rivals and most < _LEADS * max(rivals):
        return
    found = _as_written(search_form(best), statements)
    if found is not None:
        yield found
