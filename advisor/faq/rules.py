"""The rules of an entry: what may be kept, and which step may follow which. Pure."""

from collections.abc import Iterable

from advisor.errors import EditRejected
from advisor.faq.personal import Public, find_personal, masks_in
from advisor.faq.records import FaqEntry, FaqStatus, PersonalKind
from advisor.inquiries.records import QuotedPassage
from advisor.messages import Language, say
from advisor.storage.words import one_line, storable
from advisor.values import Value

QUESTION_CHARS = 1_000
ANSWER_CHARS = 20_000
NOTE_CHARS = 2_000
VARIANTS = 20
_SHOWN = 3  # pieces of personal data in a message
# What no entry may hold unless it stands in a public source. Names also belong to the public (a university, a
# ministry), so a person decides on those.
REFUSED = (PersonalKind.EMAIL, PersonalKind.PHONE, PersonalKind.POSTAL, PersonalKind.ADDRESS)


class FaqEditRejected(EditRejected):
    """A change that does not fit the entry as it stands, which is in `current`."""

    def __init__(self, code: str, current: FaqEntry, **values: object) -> None:
        self.current = current
        super().__init__(code, **values)

    def user_message(self, language: Language = Language.JA) -> str:
        """What happened and what to do; statuses and kinds in the words of `language`."""
        return say(
            f"errors.{self.code}", language, **{key: _told(value, language) for key, value in self.values.items()}
        )


class FaqWords(Value):
    """What an entry says, and the passages it rests on."""

    question: str
    answer: str
    variants: tuple[str, ...] = ()
    quotes: tuple[QuotedPassage, ...] = ()


def faq_words(
    question: str, answer: str, variants: Iterable[str] = (), quotes: Iterable[QuotedPassage] = ()
) -> FaqWords:
    """The words as they can be kept: the question on one line, no empty or repeated variants.

    Raises EditRejected("faq_too_long") for more than can be kept.
    """
    asked, told = one_line(question), storable(answer).strip()
    others = [text for text in dict.fromkeys(map(one_line, variants)) if text and text != asked]
    lengths = [(asked, QUESTION_CHARS), (told, ANSWER_CHARS), *((text, QUESTION_CHARS) for text in others)]
    for text, limit in lengths:
        if len(text) > limit:
            raise EditRejected("faq_too_long", length=f"{len(text):,}", limit=f"{limit:,}")
    if len(others) > VARIANTS:
        raise EditRejected("faq_too_many_variants", limit=VARIANTS)
    return FaqWords(question=asked, answer=told, variants=tuple(others), quotes=tuple(dict.fromkeys(quotes)))


def faq_note(note: str) -> str:
    """The note as it can be kept. Raises EditRejected("note_too_long")."""
    kept = storable(note).strip()
    if len(kept) > NOTE_CHARS:
        raise EditRejected("note_too_long", limit=f"{NOTE_CHARS:,}")
    return kept


def refuse_unready(entry: FaqEntry, checked: bool, public: Public | None) -> None:
    """Refuse the approval of an entry that is empty, that nobody looked through, that shows how to reach somebody who
    stands in no source, or that still holds a neutral word in place of personal data (「(氏名)様の件」).

    Raises FaqEditRejected("faq_empty"), ("faq_unchecked"), ("faq_mask_left"), ("faq_personal_left").
    """
    if not entry.question.strip() or not entry.answer.strip():
        raise FaqEditRejected("faq_empty", entry)
    if not checked:
        raise FaqEditRejected("faq_unchecked", entry)
    masks = list(dict.fromkeys(mask for text in _texts(entry) for mask in masks_in(text)))
    if masks:
        raise FaqEditRejected("faq_mask_left", entry, shown="、".join(masks[:_SHOWN]))
    quoted = Public(passage.quote for passage in entry.quotes)
    for text in _texts(entry):
        left = [
            each
            for each in find_personal(text, public)
            if each.kind in REFUSED and not quoted.holds(each.kind, text[each.start : each.end])
        ]
        if left:
            kinds = tuple(dict.fromkeys(each.kind for each in left))
            shown = "、".join(text[each.start : each.end] for each in left[:_SHOWN])
            raise FaqEditRejected("faq_personal_left", entry, kinds=kinds, shown=shown)


def _texts(entry: FaqEntry) -> tuple[str, ...]:
    return (entry.question, entry.answer, *entry.variants)


def refuse_status(entry: FaqEntry, allowed: Iterable[FaqStatus]) -> None:
    """Raises FaqEditRejected("faq_status_wrong") for an entry that is in none of these statuses."""
    if entry.status not in set(allowed):
        raise FaqEditRejected("faq_status_wrong", entry, status=entry.status)


def changed_meanwhile(entry: FaqEntry) -> FaqEditRejected:
    """The refusal of a change that was made on an older state of the entry."""
    return FaqEditRejected("faq_changed_meanwhile", entry, by=entry.updated_by, at=f"{entry.updated_at:%Y-%m-%d %H:%M}")


def _told(value: object, language: Language) -> object:
    if isinstance(value, FaqStatus):
        return say(f"faq.status_{value}", language)
    if isinstance(value, PersonalKind):
        return say(f"faq.personal_{value}", language)
    if isinstance(value, tuple):
        return ("・" if language is Language.JA else ", ").join(str(_told(each, language)) for each in value)
    return value
