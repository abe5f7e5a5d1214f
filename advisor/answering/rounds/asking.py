"""Whether a question asks how rounds differ, which rounds it means, and what is left of it without the asking. Pure."""

import re

from advisor.answering.understand import own_words
from advisor.folding import search_form
from advisor.programs.model import Program, Round
from advisor.values import Value
from advisor.wareki import rounds_in, with_gregorian_years

_NUMBERS = re.compile(
    r"第?\s*(\d{1,2})\s*(?:回目?|次)(?!答|収|し)|\b(\d{1,2})(?:st|nd|rd|th)\b|\brounds?\s+(\d{1,2})\b"
)
_LISTED = re.compile(
    r"(\d{1,2})(?:th)?\s*(?:・|、|,|と|and|to|vs\.?|&|～|~)\s*(?:the |round )?(?=\d{1,2}\s*(?:回|次|(?:th|nd|rd|st)\b))"
)
_TWO_ROUNDS = re.compile(r"\brounds?\s+(\d{1,2})\s*(?:and|to|vs\.?|,|&)\s*(?:round\s+)?(\d{1,2})\b")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b")
_FIRST = re.compile(r"初回|最初の(?:公募|回|選抜)")
_PREVIOUS = re.compile(r"前回|前の(?:公募|回)|去年|昨年(?:度)?|前年(?:度)?|\b(?:previous|last) (?:call|round|time)\b")
_CURRENT = re.compile(
    r"今回|今年度?|現在|現行|最新|いま(?=は|と|の)|今(?=は|と|の|も|で|、|$)"
    r"|\b(?:now|today|this (?:time|year|call|round)|current(?:ly)?)\b"
)
_EARLIER = re.compile(
    r"以前|昔|過去の?(?:回|公募)|これまで|従来|今まで|かつて|古い(?:公募|回)"
    r"|\b(?:earlier|previously|before|used to be|in the past|older)\b"
)
_EACH = re.compile(
    r"回(?:に|ご)(?:よって|とに)|各回|毎回|回ごと|\b(?:by|between|across|among) (?:the )?(?:rounds|calls)\b"
)
_CHANGED = re.compile(
    r"変わ(?:った|って|りまし|っとる|ってる|らな|る|り)|変更(?:点|され|は|が|に)|改正|改訂|見直さ|新しく(?:な|加わ|入)"
    r"|追加され|廃止|なくなっ|\bchang(?:e|es|ed)\b|\bdifferent now\b|\bwhat(?:'s| is) new\b"
)
_DIFFERS = re.compile(
    r"違い|違う|違って|違った|違っ|ちがう|ちがい|異な|差(?:は|が|を|異)|比べ|比較|対比|同じ|同様|そのまま|一緒"
    r"|\bdiffer|\bcompar|\bsame\b|\bversus\b|\bvs\b"
)
_OF_THE_ASKER = re.compile(
    r"(?:担当者?|名称|住所|代表者?|学長|体制|申請内容|内容)(?:が|を|は)(?:変わ|変更)|変更(?:し|でき|届|手続)"
)
_AGAINST = re.compile(
    r"(?:回|次)(?:の(?:公募|資料|とき|時|要領|内容|募集))?(?:と|から|に比べ|より|とは)|\b(?:from|since|as in|than in)\b"
)
_NEW_IN = re.compile(
    r"回(?:の公募)?で(?:は)?(?:新し|何が|なにが|どこが|どう)?[^、。]{0,4}(?:変わった|変わり|変更された|加わ|追加|廃止)"
    r"|変更点"
)
_TAIL = re.compile(
    r"(?:\s|は|が|で|に|も|を|の|から|と|、|より|へ)*(?:どう|どこが|どこか|何が|何か|なにが)?\s*"
    r"(?:変わ|違|ちが|異な|同じ|同様|変更|改正|改訂|比べ|比較|対比|見直|廃止|一緒|新し(?:く|い)|加わ|追加)[ぁ-ん]{0,12}"
)
_ASKING = re.compile(
    r"(?:は|が|で|に|も|を|の)?(?:どこが|何が|なにが|どう|どのように|どこか|何か|なにか|どれだけ|どれくらい)"
    r"|を?(?:教えて(?:ください|下さい)?|知りたい(?:です)?|見せて|説明して)"
    r"|(?:あり|い|き)?(?:ました|ます|ません)?か[?。]*$|ですか[?。]*$|[?]$"
    r"|\b(?:what|how|did|do|does|has|have|is|are|was|were|tell me|please|the|any|there|in|of|about|with|across|and)\b"
)
_ENGLISH_ASKING = re.compile(r"\b(?:differ\w*|compar\w*|chang\w*|same|versus|vs|from|since|than|between|used to be)\b")
EMPTY = frozenset({
    "公募", "募集", "制度", "内容", "要領", "点", "資料", "年度", "回", "次", "第", "今年", "今", "昔", "事業", "選抜",
    "所", "部分", "全体", "大きい", "主", "主な", "有る", "為る", "成る", "有り", "無い", "差", "要点", "今回", "前回",
    "現在", "以前", "具体", "call", "calls", "round", "rounds", "main", "j", "innovation", "hub",
})  # fmt: skip


class AskedDifference(Value):
    """A question on how rounds differ. `rounds`: those that it names; `last`: it says "last time", which is the one
    before the round in force; `topic`: the question without the asking, "" where nothing is left."""

    rounds: tuple[int, ...]
    last: bool
    topic: str


def asked_difference(text: str, program: Program, current: Round | None) -> AskedDifference | None:
    """What `text` asks about differences between rounds, or None when it does not."""
    plain = _ORDINAL.sub(lambda found: f"{_ORDINALS[found[1]]}th", with_gregorian_years(search_form(text)))
    changed, differs = bool(_CHANGED.search(plain)), bool(_DIFFERS.search(plain))
    if not (changed or differs) or _OF_THE_ASKER.search(plain):
        return None
    rounds = _rounds(plain, program, current)
    previous, earlier = bool(_PREVIOUS.search(plain)), bool(_EARLIER.search(plain) or _EACH.search(plain))
    now = bool(_CURRENT.search(plain))
    if not _is_asked(rounds, previous or earlier, now, changed, plain, current):
        return None
    return AskedDifference(rounds=rounds, last=previous, topic=_topic(plain))


def _is_asked(
    rounds: tuple[int, ...], earlier: bool, now: bool, changed: bool, plain: str, current: Round | None
) -> bool:
    if len(rounds) > 1:
        return True
    if not rounds:
        return earlier
    if current is not None and rounds[0] == current.number:
        return bool(_NEW_IN.search(plain)) or (changed and earlier)
    older = current is not None and rounds[0] < current.number
    return (older and (changed or now or bool(_AGAINST.search(plain)))) or (changed and earlier)


def _rounds(plain: str, program: Program, current: Round | None) -> tuple[int, ...]:
    found = [int(n) for match in _TWO_ROUNDS.finditer(plain) for n in match.groups()]
    found += [int(match[1]) for match in _LISTED.finditer(plain)]
    found += sorted(rounds_in(plain))
    found += [int(n) for match in _NUMBERS.finditer(plain) for n in match.groups() if n]
    if _FIRST.search(plain):
        found.insert(0, 1)
    known = {round_.number for round_ in program.rounds}
    named = [number for number in dict.fromkeys(found) if number in known or number > max(known)]
    for year in re.findall(r"(20\d{2})\s*年度?(?:の|と|から|に|は)?\s*(?:公募|募集|選抜|回|と|から)", plain):
        named += [r.number for r in program.rounds if int(year) in r.fiscal_years and r.number not in named][-1:]
    return tuple(named)


def _topic(plain: str) -> str:
    rest = re.sub(r"20\d{2}\s*年度?", " ", plain)
    for pattern in (_TWO_ROUNDS, _LISTED, _NUMBERS, _FIRST, _PREVIOUS, _CURRENT, _EARLIER, _EACH):
        rest = pattern.sub(" ", rest)
    for pattern in (_TAIL, _ENGLISH_ASKING, _ASKING):
        rest = pattern.sub(" ", rest)
    rest = re.sub(r"\s+", " ", rest).strip(" 、。?!のではがをにと")
    return rest if any(word not in EMPTY for word in own_words(rest)) else ""
