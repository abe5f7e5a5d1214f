"""A case in somebody's own words → slots of the rules, each with the words that fill it. Pure.

Who applies is told by the names of kinds of institutions and the part that they play in the sentence
(「うちは高専です」, not 「高専と組んで」); the other slots by cues (cues.py).
"""

import re
from collections.abc import Sequence
from functools import cache

from advisor.folding import search_form
from advisor.japanese import reading
from advisor.programs.cues import Clause, CueReader, clauses_of
from advisor.programs.rules import Outcome, Rule
from advisor.values import Value

APPLICANT = "applicant"  # the rule whose values are kinds of institutions
OUTSIDER = "@outsider"  # the class of those who are others to a university
_HEARD = 4  # kana from which the sound of a name is told from a chance likeness

_OTHERS = r"(?:や[^。、]{1,16}|など|等|さん|たち|の方々|数社|[0-9]+社|\([^)]*\)|各社)*"
# what follows the name of one that takes part, owns or is served, and does not apply
_PARTNER = re.compile(
    rf"^{_OTHERS}(?:と(?!し|い[うえ]|思|なっ|言|は)|とは(?:[^。、]{{0,6}}(?:つなが|関係|付き合|連携|取引|組))|の(?:共同|連携|間)|との|とも"
    r"|同士|への?|向け|から|に(?:委託|任せ|委ね|対して|対する|提供|頼|[^。、がは]{1,8}を)|を(?:対象|支援|会員|相手|中心|巻き込)|のため"
    r"|の(?:課題|皆|支援|困り|社員|方と|技術者|参加|声|研究者と|ニーズ|依頼)|発の(?!会社|企業|ベンチ))"
    r"|^(?:s|es)?\s+(?:in|from|abroad|partners?)\b"
)
_PARTNER_BEFORE = re.compile(r"\b(?:by|with|of|from|through)\s+(?:(?:an?|the|our|some)\s+)?(?:[a-z]+\s+){0,2}$")
_OPERATOR = re.compile(rf"^{_OTHERS}(?:が|に)[^。、]{{0,12}}(?:運営|設置|経営|主体|所管|動かし|任せ|管理)")
_DENIED = re.compile(r"^(?:で|じゃ)(?:は)?(?:な|あり)|^(?:以外|でなく|ではな|じゃな)")
_ASSERTED = re.compile(
    r"^(?:\([^)]*\))?(?:で(?:す|もあり|もある|あり|ある|して|、|ござ|$)|だ(?:$|が|け|よ|、)|なの|なん|の(?:者|職員|教員|教授|事務|担当|コーディネ|ura|研究者|産学|産連|知財|立場|人間)"
    r"|として|に(?:所属|勤)|かつ|兼)"
)
_SELF = re.compile(
    r"(?:うち|弊社|当社|当方|弊学|本学|私(?:たち|ども)?|わたし(?:たち)?|我々|われわれ|当機関|当法人|自分(?:たち)?|こちら)"
    r"(?:の(?:大学|学校|組織|機関|ところ))?(?:は|も|が)[^。]{0,14}$"
    r"|(?:we are|we're|i am|i'm|i work (?:at|for)|our (?:institution|organisation|organization) is)"
    r"\s+(?:with\s+|at\s+)?(?:an?\s+|the\s+)?$"
)


class Reading(Value):
    """One slot filled from a text: the value, and the clause that says so, as written."""

    rule_id: str
    value_id: str
    words: str
    asserted: bool = True  # said of oneself, not only asked about


def read_case(text: str, rules: Sequence[Rule], reader: CueReader) -> tuple[Reading, ...]:
    """Every slot that `text` fills; a slot may be filled twice, with different values."""
    clauses = clauses_of(text)
    found: list[Reading] = []
    for rule in rules:
        named = _by_name(clauses, rule)
        if named:
            found += named
        elif rule.id == APPLICANT:
            found += [each for clause in clauses for each in _applicants(clause, rule)]
        else:
            found += _by_cues(clauses, rule, reader, slots_of(found).get(APPLICANT))
    return tuple(dict.fromkeys(found))


def contradictions(readings: Sequence[Reading]) -> tuple[tuple[Reading, Reading], ...]:
    """Pairs of readings that fill one slot of a case with different values, both said of oneself."""
    said = [each for each in readings if each.asserted]
    return tuple(
        (one, other)
        for place, one in enumerate(said)
        for other in said[place + 1 :]
        if one.rule_id == other.rule_id and one.value_id != other.value_id
    )


def slots_of(readings: Sequence[Reading]) -> dict[str, str]:
    """Rule id → value id, where the text settles it. What is said of oneself comes before what is only asked about."""
    found: dict[str, str] = {}
    for rule_id in dict.fromkeys(each.rule_id for each in readings):
        own = [r for r in readings if r.rule_id == rule_id]
        values = {r.value_id for r in own if r.asserted} or {r.value_id for r in own}
        if len(values) == 1:
            found[rule_id] = values.pop()
    return found


def _by_name(clauses: Sequence[Clause], rule: Rule) -> list[Reading]:
    """A clause that is the name of a value and nothing else: an option that was chosen."""
    names = {search_form(text): value.id for value in rule.values for text in (value.name.ja, value.name.en)}
    return [
        Reading(rule_id=rule.id, value_id=names[chosen], words=clause.text)
        for clause in clauses
        if (chosen := clause.folded.strip(" 。.")) in names
    ]


def _by_cues(clauses: Sequence[Clause], rule: Rule, reader: CueReader, applicant: str | None) -> list[Reading]:
    """The value that the text speaks for; of several the most doubtful: never more certain than what is said."""
    for outcome in (Outcome.TO_CONFIRM, Outcome.NOT_MET, Outcome.MET):
        for value in rule.values:
            if value.outcome is not outcome:
                continue
            own = applicant in value.not_for
            cues = [cue for cue in value.cues if not (own and OUTSIDER in cue)]
            said = [c for c in clauses if reader.says(c, cues)]
            if said:
                return [Reading(rule_id=rule.id, value_id=value.id, words=said[0].text)]
    return []


def _applicants(clause: Clause, rule: Rule) -> list[Reading]:
    kinds, pattern = _kinds(rule)
    found: list[Reading] = []
    partners: list[Reading] = []
    for mention in pattern.finditer(clause.folded):
        before, after = clause.folded[: mention.start()], clause.folded[mention.end() :]
        asserted = bool(_ASSERTED.search(after) or _SELF.search(before))
        value_id = kinds[mention[0] if mention[0] in kinds else mention[0].removesuffix("s")]
        found_here = Reading(rule_id=rule.id, value_id=value_id, words=clause.text, asserted=asserted)
        if _DENIED.search(after) or _OPERATOR.search(after):
            continue
        takes_part = _PARTNER.search(after) or _PARTNER_BEFORE.search(before)
        (partners if takes_part else found).append(found_here)
    # 「国立大学と会社の共同研究」: of those who work together, the one that the documents name is meant to apply
    return found or [r for r in partners if _outcome(rule, r.value_id) is Outcome.MET]


@cache
def _kinds(rule: Rule) -> tuple[dict[str, str], re.Pattern[str]]:
    """What kinds of institutions are called, by name and by the sound of it; and a pattern for any, longest first."""
    names = {search_form(name): value.id for value in rule.values for name in value.said_as}
    sounds = {reading(name): kind for name, kind in names.items() if not name.isascii()}
    known = {**{sound: kind for sound, kind in sounds.items() if len(sound) >= _HEARD}, **names}
    return known, re.compile("|".join(_name(name) for name in sorted(known, key=len, reverse=True)))


def _outcome(rule: Rule, value_id: str) -> Outcome | None:
    value = rule.value(value_id)
    return value.outcome if value else None


def _name(name: str) -> str:
    return rf"(?<![a-z0-9-]){re.escape(name)}s?(?![a-z0-9])" if name.isascii() else re.escape(name)
