"""Whether a question is about something else that also has a deadline, documents and an applicant. Pure.

「科研費の締切は？」 is like 「締切は？」 in every respect but its subject; the answer would look official and be wrong.
"""

import re
from collections.abc import Callable, Sequence

from advisor.folding import search_form
from advisor.japanese import reading, search_tokens, words

# what every programme has; only before one of these does the owner decide
_SHARED = (
    r"(?:申請|応募|締め?切り?|〆切|期限|期日|受付|募集|公募|提出|手続|日程|スケジュール|書類|様式|窓口|問い?合わせ|連絡先|更新"
    r"|審査|結果|有効|採択|要件|資格|条件|説明会|予算|金額)"
)
_OWNER = re.compile(rf"([^\s、。「」()はがをにでへと]{{1,20}})の(?={_SHARED})")
_ENGLISH_OWNER = re.compile(
    r"\b(?:appl(?:y|ying|ication) for|deadlines? (?:for|of)|documents? for|form for|register for|budget of)"
    r" (?:a |an |the |my |our )?([a-z][a-z-]+)"
)
_OURSELVES = re.compile(r"^(?:うち|私|わたし|弊|当|本|我|自|貴|御|来|今|前|次|去|昨|どこ|何|この|その|最後|最初|初め)")
_THINGS = {"普通名詞", "固有名詞"}
_MOST_STRANGE = 0.5  # share of a question's nouns that nobody used yet, from which it is hardly about the program


def foreign_subject(question: str, is_ours: Callable[[str], bool]) -> str | None:
    """The thing whose deadline, form or … is asked for, when it is not one of ours; None otherwise.

    `is_ours`: whether a word, or the sound of one, belongs to what the program's questions are made of.
    """
    text = search_form(question)
    owners = _ENGLISH_OWNER.findall(text) if text.isascii() else _OWNER.findall(text)
    for owner in owners:
        tokens = [w.normal for w in words(owner) if (w.part == "名詞" and w.detail in _THINGS) or w.surface.isascii()]
        if tokens and not _OURSELVES.match(owner) and not _is_all_ours(owner, tokens, is_ours):
            return str(owner)
    return None


def _is_all_ours(owner: str, tokens: Sequence[str], is_ours: Callable[[str], bool]) -> bool:
    """Whether every word of a compound is ours (大学入試: 大学 alone does not make it so), or its sound as a whole."""
    return is_ours(reading(owner)) or all(is_ours(token) for token in tokens)


def is_strange(question: str, is_known: Callable[[str], bool]) -> bool:
    """Whether most nouns of `question` are held by no passage and no known question, written or by their sound."""
    if search_form(question).isascii():
        things = [(token, token) for token in search_tokens(question) if token.isalpha()]
    else:
        whole = words(question, whole=True)
        things = [
            (w.normal, w.reading) for w in whole if w.part == "名詞" and w.detail in _THINGS and len(w.surface) > 1
        ]
    unknown = [thing for thing in things if not any(is_known(form) for form in thing)]
    return bool(things) and len(unknown) >= _MOST_STRANGE * len(things)
