"""Reading an inquiry as a whole: its questions, each able to stand alone, what they are about, and from whom."""

import re
from collections import Counter
from collections.abc import Sequence

from advisor.answering.models import Intent
from advisor.answering.thresholds import TOPIC
from advisor.answering.understand import detect_language
from advisor.folding import fold_width
from advisor.inquiries.reading.asked import Asked, Body, whole_text
from advisor.inquiries.reading.following import hands_on, in_a_file, thanks, troubled
from advisor.inquiries.reading.likeness import About, about, halves
from advisor.inquiries.reading.lines import handed_on
from advisor.inquiries.reading.senders import kind_of
from advisor.inquiries.reading.sentences import bare, ended, is_a_fact, says_something
from advisor.inquiries.reading.splitting import read_body
from advisor.inquiries.reading.tone import complains
from advisor.inquiries.records import ApplicantKind, Flag, InquiryQuestion
from advisor.inquiries.threads import bare_subject
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.values import Value

MOST_QUESTIONS = 20

_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|aw|返信|転送)\s*[:：]\s*|[\[【［][^\]】］]{1,24}[\]】］]\s*)+", re.I)
_FORWARDED = re.compile(r"^\s*(?:fwd?|wg|転送)\s*[:：]", re.I)
_ASKING_SUBJECT = re.compile(
    r"(?:に関する|に関しての|についての|の)?(?:お?問い?合わ?せ|ご?質問|ご?相談|お?尋ね|ご?照会)$"
)
_LATIN, _JAPANESE = re.compile(r"[A-Za-z]"), re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENGLISH_SHARE = 0.1  # share of Japanese letters up to which a mail is English (a name, a salutation)
_CUT = re.compile(r"^.*[。．.?？!！\n]", re.S)


class ReadInquiry(Value):
    """What an inquiry is. `questions`: at least one where the inquiry says anything but thanks; `topic`: what most
    of them are about."""

    language: Language
    topic: Intent
    kind: ApplicantKind
    flags: tuple[Flag, ...]
    questions: tuple[InquiryQuestion, ...]


def read_inquiry(
    body: str, subject: str, organisation: str, message_id: str, knowledge: Knowledge, first: int = 1
) -> ReadInquiry:
    """What a mail asks and from whom: `body` as the mail reader hands it out, `organisation` empty when unknown.

    The questions have the ids q<first>, q<first + 1> …; at most `MOST_QUESTIONS`, each of at most
    `Settings.question_chars` characters. They are worded as in the mail, without greetings and polite frames; an order
    to whatever answers is no question. Where none is recognised, what the mail says is the question; a mail of
    thanks has none.
    """
    language = _language(body or subject)
    english = language is Language.EN
    read = read_body(body, english)
    if _only_hands_on(read, subject) and (below := handed_on(body)):
        read = read_body(below, english)  # a mail that was handed on: what stands in it is asked
    limit = knowledge.settings.question_chars
    texts = _texts(read, subject, english, limit, knowledge)
    if not texts and (read.ordered or not _only_thanks(read, subject)):
        texts = _rest(read, body, subject, limit)
    known = about(texts, knowledge) if texts else []
    questions = tuple(
        InquiryQuestion(id=f"q{first + place}", text=text, topic=each.topic, message_id=message_id)
        for place, (text, each) in enumerate(zip(texts, known, strict=True))
    )
    return ReadInquiry(
        language=language,
        topic=_topic(known),
        kind=kind_of(organisation, read.told),
        flags=_flags(read, known, subject, knowledge),
        questions=questions,
    )


def _only_hands_on(read: Body, subject: str) -> bool:
    """Whether the mail's own words ask nothing but that what stands below be answered."""
    if not all(hands_on(asked.asking) for asked in read.asked):
        return False
    return bool(_FORWARDED.search(subject)) or not read.told or any(map(hands_on, read.told))


def _only_thanks(read: Body, subject: str) -> bool:
    """Whether a mail that asks nothing thanks for something, or takes note of it."""
    said = [*read.told, subject]
    return any(map(thanks, said)) and not any(map(troubled, read.core)) and not complains(said)


def _language(text: str) -> Language:
    """Which language a mail is in; a Japanese name or salutation makes an English one no Japanese one."""
    latin, japanese = len(_LATIN.findall(text)), len(_JAPANESE.findall(text))
    if latin and japanese <= _ENGLISH_SHARE * (latin + japanese):
        return Language.EN
    return detect_language(text)[0]


def _texts(read: Body, subject: str, english: bool, limit: int, knowledge: Knowledge) -> list[str]:
    """The questions of the body; that of the subject where the body asks for no other."""
    found: list[str] = []
    filed = [sentence for sentence in read.told if in_a_file(sentence)]
    if filed and not read.asked:
        return [_cut(bare(filed[0]), limit)]  # what is asked stands in a file: the officer has to open it
    for asked in read.asked:
        if len(found) >= MOST_QUESTIONS:
            break
        parts = (asked.asking,) if english else halves(asked.asking, knowledge)
        for part in parts:
            found.append(_fitting(asked.model_copy(update={"asking": part}), english, limit))
    if read.of_subject or not found:
        named = _of_subject(subject)
        if named and (read.of_subject or not read.core):
            found.insert(0, _cut(named, limit))
    return list(dict.fromkeys(found))[:MOST_QUESTIONS]


def _fitting(asked: Asked, english: bool, limit: int) -> str:
    """The question with as many of its facts as the limit lets stand."""
    while asked.facts and len(whole_text(asked, english)) > limit:
        asked = asked.model_copy(update={"facts": asked.facts[1:]})
    return _cut(whole_text(asked, english), limit)


def _rest(read: Body, body: str, subject: str, limit: int) -> list[str]:
    """What a mail without a recognisable question says; the text as it is where that is all frames."""
    joint = " " if fold_width("".join(read.told)).isascii() else ""
    core = joint.join(ended(bare(sentence)) for sentence in read.core)
    text = core or _of_subject(subject) or (joint.join(map(ended, read.told)) if read.ordered else body)
    text = _cut(text.strip(), limit)
    return [text] if any(character.isalnum() for character in text) else []


def _of_subject(subject: str) -> str:
    """The question that a subject line is, without Re: and [list 12]; "" where it only says that one comes."""
    text = _PREFIX.sub("", subject).strip()
    plain = _ASKING_SUBJECT.sub("", text)
    return (plain if says_something(plain) else text) if is_a_fact(bare_subject(text)) or says_something(plain) else ""


def _cut(text: str, limit: int) -> str:
    """The text, or as many of its sentences as fit."""
    if len(text) <= limit:
        return text
    whole = _CUT.match(text[:limit])
    return whole[0].strip() if whole and len(whole[0]) > limit / 2 else text[:limit]


def _topic(known: Sequence[About]) -> Intent:
    """The topic of most questions; of several such, that of the first."""
    topics = [each.topic for each in known if each.topic is not Intent.OTHER]
    return Counter(topics).most_common(1)[0][0] if topics else Intent.OTHER


def _flags(read: Body, known: Sequence[About], subject: str, knowledge: Knowledge) -> tuple[Flag, ...]:
    complaint = complains([*read.told, subject])
    # what asks nothing is ours for its likeness alone: a word of the program stands in many an advertisement
    ours = any(each.ours and (read.asked or each.score >= TOPIC) for each in known)
    # a complaint asks little that is like a question: it is ours when it speaks of the program at all
    spoken = complaint and any(_names_program(sentence, knowledge) for sentence in (*read.core, subject))
    return tuple(
        flag
        for flag, holds in (
            (Flag.COMPLAINT, complaint),
            (Flag.OFF_TOPIC, bool(known and read.core) and not ours and not spoken),
            (Flag.INSTRUCTION, read.ordered),
        )
        if holds
    )


def _names_program(sentence: str, knowledge: Knowledge) -> bool:
    folded = fold_width(sentence).strip()
    return knowledge.glossary.mentions(sentence) or knowledge.names.removed_from(folded) != folded
