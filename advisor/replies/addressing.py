"""To whom a reply is addressed, and under which subject. Pure.

Names of senders are data from outside: what is no name of a person or an organisation is left out, never written back.
"""

import re

from advisor.answering.hostile import is_hostile
from advisor.folding import fold_width
from advisor.messages import Language, say

_MOST_NAME, _MOST_SUBJECT = 60, 120
_SPACE = re.compile(r"\s+")
_HONORIFICS = re.compile(r"(?:\s*(?:様|さま|殿|御中|先生|さん|氏))+$")
_ASIDE = re.compile(r"\s*[(\[【<「].*$")
_ENGLISH_TITLE = re.compile(r"^(?:dear\s+)", re.I)
# What a unit or a body is called by, not a person: 服部 and 三室 are persons
_UNIT = re.compile(
    r"(?:大学|学校|高専|法人|株式会社|有限会社|機構|研究所|研究室|財団|協会|組合|センター|事務局|委員会|省|庁|課|係|班|窓口|担当者?"
    r"|(?:[\u4e00-\u9fff]{2}(?:部|室|局|本部))|(?:[\u4e00-\u9fff]{1,3}(?:県庁|市役所|町役場)))$"
    r"|^(?:株式会社|有限会社|国立大学法人|学校法人|公立大学法人)|\b(?:university|college|institute|inc\.?|ltd\.?|office|department)\b",
    re.I,
)
_FORM = re.compile(r"(?:株式|有限|合同)会社|(?:国立大学|公立大学|学校|財団|社団)法人|[(](?:株|有)[)]")
_ACCOUNT = re.compile(r"^[a-z0-9]+[._\-\d][a-z0-9._\-]*$|^(?:info|mail|admin|no-?reply|test)$", re.I)
_ANSWERED = re.compile(r"^(?:(?:re|fw|fwd|返信|転送)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.I)


def recipient(organisation: str, name: str, language: Language) -> str:
    """The lines that address the reply: the organisation, and the person with 様 once; 「ご担当者様」 for nobody known.

    >>> recipient("架空大学", "山田 太郎様", Language.JA)
    '架空大学\\n山田 太郎 様'
    """
    body = _plain(organisation)
    person, unit = _person_and_unit(name, body)
    if language is Language.EN:
        return say("replies.recipient_named", language, name=person) if person else _unknown(language)
    lines = [" ".join(filter(None, (body, unit)))] if body or unit else []
    return "\n".join([*lines, say("replies.recipient_named", language, name=person) if person else _unknown(language)])


def reply_subject(subject: str, language: Language) -> str:
    """The subject that is answered, without what earlier replies put before it."""
    plain = _ANSWERED.sub("", _SPACE.sub(" ", fold_width(subject)).strip()).strip()
    if not plain or is_hostile(plain):
        return say("replies.subject_unknown", language)
    return plain if len(plain) <= _MOST_SUBJECT else plain[: _MOST_SUBJECT - 1] + "…"


def _unknown(language: Language) -> str:
    return say("replies.recipient_unknown", language)


def _person_and_unit(name: str, body: str) -> tuple[str, str]:
    """The person's name, and the unit in its place where no person is named (産学連携課)."""
    plain = _plain(_ENGLISH_TITLE.sub("", name))
    plain = _ASIDE.sub("", plain).strip()
    if body and plain.startswith(body):
        plain = plain[len(body) :].strip(" 　/-:、")
    plain = _HONORIFICS.sub("", plain).strip()
    if not plain or _ACCOUNT.match(plain) or plain == _FORM.sub("", body).strip():
        return "", ""
    if _UNIT.search(plain):
        return "", "" if plain == body else re.sub(r"(?:ご)?担当者?$", "", plain).strip()
    return plain, ""


def _plain(text: str) -> str:
    """A name on one line without its honorific; "" for what is no name: an address, a sentence, an order."""
    plain = _HONORIFICS.sub("", _SPACE.sub(" ", fold_width(text)).strip()).strip(" \"'").strip()
    named = any(character.isalpha() for character in plain)
    strange = "@" in plain or "://" in plain or "。" in plain or is_hostile(plain)
    return plain if named and not strange and len(plain) <= _MOST_NAME else ""
