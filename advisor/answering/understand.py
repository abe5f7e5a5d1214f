"""What a question asks: its language, the round and dates it names, its parts, and whether it is hostile. Pure."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from advisor.answering.hostile import is_hostile
from advisor.answering.models import Intent, Question
from advisor.folding import fold_width, search_form
from advisor.japanese import search_tokens
from advisor.messages import Language
from advisor.programs.model import Program, Round
from advisor.programs.rules import HubTypeDefinition
from advisor.programs.schedule import JST
from advisor.values import Value
from advisor.wareki import Moment, dates_in, with_gregorian_years

_FEW_WORDS = 2  # content words up to which a later question of a conversation is read with the one before it
_OWN_WORDS = 2  # content words that a sentence without a question mark needs to be a question of its own
MOST_PARTS = 4  # questions in one message that are answered each

_ROUND = re.compile(r"第\s*(\d{1,2})\s*(?:回|次|会(?=[でのにはが、]))|(?<![\d年月日第])(\d{1,2})\s*回目")
_ENGLISH_ROUND = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\s+(?:call|round)|\b(?:round|call)\s+(?:no\.?\s*)?(\d{1,2})\b")
_ORDINAL = re.compile(r"\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?= (?:call|round))")
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
_FIRST = re.compile(r"初回|最初の(?:公募|回|選抜)|\bfirst (?:call|round)")
_PREVIOUS = re.compile(r"前回|前の(?:公募|回)|\b(?:previous|last) (?:call|round)")
_NEXT = re.compile(r"次回|次の(?:公募|回|募集)|来年(?:度)?の(?:公募|募集)|\bnext (?:call|round)|\bupcoming call")
_FISCAL_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年(?:度)?(?:の|に|は)?\s*(?:公募|募集|選抜|採択|回)")
_ENGLISH_YEAR = re.compile(r"\b(20\d{2})\s+(?:call|round)|\b(?:call|round) (?:of|in) (20\d{2})")

_SENTENCE_END = re.compile(r"(?<=[。?？!！\n])\s*")
_ASKS = re.compile(
    r"[?？]|か(?:ね|な|しら)?[。\s]*$|教えて|ください|下さい|知りたい|お願い|確認したい|でしょう|ですか|ますか|かどうか|って何|とは[。]?$"
    r"|\b(?:what|when|where|who|which|how|can|could|may|is|are|do|does|should|tell|list|please)\b",
    re.I,
)
_TELLS = re.compile(
    r"(?:です|ます|ました|でした|ません|である|だ|(?<!っ)た|[てで](?:い)?る|ない)(?:が|けど|けれど|ので|よ|ね)?[。、\s]*$|\b(?:we|our|i)\b"
)
_TWO_THINGS = re.compile(
    r"(?P<first>[^。?？]{2,40}?)(?:と、|と(?![きもいしのはかっこ])|、?(?:および|及び|ならびに))(?P<second>[^。?？]{2,60}?)"
    r"(?P<tail>(?:を|は|について|に関して|も)(?:教え|知りたい|お願い|どう|何|なに|いつ|確認|まとめ|説明|それぞれ|両方)[^。]*)。?$"
)
_ASKS_SOMETHING = re.compile(
    r"いつ|何[月日時人件回年]|誰|だれ|どこ|いくら|いくつ|なぜ|どうやって|when|where|who|how|why|until"
)
# a wish beside a question (「全体像から知りたい」) says how it is meant, unless it adds something
_WISHES = re.compile(r"(?:知り|確認し|考え|決め|参考にし|お聞きし|相談し)た(?:い|く)[^?？]*$")
_ADDS_WISH = re.compile(r"^(?:あと|また|それと|それから|ついでに|加えて|さらに|他に|ほかに)|も(?:教え|知り|確認|聞)")
_CLAUSE = re.compile(r"(?<!の)、(?:また|あと|それと|それから|加えて|さらに)?")
_ASKING_CLAUSE = re.compile(
    r"いつ|どこ|どちら|誰|だれ|何|なに|いくら|いくつ|なぜ|どうして|どの|どんな|どう(?!し(?:ても|よう)|ぞ|も)|のか|ですか|ますか"
)
# a clause that cannot be asked without the one before it
_DEPENDS = re.compile(r"(?:それ|その|そこ|これ|何型|どの型|どちらの型|どっちの型)")
# the one of two types that was not spoken of
_OTHER_OF_TWO = re.compile(
    r"もう(?:一方|片方|片っぽ|一つの(?:型|類型|ほう|方))|他方|片方の(?:型|類型)"
    r"|\b(?:the )?other (?:one|type|category|track)\b",
    re.I,
)
_QUESTION_WORDS = frozenset({
    "いつ", "幾つ", "幾ら", "場合", "時", "今回", "前回", "次回", "他", "方", "同じ", "本当", "分かる", "大丈夫",
    "駄目", "回", "何", "目", "公募", "どっち", "どちら", "月", "日", "何月", "何日", "何人", "何件", "名前",
})  # fmt: skip
_ENGLISH_AND = re.compile(
    r",?\s+and\s+(?=(?:by |until |for )?(?:what|when|where|who|which|how|can|do|does|is|are)\b)"
    r"(?!.*\b(?:they|it|them|these|those|that)\b)",
    re.I,
)
_ALSO = re.compile(r"^(?:あと|また|それと|それから|ついでに|加えて|さらに|および|and|also|plus)[、,\s]*", re.I)
_POINTS_BACK = re.compile(
    r"^(?:それ|その|そこ|そちら|そっち|これ|この|ここ|では|じゃあ?|で[、,]|なら|ちなみに|同じ|あと|ほかに|他に)"
    r"|^(?:and|what about|how about|then|so|it|that|this|those|these|they)\b"
    r"|\b(?:it|that|them|there)\s*\?*$",
    re.I,
)
# days named by their distance; 今日 and today are left to the clock
_DAYS_AHEAD = (
    (re.compile(r"明日|あした|あす(?=[にのはまで、])|\b(?<!after )tomorrow\b", re.I), 1),
    (re.compile(r"明後日|あさって|\bday after tomorrow\b", re.I), 2),
)
_SPAN_AHEAD = re.compile(r"(\d{1,2})\s*(日|週間)後")
_FOREIGN = re.compile(r"[\uac00-\ud7af\u0400-\u04ff\u0590-\u06ff\u0e00-\u0e7f\u0900-\u0d7f]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


class Part(Value):
    """One question of a message. `text`: what is searched for; `before`: the question that it goes on from, if it does;
    `round`: named or implied; None: not named."""

    text: str
    before: str = ""
    earlier: tuple[str, ...] = ()  # all that was said before it, in the conversation and in this message, oldest first
    round: int | None = None
    intent: Intent | None = None  # as a language model reads it; None: not asked
    next_call: bool = False  # asks about a call that no source knows yet
    dates: tuple[Moment, ...] = ()


class Understanding(Value):
    """A message as understood. `readable`: in a language that can be answered."""

    language: Language
    readable: bool
    hostile: bool
    parts: tuple[Part, ...]


def understand(question: Question, program: Program, current: Round | None) -> Understanding:
    """What `question` asks, given the round in force at its `as_of`."""
    language, readable = detect_language(question.text)
    question = _with_the_other_type(question, program)
    sentences = split_sentences(question.text)
    friendly = [sentence for sentence in sentences if not is_hostile(sentence)]
    parts = _with_one_round(
        [_part(text, before, question.as_of, program, current) for text, before in _parts(friendly, question.earlier)]
    )
    return Understanding(
        language=question.language or language,
        readable=readable,
        hostile=len(friendly) < len(sentences) or is_hostile(question.text),
        parts=tuple(
            part.model_copy(update={"earlier": (*question.earlier, *(before.text for before in parts[:place]))})
            for place, part in enumerate(parts)
        ),
    )


def _with_the_other_type(question: Question, program: Program) -> Question:
    """「もう片方は?」 after a question on one of two types: that question again, on the other type."""
    if not question.earlier or len(program.types) != 2 or not _OTHER_OF_TWO.search(question.text):
        return question
    before = question.earlier[-1]
    names = [_type_names(each) for each in program.types]
    named = [next((name for name in own if name in before.lower()), "") for own in names]
    if bool(named[0]) == bool(named[1]):
        return question
    spoken, other = (0, 1) if named[0] else (1, 0)
    instead = names[other][0] if named[spoken].isascii() else program.types[other].type
    text = re.sub(re.escape(named[spoken]), instead, before, flags=re.I)
    return question.model_copy(update={"text": text, "earlier": question.earlier[:-1]})


def _type_names(definition: HubTypeDefinition) -> list[str]:
    """What a type is called: in English first, then in Japanese, the longest first."""
    english = re.sub(r"\s*\(.*", "", definition.name.en).lower()
    plain = english.removesuffix(" type")
    return [english, f"{plain} contribution type", f"{plain} one", definition.type, definition.type.replace("展開", "")]


def detect_language(text: str) -> tuple[Language, bool]:
    """The language to answer in, and whether the text is in it (False: in one that is not served)."""
    letters = [c for c in fold_width(text) if c.isalpha()]
    foreign = sum(1 for c in letters if _FOREIGN.match(c))
    if letters and foreign > len(letters) / 3:
        return Language.EN, False
    if _KANA.search(text):
        return Language.JA, True
    ideographs = [c for c in letters if _IDEOGRAPH.match(c)]
    if ideographs:
        chinese_only = sum(1 for c in ideographs if not _in_shift_jis(c))
        return Language.JA, chinese_only * 4 <= len(ideographs)
    return (Language.EN if letters else Language.JA), True


def split_sentences(text: str) -> list[str]:
    """The sentences of a message, without the empty ones."""
    sentences = (part for whole in _SENTENCE_END.split(text) for part in _ENGLISH_AND.split(whole))
    return [part.strip() for part in sentences if part.strip(" 　。?？!！\n")]


def named_round(text: str, program: Program, current: Round | None) -> tuple[int | None, bool]:
    """The round that `text` names (by number, by year, as the first or previous one); whether it means the next."""
    plain = _ORDINAL.sub(lambda found: f"{_ORDINALS[found[1]]}th", with_gregorian_years(search_form(text)))
    if found := _ROUND.search(plain) or _ENGLISH_ROUND.search(plain):
        return int(found[1] or found[2]), False
    if _FIRST.search(plain):
        return 1, False
    if _PREVIOUS.search(plain) and current is not None:
        return current.number - 1 or None, False
    if _NEXT.search(plain):
        return None, True
    if found := _FISCAL_YEAR.search(plain) or _ENGLISH_YEAR.search(plain):
        year = int(next(group for group in found.groups() if group))
        named = [r.number for r in program.rounds if year in r.fiscal_years]
        return (max(named) if named else None), False
    return None, False


def asks(text: str) -> bool:
    """Whether a sentence asks something, rather than only telling it.

    >>> asks("うちは高専です。"), asks("高専は出せますか")
    (False, True)
    """
    return any(_ASKS.search(sentence) for sentence in split_sentences(text))


def asking_sentence(text: str) -> str:
    """The sentence of a story that asks, when it stands there with others and has words enough of its own; else "".

    >>> asking_sentence("うちは高専です。高専でも申請できますか。")
    '高専でも申請できますか。'
    """
    sentences = split_sentences(text)
    asking = [sentence for sentence in sentences if _ASKS.search(sentence)]
    alone = len(sentences) > 1 and len(asking) == 1 and len(own_words(asking[0])) >= _OWN_WORDS
    return asking[0] if alone and not points_back(asking[0]) else ""


def tells(text: str) -> bool:
    """Whether a text describes something in whole sentences, and asks nothing.

    >>> tells("うちは高専です。"), tells("高専は出せますか"), tells("高専について")
    (True, False, False)
    """
    return not asks(text) and bool(_TELLS.search(search_form(text)))


def points_back(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    folded = search_form(text)
    return bool(_POINTS_BACK.search(folded)) or not own_words(text)


def _parts(sentences: Sequence[str], earlier: Sequence[str]) -> list[tuple[str, str]]:
    """The questions among `sentences`, each with the one that it goes on from; other sentences join the next one."""
    found: list[str] = []
    told = ""
    for sentence in sentences:
        told = f"{told}{sentence}" if told else sentence
        if _ASKS.search(sentence):
            found.append(told)
            told = ""
    if told:
        if found:
            found[-1] += told
        else:
            found.append(told)
    found = _continued(found)
    parts = [_ALSO.sub("", text) if place else text for place, text in enumerate(found[:MOST_PARTS])]
    before = _before(earlier)
    whole = []
    for text in parts:
        goes_on = before and (points_back(text) or (earlier and len(own_words(text)) <= _FEW_WORDS))
        whole.append((text, before if goes_on else ""))
        before = text
    return whole


def _before(earlier: Sequence[str]) -> str:
    """The last turn, with those that it goes on from itself: 「…の拠点は?」「そのうち東北のものは?」."""
    chain: list[str] = []
    for text in reversed(earlier):
        chain.insert(0, without_round(text).strip())
        if not points_back(text):
            break
    return " ".join(chain)


def _with_one_round(parts: list[Part]) -> list[Part]:
    """The parts; a round that only one of them names is meant by all."""
    named = {part.round for part in parts if part.round is not None}
    if len(named) != 1:
        return parts
    number = named.pop()
    return [part.model_copy(update={"round": number}) if not part.next_call else part for part in parts]


def divided(part: Part) -> tuple[Part, ...] | None:
    """The questions of 「AとBを教えて」 or 「いつ…、どこへ…」, or None when the sentence has no such form."""
    found = _TWO_THINGS.match(part.text)
    if found is None:
        return _divided_by_clauses(part)
    first, second, tail = found["first"], found["second"], found["tail"]
    if not own_words(first) or not own_words(second):
        return None
    rest = part.model_copy(update={"text": second + tail})
    return part.model_copy(update={"text": first + tail}), *(divided(rest) or (rest,))


def _divided_by_clauses(part: Part) -> tuple[Part, ...] | None:
    """The clauses that each ask something of their own; what is told before or after one stays with it."""
    clauses: list[str] = []
    told = ""
    for clause in _CLAUSE.split(part.text):
        told = f"{told}、{clause}" if told else clause
        if _ASKING_CLAUSE.search(clause):
            clauses.append(told)
            told = ""
    if len(clauses) < 2 or any(_DEPENDS.match(clause) for clause in clauses[1:]):
        return None
    clauses[-1] += f"、{told}" if told else ""
    return tuple(part.model_copy(update={"text": clause}) for clause in clauses[:MOST_PARTS])


def own_words(text: str) -> list[str]:
    """What a follow-up says itself: its content words without rounds and question words."""
    return [word for word in search_tokens(without_round(search_form(text))) if word not in _QUESTION_WORDS]


def going_on(before: str, text: str) -> str:
    """A follow-up without words of its own as a whole question: the one before it, asked again or for something."""
    rest = without_round(search_form(text))
    return f"{before} {rest}" if _ASKS_SOMETHING.search(rest) else before


def _continued(found: Sequence[str]) -> list[str]:
    """A short sentence that asks nothing of its own (「名前を知りたいです。」) belongs to the one before it."""
    joined: list[str] = []
    for text in found:
        few = 0 if re.search(r"[?？]", text) else _OWN_WORDS - 1
        wishes = _WISHES.search(text) and not _ASKING_CLAUSE.search(text) and not _ADDS_WISH.search(text)
        if joined and (wishes or len(own_words(text)) <= few):
            joined[-1] += text
        else:
            joined.append(text)
    return joined


def _part(text: str, before: str, as_of: datetime, program: Program, current: Round | None) -> Part:
    number, next_call = named_round(text, program, current)
    return Part(text=text, before=before, round=number, next_call=next_call, dates=tuple(_future_dates(text, as_of)))


def _future_dates(text: str, as_of: datetime) -> list[Moment]:
    """The days that `text` names, by date or as tomorrow; one without a year is of the year of `as_of`."""
    today = as_of.astimezone(JST).date()
    named = [m.model_copy(update={"year": m.year or today.year}) for m in dates_in(text) if m.month and m.day]
    days = [today + timedelta(days=ahead) for pattern, ahead in _DAYS_AHEAD if pattern.search(text)]
    spans = _SPAN_AHEAD.findall(fold_width(text))
    days += [today + timedelta(days=int(number) * (7 if unit == "週間" else 1)) for number, unit in spans]
    return named + [Moment(year=day.year, month=day.month, day=day.day) for day in days]


def without_round(text: str) -> str:
    return _ENGLISH_ROUND.sub(" ", _ROUND.sub(" ", text))


def _in_shift_jis(character: str) -> bool:
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True
