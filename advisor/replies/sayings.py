"""What of an answer is said in a mail: its sentences in order, without the advice to ask the very office. Pure."""

import re

from advisor.answering.models import Answer, Citation, Intent, Statement
from advisor.folding import search_form
from advisor.messages import Language, catalogue, say
from advisor.values import Value

_SENTENCE = re.compile(r"[^。]*。?")
# 「…は問い合わせ先にご確認ください」: who writes the mail is whom it sends the reader to.
_ASK_US = re.compile(
    r"[、\s]*(?:当?事務局|(?:お)?問い?合わせ先|問い?合わせ窓口|窓口|担当(?:者|課|部署)?)(?:に|へ|まで)[^。]{0,16}"
    r"(?:確認|問い?合わせ|照会|相談|お尋ね|連絡)[^。]{0,8}(?:ください|下さい|お願い(?:いた)?します)。?$"
)
_WE_TAKE = re.compile(r"問い?合わせ先で(?:受け付け|承)[^。]*。?$")
_ASK_US_ENGLISH = re.compile(
    r"[,;]?\s*(?:so\s+|and\s+)?please (?:ask|contact|check with) (?:the )?[^.;]*(?:contact|secretariat)[^.;]*", re.I
)
_LEFT_OPEN = re.compile(r"(?:は|について(?:は)?|ため|ので)?[、\s]*$")
_POLITE = re.compile(r"(?:です|ます|ません|ました|でした|ください)(?:[)」』]|\([^()]*\))*。?$")
_ENGLISH_LABEL = re.compile(r"^(?!As of )[A-Z][^.:]{1,40}: ")
# The time that is left is another when the mail is read; the deadline is told as a date.
_TIME_LEFT = re.compile(r"^[^。]{1,16}まであと[^。]*。?$")
_ASKS_TIME_LEFT = re.compile(r"あと(?:何|どの|どれ)|残り|何(?:日|時間)(?:間|残|あ)")
_LABELLED = re.compile(r"^[^。「]{1,60}[:：]")


class Saying(Value):
    """A sentence of the mail with the numbers of the answer's citations. `item`: it stands in a list (a name, a point
    under a label) rather than in running text."""

    text: str
    citations: tuple[int, ...]
    item: bool


class Said(Value):
    """What an answer says in a mail. `decisions`: what its documents leave to the office, a blank each."""

    sayings: tuple[Saying, ...]
    decisions: tuple[str, ...]


def said(answer: Answer) -> Said:
    """The sentences of the answer as a reply says them, each once."""
    found: dict[str, Saying] = {}
    decisions: list[str] = []
    quotes = {citation.n: citation for citation in answer.citations}
    for statement in answer.statements:
        text, left = _without_asking(statement.text, answer.intent is Intent.CONTACT)
        if not _ASKS_TIME_LEFT.search(answer.question):
            text = "".join(s for s in _SENTENCE.findall(text) if not _TIME_LEFT.match(s)) or text
        decisions += left
        if text and text not in found:
            found[text] = _saying(statement, text, quotes, answer.language)
    return Said(sayings=tuple(found.values()), decisions=tuple(dict.fromkeys(decisions)))


def gives_verdict(answer: Answer) -> bool:
    """Whether an answer judges the case that is described by the conditions of eligibility."""
    return any(_verdict(statement.text, answer.language) is not None for statement in answer.statements)


def _verdict(text: str, language: Language) -> tuple[str, str] | None:
    """Which verdict a sentence gives and on which conditions; None for no verdict."""
    for outcome in ("met", "not_met", "to_confirm"):
        label, _, rest = catalogue()[f"eligibility.verdict_{outcome}"][language].partition("{outcome}")
        given = label + say(f"eligibility.outcome_{outcome}", language) + rest.partition("{rules}")[0]
        if text.startswith(given):
            return outcome, text.removeprefix(given).rstrip("。. ")
    return None


def _without_asking(text: str, about_contact: bool) -> tuple[str, list[str]]:
    """The statement without its sentences that send the reader to the office, and what those leave open."""
    if about_contact:
        return text, []
    if sends := _ASK_US_ENGLISH.search(text):
        rest = _ASK_US_ENGLISH.sub("", text).strip()
        return rest, [re.split(r"[;.]\s", text[: sends.start()])[-1].strip()]
    kept, left = [], []
    for sentence in _SENTENCE.findall(text):
        if asked := _ASK_US.search(sentence):
            left.append(_LEFT_OPEN.sub("", sentence[: asked.start()]).strip())
        elif sentence and not _WE_TAKE.search(sentence):
            kept.append(sentence)
    return "".join(kept).strip(), left


def _saying(statement: Statement, text: str, quotes: dict[int, Citation], language: Language) -> Saying:
    if verdict := _verdict(text, language):
        told = say(f"replies.verdict_{verdict[0]}", language, rules=verdict[1])
        return Saying(text=told, citations=statement.citations, item=False)
    if language is Language.EN:
        return Saying(text=text, citations=statement.citations, item=bool(_ENGLISH_LABEL.match(text)))
    if _POLITE.search(text):
        return Saying(text=text, citations=statement.citations, item=bool(_LABELLED.match(text)))
    plain = text.strip().removesuffix("。")
    cited = (quotes[n].quote for n in statement.citations if n in quotes)
    if text.endswith("。") and any(_letters(plain) in _letters(quote) for quote in cited):
        told = say("replies.said_in_source", language, text=plain)  # 常体 of a source does not become our own voice
        return Saying(text=told, citations=statement.citations, item=False)
    return Saying(text=text, citations=statement.citations, item=True)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", search_form(text))
