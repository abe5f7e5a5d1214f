"""Names of people in what somebody wrote: by Sudachi and by the words around them, or by English forms. Pure."""

import re
from collections.abc import Iterator, Sequence

from advisor.faq.word_lists import word_list
from advisor.japanese import Morpheme

# A form that Sudachi knows in place of one that it does not; one character for one.
FORMS = str.maketrans("髙﨑濵濱邉邊齋齊澤嶋廣惠德", "高崎浜浜辺辺斎斉沢島広恵徳")
_THINGS = word_list("surnames_like_things")
_TITLE = (
    r"様|さま|さん|氏(?!名)|先生|(?:准|助|名誉|特任)?教授|助教|講師|博士|殿(?!堂)|部長|課長|係長|主任|室長|次長|所長"
    r"|学長|総長|理事|研究員|センター長|研究室|ゼミ|事務長|コーディネーター|URA"
)
_CALLED = rf"\s?(?:{_TITLE}|と申|といい?ます|と言い|と名乗|でございます|より(?:$|[。\s])|宛)"
_CALLED_AFTER = re.compile(_CALLED, re.M)
_IS = re.compile(r"(?:です|でした|だ)(?=[。、\s!がけ]|$)", re.M)
_BEGINS = re.compile(r"(?:^|[の、。\s:(])$")
_OURS = re.compile(r"(?:うち|弊社|当社|本学|弊学|同僚|上司|後任|前任|部下|私)の$")
_DOES = re.compile(r"[がはもにをと、]")
_FIELD = re.compile(r"(?:担当者?|氏名|名前|代表者?|責任者|差出人|記入者)(?:は|が)?[\s:]{1,3}$")
_KANA = re.compile(r"\s?[(]\s?(?P<kana>[ぁ-んァ-ヴー]{1,8}\s?[ぁ-んァ-ヴー]{1,8})\s?[)]")
_GIVEN = re.compile(r"\s[一-龠々ぁ-んァ-ヴー]{1,4}(?=\s*(?:\(|$))", re.M)  # a given name that Sudachi takes for a word
_SAYS_NAME = re.compile(
    r"(?:^|[の、。\s])(?P<name>[一-龠々ヶァ-ヴー]{1,5}"
    r"(?:\s?(?:(?!の)[一-龠々ァ-ヴーぁ-ん]){1,5})?)(?=と申しま|と申す|と名乗)",
    re.M,
)
_NAME = r"(?:[A-Z]\.\s?)?[A-Z][a-z'’]+(?:[ -](?:[A-Z]\.|[A-Z][A-Za-z'’]+)){0,2}"
_SIGNED = r"[A-Z]\. ?[A-Z][a-z]+|[A-Z][a-z'’]+(?:\s[A-Z]\.)?[ -][A-Z][A-Za-z'’]+(?:\s[A-Z][a-z]+)?"
_TWO_NAMES = r"[A-Z][a-z'’]+(?:\s[A-Z]\.)?[ -][A-Z][A-Za-z'’]+(?:\s[A-Z][a-z]+)?"
_ENGLISH = re.compile(
    rf"\b(?P<san>[A-Z][a-z]+)-(?:san|sama|sensei)\b|\b(?:Mr|Mrs|Ms|Dr|Prof|Professor)\b\.?\s(?P<titled>{_NAME})"
    rf"|\b(?:[Mm]y name is|[Tt]his is|I am|I'm|[Cc]ontact person:?|[Nn]ame:)\s(?P<said>{_TWO_NAMES})"
    rf"(?=\s(?:from|of|at|with|and|in)\b|[,.\n]|$)"
    rf"|\bDear\s(?P<greeted>(?!Sir|Madam|Secretariat|Team|All|Colleague|METI|Support|Organi)"
    rf"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=,|\n|$)"
    rf"|(?:regards|[Ss]incerely|[Yy]ours|[Tt]hank you|[Tt]hanks|[Bb]est)"
    rf"(?:\s\w+)?,?[ \t]{{0,9}}\n\s{{0,9}}(?P<signed>{_SIGNED})(?=\s{{0,9}}(?:$|\n|,))"
    rf"|^[ \t]{{0,9}}(?!.{{0,80}}(?:Universit|College|Institut|Corporation))(?P<above>{_SIGNED})\s{{0,9}}\n"
    rf"(?=.{{0,80}}(?:Universit|College|Institut|Inc\b|Ltd|Corp|Office|Department|@|\+\d))",
    re.M,
)


def people_in(text: str, pieces: Sequence[Morpheme]) -> Iterator[tuple[int, int]]:
    """Where names of people stand in `text`, whose morphemes are `pieces` (of the text with `FORMS` mended)."""
    for start, end, whole in _runs(pieces):
        begins_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        given = _GIVEN.match(text, end) if not whole and (begins_line or _FIELD.search(text[:start])) else None
        last = given.end() if given else end
        if _is_said(text, start, last, whole):
            yield start, last
            if kana := _KANA.match(text, last):
                yield kana.span("kana")
    for piece in pieces:
        if piece.surface in _THINGS and _BEGINS.search(text, 0, piece.start) and _says(text, piece):
            yield piece.start, piece.end
    yield from (found.span("name") for found in _SAYS_NAME.finditer(text))
    yield from (found.span(found.lastgroup or 0) for found in _ENGLISH.finditer(text))


def _says(text: str, piece: Morpheme) -> bool:
    after_of = text[: piece.start].endswith("の") and _IS.match(text, piece.end)
    return bool(after_of or re.compile(r"\s?(?:様|さん|氏(?!名)|先生|と申)").match(text, piece.end))


def _runs(pieces: Sequence[Morpheme]) -> Iterator[tuple[int, int, bool]]:
    """Names in a row, also with a space or dot between; whether it is a whole name, of two parts at least."""
    at = 0
    while at < len(pieces):
        if not pieces[at].is_person:
            at += 1
            continue
        last, count = at, 1
        while last + 1 < len(pieces):
            step = 2 if pieces[last + 1].surface in {" ", "　", "・"} else 1
            if last + step >= len(pieces) or not pieces[last + step].is_person:
                break
            last, count = last + step, count + 1
        yield pieces[at].start, pieces[last].end, count > 1
        at = last + 1


def _is_said(text: str, start: int, end: int, whole: bool) -> bool:
    before, line_end = text[:start], text.find("\n", end)
    rest = text[end : line_end if line_end >= 0 else len(text)].strip(" 　。、")
    own_line = not before[before.rfind("\n") + 1 :].strip() and (not rest or rest.startswith("("))
    if whole or own_line or _CALLED_AFTER.match(text, end) or _FIELD.search(before):
        return True
    if rest:
        return bool(_IS.match(text, end) and not before.endswith(("は", "が"))) or bool(
            _OURS.search(before) and _DOES.match(text, end)
        )
    return before.endswith((" ", "　", "。")) and "\n" not in before[-2:]  # 研究推進部 渡辺
