"""One claim against what it cites, what it was asked for and the program model → keep or drop, with every reason."""

import re
from collections.abc import Mapping, Sequence

from advisor.answering.drafts import Quote
from advisor.answering.hostile import is_hostile
from advisor.folding import fold_width, search_form
from advisor.knowledge import Knowledge
from advisor.programs.rules import HubTypeDefinition
from advisor.verifying.agreement import (
    disagreements,
    is_denied_in,
    only_denied,
    tells_unknown_as_known,
    type_differs,
)
from advisor.verifying.claims import Asked, Claim, Passage, Verdict
from advisor.verifying.faults import Fault
from advisor.verifying.names import unknown_organisations
from advisor.verifying.pairing import is_mispaired
from advisor.verifying.patterns import pattern
from advisor.verifying.program import (
    applicant_faults,
    date_faults,
    round_faults,
    source_faults,
    state_faults,
    time_faults,
)
from advisor.verifying.quotes import evidence_of, heading_and_quote, line_around
from advisor.verifying.roles import roles_differ
from advisor.verifying.support import Same, is_supported
from advisor.verifying.terms import has_opposite, invents_term, other_applicant, shades_time, shifts_time
from advisor.verifying.values import amounts_in, counts_differ
from advisor.verifying.values import faults as value_faults
from advisor.verifying.wording import content_words, verdict_of

# An item's own figure is told from another's by pairing, not by where it stands.
_ANYWHERE = frozenset({Fault.NUMBER, Fault.NAME, Fault.QUOTED_WORDS, Fault.ROUND})
_FISCAL = re.compile(r"(?:(?<![A-Za-z])(?:FY|R|H)\s?|令和|平成)\d{1,4}(?:年度)?")
_IDIOM = re.compile(
    r"(?:の|が)?(?:一つ|ひとつ|1つ|一方|一部|第一弾|一体|一覧)|\b(?:one of|first batch|at once|once)\b", re.I
)
_SMALL_MONEY = 1000  # yen; below it a figure is more likely cut from a larger one
_HYPHENED = re.compile(
    r"(?<![\d-])(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))\d+(?:-\d+){1,3}(?![\d-])"
)  # phone numbers, postal codes, lots
_MARKUP = re.compile(r"<[a-z/!]|\]\(|javascript:|```|&lt;", re.I)  # a sentence is plain text
_ASKS = re.compile(r"(?:[?？]|(?:です|ます|でしょう|ません)か)[。\s]*$")
_QUESTION_END = re.compile(r"か[。、]|[?？]|教えて|ください")
_META = pattern("meta", "forms")  # speaks of its own instructions instead of the documents


def judge(claim: Claim, passages: Mapping[int, Passage], asked: Asked, knowledge: Knowledge) -> Verdict:
    """Whether `claim` may be shown. What has no quote that can be checked is judged no further."""
    unknown = [n for n in claim.citations if n not in passages]
    cited = [passages[n] for n in dict.fromkeys(claim.citations) if n in passages]
    if not claim.citations:
        return Verdict(faults=(Fault.NO_QUOTE,))
    if unknown:
        return Verdict(faults=(Fault.UNKNOWN_CITATION,))
    evidence = evidence_of(claim, cited)
    if evidence is None:
        return Verdict(faults=(Fault.QUOTE_NOT_IN_PASSAGE if claim.quote.strip() else Fault.NO_QUOTE,))
    said = [sentence for passage in cited for sentence in passage.said]
    found: list[Fault] = []
    if is_hostile(claim.text) or (_META.search(claim.text) and not any(_META.search(text) for text in evidence)):
        found.append(Fault.INSTRUCTION)
    if _MARKUP.search(claim.text):
        found.append(Fault.MARKUP)
    if _ASKS.search(claim.text):
        found.append(Fault.ASKS)
    found += _values(claim, cited, evidence, asked, knowledge)
    bare = claim.model_copy(update={"text": _without(claim.text, [p for passage in cited for p in passage.computed])})
    found += round_faults(claim, cited, evidence, asked)
    found += date_faults(bare, asked, knowledge.program)
    found += time_faults(bare, asked, knowledge.program)
    found += state_faults(bare, cited, asked, knowledge.program)
    found += source_faults(claim, cited, knowledge.program, knowledge.infos)
    found += applicant_faults(claim, asked, knowledge.program, knowledge.cues)
    same = same_words(knowledge)
    if only_denied(claim.text, evidence, [*said, *asked.known], asked.question, same) or _verdict_differs(claim, asked):
        found.append(Fault.CONTRADICTS)
    found += _wording(claim, cited, evidence, said, knowledge, same)
    if any(_plain(claim.text) == _plain(sentence) for sentence in said):
        return Verdict(faults=tuple(dict.fromkeys(found)))
    whole = [*evidence, *said, *(passage.quote for passage in cited)]
    whole += [f"{info.title} {info.issuer}" for p in cited if (info := knowledge.infos.get(p.source_id))]
    if not is_supported(claim.text, whole, same, knowledge.embedder):
        found.append(Fault.UNSUPPORTED)
    return Verdict(faults=tuple(dict.fromkeys(found)))


def _verdict_differs(claim: Claim, asked: Asked) -> bool:
    """Whether it says yes where what is known says no, or the other way round."""
    if len(_QUESTION_END.findall(asked.question)) > 1:
        return False  # which of several questions a verdict answers cannot be told
    ours = verdict_of(claim.text)
    known = {verdict_of(text) for text in asked.known} - {None}
    return ours is not None and len(known) == 1 and ours not in known


def _values(
    claim: Claim, cited: Sequence[Passage], evidence: Sequence[str], asked: Asked, knowledge: Knowledge
) -> list[Fault]:
    """Figures and names against the evidence; the round of a source, and its issuer, are known without being quoted."""
    quotes = [Quote(source_id="", start=0, end=len(text), text=text) for text in evidence]
    known = [knowledge.infos[p.source_id] for p in cited if p.source_id in knowledge.infos]
    around = " ".join(f"{info.title} {info.issuer} {info.issued_on}" for info in known)
    quotes += [Quote(source_id="", start=0, end=len(around), text=around)] if around else []
    computed = [phrase for passage in cited for phrase in passage.computed]
    computed += [match[0] for match in _IDIOM.finditer(claim.text)]
    computed += [year for year in _FISCAL.findall(claim.text) if year in asked.question]
    found = value_faults(claim.text, quotes, computed, None, knowledge.glossary.aliases)
    shown = "\n".join([*(passage.quote for passage in cited), around])
    if set(found) & _ANYWHERE:  # these may stand elsewhere in the passages than in the sentences quoted
        whole = [*quotes, Quote(source_id="", start=0, end=len(shown), text=shown)]
        text = _FISCAL.sub(" ", claim.text) if Fault.NAME in found else claim.text
        still = value_faults(text, whole, computed, None, knowledge.glossary.aliases)
        found = [fault for fault in found if fault not in _ANYWHERE or fault in still]
    if not set(_HYPHENED.findall(fold_width(claim.text))) <= set(_HYPHENED.findall(_joined(shown))):
        found.append(Fault.ADDRESS)
    money, shown_money = amounts_in(claim.text), amounts_in("\n".join([*evidence, shown]))
    if shown_money and not {m for m in money if m > _SMALL_MONEY} <= shown_money:
        found.append(Fault.NUMBER)
    if counts_differ(claim.text, "\n".join([*evidence, shown])):
        found.append(Fault.NUMBER)
    if is_mispaired(claim.text, [passage.quote for passage in cited], same_words(knowledge)):
        found.append(Fault.PAIRING)
    if unknown_organisations(claim.text, shown, knowledge.glossary.aliases):
        found.append(Fault.NAME)
    return found


def _joined(text: str) -> str:
    return re.sub(r"\s*-\s*", "-", fold_width(text))


def _without(text: str, phrases: Sequence[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", search_form(text))


def _wording(
    claim: Claim,
    cited: Sequence[Passage],
    evidence: Sequence[str],
    said: Sequence[str],
    knowledge: Knowledge,
    same: Same,
) -> list[Fault]:
    """How it speaks: it must agree with the quotes, or with a sentence that is known to hold of them."""
    if any(_plain(claim.text) == _plain(sentence) for sentence in said):
        return []  # word for word what is known to hold of these quotes
    found = disagreements(claim.text, evidence, claim.quote, same)
    if Fault.NEGATION in found and is_denied_in(claim.text, said, same):
        found.remove(Fault.NEGATION)
    if tells_unknown_as_known(claim.text, [line_around(claim.quote, passage.quote) for passage in cited]):
        found.append(Fault.CERTAINTY)
    if other_applicant(claim.text, [line_around(claim.quote, passage.quote) for passage in cited]):
        found.append(Fault.CONTRADICTS)
    if has_opposite(claim.text, evidence):
        found.append(Fault.OPPOSITE)
    if shifts_time(claim.text, evidence):
        found.append(Fault.DATE)
    if shades_time(claim.text, [*evidence, *(phrase for passage in cited for phrase in passage.computed)]):
        found.append(Fault.TIME)
    if invents_term(claim.text, [*evidence, *(passage.quote for passage in cited)]):
        found.append(Fault.UNSUPPORTED)
    types = tuple(_names_of(each) for each in knowledge.program.types)
    if type_differs(claim.text, [heading_and_quote(claim.quote, passage.quote) for passage in cited], types):
        found.append(Fault.TYPE)
    if roles_differ(claim.text, [*evidence, *said]):
        found.append(Fault.ROLE)
    return found


def _names_of(definition: HubTypeDefinition) -> tuple[str, ...]:
    english = search_form(definition.name.en.split("(")[0]).removesuffix(" type").strip()
    return (definition.type, f"{english} type", f"{english} contribution", f"{english} hub")


def same_words(knowledge: Knowledge) -> Same:
    """Other names of a word, as the content words of the glossary's terms."""
    return lambda word: {w for name in knowledge.glossary.aliases(word) for w in content_words(name)}
