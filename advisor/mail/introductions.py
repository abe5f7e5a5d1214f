"""Who writes, as a mail introduces its sender: name and organisation, or nothing where that is not clear. Pure."""

import re

from advisor.mail.cleaning import one_line
from advisor.mail.signature_cues import CONTACT
from advisor.values import Value

OPENING_LINES, SIGNATURE_LINES, LINE_CHARS = 8, 12, 200
_KINDS = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|国立大学法人|公立大学法人|学校法人"
    "|地方独立行政法人|独立行政法人|国立研究開発法人|特定非営利活動法人|NPO法人|医療法人|社会福祉法人|[(（][株有][)）]|㈱|㈲"
)
_LETTER = r"[^\s、。,，「」『』（）()【】<>＜＞:：;；/／|｜\"'@?？!！]"
_OF_KIND = re.compile(rf"(?:{_KINDS})[ 　]?{_LETTER}{{1,40}}")
_ENDING = (
    "大学院大学|短期大学|大学校|大学|工業高等専門学校|高等専門学校|高専|株式会社|有限会社|合同会社|㈱|[(（]株[)）]|商工会議所|商工会|協同組合"
    "|信用金庫|銀行|市役所|区役所|町役場|村役場|県庁|府庁|都庁|道庁"
)
_WORD = r"[一-龥々〆ヵヶァ-ヶーA-Za-z0-9Ａ-Ｚａ-ｚ０-９・&＆○◯〇●△□×]"
_NAMED = re.compile(
    rf"(?:(?:^|(?<=[\s　、。(（]))(?!この|その|あの|どの|うちの|ほかの"
    rf"|また)[ぁ-んー]{{1,8}}(?:[一-龥]?の)?)?{_WORD}{{1,24}}?(?:{_ENDING})(?![院生発側職]|教員|病院|等)"
)
_COUNCIL = re.compile(
    r"(?:^|(?<=[\s　、。(（の]))[一-龥]{1,5}?[都道府県市区町村](?=[\s　の、]|役所|[一-龥]{2,10}[部課局室])"
)
_WEAK = re.compile(
    rf"{_WORD}{{2,24}}?(?:研究所|機構|財団|公社|センター|協会|学会|連合会|組合|協議会|病院|コンソーシアム)"
)
_ANY = re.compile(
    r"(?:国立|公立|私立|地方|他|各|複数|連携|海外|総合|理工系|単科|当該|申請|中核|両|同|本|弊|貴)(?:大学|高専|高等専門学校|株式会社|銀行)"
)
_ENGLISH = re.compile(
    r"(?:The )?(?:University|Institute|College) of [A-Z][\w'-]+(?: (?:of|and|the|[A-Z][\w'-]+)){0,4}"
    r"|[A-Z][\w&'-]*(?: (?:of|and|for|&|[A-Z][\w&'-]*)){0,5} (?:University"
    r"|Institute of (?:Science and )?Technology|Institute|College|Foundation|Association"
    r"|Agency|Laborator(?:y|ies)|Co\., ?Ltd\.?|Inc\.?|Corporation|Corp\.?|Ltd\.?|LLC|GmbH)(?![\w])"
)
_SAYS = re.compile(
    r"(?:と申します|と申しま|と言います|といいます|です|でございます|でござい)(?:[。.、,!！]|が|$|[\s　])"
)
_GREETING = re.compile(
    r"^.{0,30}?(?:お世話に[^、。]{0,20}|はじめまして|初めまして|突然[^、。]{0,30}|こんにちは"
    r"|失礼(?:いた|致)?します|ございます)[、。\s　]*"
)
_SELF = re.compile(r"^(?:私は|私、|わたくし、?|私ども|当方、?|こちら、?)\s*")
_PERSON = re.compile(
    r"[一-龥々ヶぁ-んァ-ヶー]{1,8}(?:[ 　][一-龥々ヶぁ-んァ-ヶー]{1,8})?|[A-Za-z.'-]{2,20}(?: [A-Za-z.'-]{1,20}){0,3}"
)
_NO_PERSON = re.compile(
    r"大学|高専|会社|法人|研究|機構|センター|協会|組合|事務|担当|係$|課$|部$|室$|[都府県]庁|役[所場]|問[い合]|お世話|質問|可能|対象|以上|よろしく|のみ|こと|もの|予定"
    r"|お願い|希望|検討|とおり|通り|以下|本件|初めて|はじめて|場合|必要|教員|職員|学生|准?教授|部長|課長|代表|社長|申請|応募|相談|info|admin|office|support"
    r"|noreply|postmaster|webmaster",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"\b(?:I am|I'm|My name is|This is) (?P<name>(?:(?:Dr|Prof|Mr|Ms"
    r"|Mrs)\.? )?[A-Z][\w'-]+(?: [A-Z][\w'.-]*){0,3})(?P<rest>[^.\n]{0,120})"
)
_BESIDE = re.compile(r"^(?P<name>[^()（）@/／|｜]{1,40}?)\s*[(（/／|｜@＠]\s*(?P<other>[^()（）]{1,80}?)\s*[)）]?$")


class Introduction(Value):
    """Each empty where it is not said clearly."""

    name: str = ""
    organisation: str = ""


def introduction(display_name: str, body: str, signature: str) -> Introduction:
    """Who the sender is: by the words the mail opens with, its signature, and the name in its head.

    The name in the head is best for the name, the sender's own words for the organisation.

    >>> introduction("", "お世話になっております。架空大学の山田と申します。", "")
    Introduction(name='山田', organisation='架空大学')
    """
    shown = _displayed(one_line(display_name, 120))
    opened = _opened(body)
    signed = _signed(signature)
    return Introduction(
        name=shown.name or _fullest(opened.name, signed.name),
        organisation=opened.organisation or signed.organisation or shown.organisation,
    )


def _fullest(opened: str, signed: str) -> str:
    """A signature mostly gives the whole of the name that the opening gives half of."""
    return signed if signed and (not opened or "".join(signed.split()).startswith("".join(opened.split()))) else opened


def organisation_in(text: str) -> str:
    """The organisation that `text` names, not its department; the last where there are several; empty where none is."""
    line = text[:LINE_CHARS]
    strong = [found for pattern in (_OF_KIND, _NAMED, _COUNCIL, _ENGLISH) for found in pattern.finditer(line)]
    found = [match for match in strong if not _ANY.fullmatch(match[0])] or list(_WEAK.finditer(line))
    if not found:
        return ""
    last = max(found, key=lambda match: match.end())
    widest = min((match for match in found if match.end() > last.start()), key=lambda match: match.start())
    return one_line((widest if widest.end() >= last.end() else last)[0], 80).strip("・ー-&＆ ,")


def _displayed(name: str) -> Introduction:
    """「山田太郎(架空大学)」, 「架空大学 山田太郎」, "Taro Yamada (Fictional University)"."""
    beside = _BESIDE.match(name)
    if beside:
        first, second = beside["name"].strip(), beside["other"].strip()
        if organisation_in(second):
            return Introduction(name=_person(first), organisation=organisation_in(second))
        if organisation_in(first):
            return Introduction(name=_person(second), organisation=organisation_in(first))
        return Introduction(name=_person(first))
    organisation = organisation_in(name)
    if not organisation:
        return Introduction(name=_person(name))
    rest = name.partition(organisation)[2].split()
    return Introduction(
        name=_person(" ".join(rest[-2:])) or _person(rest[-1] if rest else ""), organisation=organisation
    )


def _person(text: str) -> str:
    """`text` where it can be a person's name: a few letters of Japanese or Latin, no words of offices."""
    plain = text.strip("　 ,、")
    plain = re.sub(r"\s*(?:様|さん|殿)$", "", plain)
    return plain if _PERSON.fullmatch(plain) and not _NO_PERSON.search(plain) else ""


def _opened(body: str) -> Introduction:
    lines = [line.strip()[:LINE_CHARS] for line in body[:4000].split("\n") if line.strip()][:OPENING_LINES]
    for line in lines:
        for sentence in re.split(r"(?<=[。！!])", line):
            found = _introduced(sentence)
            if found != Introduction():
                return found
    english = _I_AM.search(" ".join(lines))
    if english:
        return Introduction(name=_person(english["name"]), organisation=organisation_in(english["rest"]))
    return Introduction()


def _introduced(sentence: str) -> Introduction:
    """「(お世話になっております、)架空大学 産学連携課の山田と申します」."""
    says = _SAYS.search(sentence)
    if not says:
        return Introduction()
    before = _SELF.sub("", _GREETING.sub("", sentence[: says.start()]))
    clause = re.split(r"[、。]", before)[-1].strip()
    where, _, name = clause.rpartition("の")
    if not where or not _person(name):
        words = clause.split()
        where, name = " ".join(words[:-1]), words[-1] if words else ""
        if (
            len(words) > 2
            and _person(words[-2])
            and not re.search("[部課室係]$", words[-2])
            and _person(" ".join(words[-2:]))
        ):
            where, name = " ".join(words[:-2]), " ".join(words[-2:])
    organisation = organisation_in(where)
    polite = says[0].startswith("と申")
    if not organisation and not polite:
        return Introduction()  # 「対象は大学です」 and the like
    return Introduction(name=_person(name), organisation=organisation)


def _signed(signature: str) -> Introduction:
    lines = [line.strip() for line in signature.split("\n") if any(char.isalnum() for char in line)][:SIGNATURE_LINES]
    organisation = name = ""
    for line in lines:
        said = CONTACT.split(line[:LINE_CHARS])[0].strip()
        organisation = organisation or organisation_in(said)
        plain = re.sub(r"[(（][ぁ-んァ-ヶA-Za-z\s　]+[)）]", "", said).strip()
        name = name or _person(plain) or _person(_last_words(plain))
    return Introduction(name=name, organisation=organisation)


def _last_words(line: str) -> str:
    """The name behind an organisation, a department or a title: 「産学連携課 山田 太郎」."""
    words = line.split()
    kept: list[str] = []
    for word in reversed(words[1:]):
        if _NO_PERSON.search(word) or organisation_in(word):
            break
        kept.insert(0, word)
    return " ".join(kept[-2:])
