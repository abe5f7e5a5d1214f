"""Who writes, as a mail introduces its sender: name and organisation, or nothing where that is not clear. Pure."""

import re

from advisor.mail.cleaning import one_line
from advisor.mail.name_cues import DEPARTMENT, LABELLED, LIKE_OFFICES, NO_PERSON, ONE_LETTER, ROLE
from advisor.mail.organisations import LINE_CHARS, organisation_in
from advisor.mail.signature_cues import CONTACT
from advisor.values import Value

OPENING_LINES, SIGNATURE_LINES = 8, 12
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
_I_AM = re.compile(
    r"\b(?:[Ii] am|[Ii]'m|[Mm]y name is|[Tt]his is) (?P<name>(?:(?:Dr|Prof|Mr|Ms"
    r"|Mrs)\.? )?[A-Z][\w'-]+(?: [A-Z][\w'.-]*){0,3})(?P<rest>[^.\n]{0,120})"
)
_I_WORK = re.compile(
    r"\b(?:I|[Ww]e) (?:am |are )?(?:currently )?(?:work(?:ing)?|teach(?:ing)?|stud(?:y|ying)|write|writing"
    r"|employed|based|belong|(?:an? |the )[\w ,-]{3,40}?)"
    r" (?:at|for|from|in|with|to|of|on behalf of) (?:the )?(?P<rest>[^.\n]{3,120})"
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
    found = [_signed(signature), _below(body), _labelled(body)]
    told = _fullest(opened.name, next((each.name for each in found if each.name), ""))
    signed = next((each.organisation for each in found if each.organisation), "")
    return Introduction(
        name=_better(shown.name, told, opened.name),
        organisation=opened.organisation or signed or shown.organisation,
    )


def _better(shown: str, told: str, opened: str) -> str:
    """The name in the head, unless it is only the given name beside a fuller or a family name in the text."""
    if not told or not shown:
        return shown or told
    plain, own = "".join(shown.split()), "".join(told.split())
    if len(plain) == 1 or (len(own) > len(plain) and own.endswith(plain)):
        return told
    given = len(shown.split()) == 1 and (len(plain) <= 2 or plain.isascii())
    return told if given and opened and not own.startswith(plain) else shown


def _labelled(body: str) -> Introduction:
    """「所属: 架空大学」 and 「氏名: 山田 太郎」 as web forms write them above a text."""
    found = Introduction()
    for line in body[:4000].split("\n")[:OPENING_LINES]:
        if label := LABELLED.match(line.strip()[:LINE_CHARS]):
            one = _signed(label["told"])
            found = Introduction(name=found.name or one.name, organisation=found.organisation or one.organisation)
    return found


def _below(body: str) -> Introduction:
    """Who signs in one line under the text, where no signature was cut off: 「架空大学 山田」."""
    above, _, last = body.strip()[-LINE_CHARS:].rpartition("\n")
    line = last.strip()
    if not above.strip() or len(line) > 60 or re.search(r"[。、?？!！:：]|(?:ます|です|か)$", line):
        return Introduction()
    found = _displayed(line) if _BESIDE.match(line) else _signed(line)
    return found if found.name and found.organisation else Introduction()


def _fullest(opened: str, signed: str) -> str:
    """A signature mostly gives the whole of the name that the opening gives half of."""
    return signed if signed and (not opened or "".join(signed.split()).startswith("".join(opened.split()))) else opened


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
    named = re.search(r"[^ーぁ-ん\s]|[ぁ-ん]{2}", plain) is not None
    office = NO_PERSON.search(LIKE_OFFICES.sub("", plain))
    return plain if named and _PERSON.fullmatch(plain) and not office else ""


def _opened(body: str) -> Introduction:
    lines = [line.strip()[:LINE_CHARS] for line in body[:4000].split("\n") if line.strip()][:OPENING_LINES]
    for line in lines:
        for sentence in re.split(r"(?<=[。！!])", line):
            found = _introduced(sentence)
            if found != Introduction():
                return found
    english = _I_AM.search(" ".join(lines))
    who = _person(english["name"]) if english else ""
    where = organisation_in(english["rest"]) if english else ""
    works = _I_WORK.search(" ".join(lines))
    return Introduction(name=who, organisation=where or (organisation_in(works["rest"]) if works else ""))


def _introduced(sentence: str) -> Introduction:
    """「(お世話になっております、)架空大学 産学連携課の山田と申します」."""
    says = _SAYS.search(sentence)
    if not says:
        return Introduction()
    before = _SELF.sub("", _GREETING.sub("", sentence[: says.start()]))
    clause = re.split(r"[、。]", before)[-1].strip()
    if organisation := _department_of(clause):
        return Introduction(organisation=organisation)
    where, _, name = clause.rpartition("の")
    if where and ROLE.fullmatch(name):
        return Introduction(organisation=organisation_in(where))
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


def _department_of(clause: str) -> str:
    """The organisation of 「架空大学(の)研究支援課(です)」, where the words are nothing but that."""
    organisation = organisation_in(clause)
    rest = clause.removeprefix(organisation).removeprefix("の").split()
    if not organisation or not clause.startswith(organisation) or not rest or LIKE_OFFICES.fullmatch(rest[-1]):
        return ""
    return organisation if all(DEPARTMENT.fullmatch(word) for word in rest) else ""


def _signed(signature: str) -> Introduction:
    lines = [line.strip() for line in signature.split("\n") if any(char.isalnum() for char in line)][:SIGNATURE_LINES]
    organisation = name = ""
    for line in lines:
        said = CONTACT.split(line[:LINE_CHARS])[0].strip()
        organisation = organisation or organisation_in(said)
        plain = re.sub(r"[(（][ぁ-んァ-ヶA-Za-z\s　]+[)）]", "", said).strip()
        told = _person(plain) or _person(_last_words(plain))
        name = name or (told if len(told) > 1 or told in ONE_LETTER else "")
    return Introduction(name=name, organisation=organisation)


def _last_words(line: str) -> str:
    """The name behind an organisation, a department or a title: 「産学連携課 山田 太郎」."""
    words = line.split()
    kept: list[str] = []
    for word in reversed(words[1:]):
        if NO_PERSON.search(LIKE_OFFICES.sub("", word)) or organisation_in(word):
            break
        kept.insert(0, word)
    return " ".join(kept[-2:])
