"""Whether a statement speaks as its quotes do: negation, duty, reserve, bounds, the type meant. Pure.

Each clause of the statement is set beside the clause of the evidence that shares most of its words; their marks are
compared (`wording`). It never judges by likeness alone: a high likeness says only where to look.
"""

import re
from collections.abc import Callable, Collection, Sequence

from advisor.folding import search_form
from advisor.verifying.faults import Fault
from advisor.verifying.patterns import pattern
from advisor.verifying.wording import NEGATIVE, Clause, Force, Mark, clauses, content_words
from advisor.wareki import numbers_in

_ALIGNED = 0.34  # share of a clause's words that another must hold to be on the same thing
_SAME_DENIAL = 0.75  # share of a denial's words that a known denial must hold to speak for it
_AFFIRMED = 0.55  # share of a clause's words from which another may be the one it repeats
_FEW = 2  # clauses of a quote that are all meant
_AS_GOOD = 0.8  # of the best share: clauses that may as well be the ones meant

_SAYS_UNKNOWN = pattern("marks", "says_unknown")
_BEFORE = (
    r"最大|上限|最長|最低|少なくとも"
    r"|\bat least|\bat most|\bup to|\bwithin|\bless than|\bmore than|\bover|\bno more than|\bno fewer than"
)
_AFTER = r"以上|以下|以内|未満|超え(?:ない|ません|ず)|超(?:え)?|より多|\s*or more|\s*or less|\s*or fewer|\s*or later"
_BOUNDED = re.compile(
    rf"(?:(?P<before>{_BEFORE})\D{{0,6}})?(?P<number>\d[\d,.]*)(?:\s*[^\d、。\s]{{0,5}}?(?P<after>{_AFTER}))?", re.I
)
_LEAST = frozenset(
    {"以上", "超", "超え", "より多", "最低", "少なくとも", "at least", "more than", "over", "no fewer than", "or more"}
)


def disagreements(
    statement: str, evidence: Sequence[str], quote: str = "", same: Callable[[str], Collection[str]] = lambda word: ()
) -> list[Fault]:
    """Every way in which `statement` speaks otherwise than `evidence`; empty when none is seen.

    `quote`: the words of the evidence that it rests on; a reserve outside of them is none of its own. `same`: other
    names of a word (高専 for 高等専門学校).
    """
    theirs = [clause for text in evidence for clause in clauses(text)]
    found: list[Fault] = []
    for clause in clauses(statement):
        found += _clause_faults(clause, theirs, clauses(quote) or theirs, same)
    if _bounds_differ(statement, "\n".join(evidence)):
        found.append(Fault.BOUND)
    return list(dict.fromkeys(found))


def _clause_faults(
    ours: Clause, theirs: Sequence[Clause], quoted: Sequence[Clause], same: Callable[[str], Collection[str]]
) -> list[Fault]:
    near = aligned(ours, theirs, same) or _all_of_few(ours, theirs)
    around = near or theirs
    forces = frozenset(force for clause in around for force in clause.forces)
    marks = frozenset(mark for clause in around for mark in clause.marks)
    found = []
    affirmed = any(not c.is_negative and _share(ours.words, c.words, same) >= _AFFIRMED for c in theirs)
    if _negation_differs(ours, near, forces, marks, affirmed):
        found.append(Fault.NEGATION)
    elif near and _duty_differs(ours, forces):
        found.append(Fault.OBLIGATION)
    if near:
        in_quote = aligned(ours, quoted, same) or _all_of_few(ours, quoted)
        found += _reserve_faults(ours, in_quote or near, marks)
    if Mark.IN_PRINCIPLE in ours.marks and not any(Mark.IN_PRINCIPLE in clause.marks for clause in theirs):
        found.append(Fault.CONDITION)
    if Mark.ALWAYS in ours.marks and not ours.is_negative and not any(Mark.ALWAYS in clause.marks for clause in theirs):
        found.append(Fault.CONDITION)
    if Mark.UNIVERSAL in ours.marks and not any(Mark.WHOLE in clause.marks for clause in theirs):
        found.append(Fault.CONDITION)
    if Mark.EITHER in ours.marks and not any(Mark.ANY in clause.marks for clause in theirs):
        found.append(Fault.CONNECTIVE)
    if Mark.DUTY in ours.marks and not ours.is_negative and not any(Force.DEMANDS in c.forces for c in theirs):
        found.append(Fault.OBLIGATION)
    hedged = ours.is_negative or ours.marks & {Mark.HEDGED, Mark.UNKNOWN}
    if not hedged and any(Mark.UNKNOWN in clause.marks for clause in near):
        found.append(Fault.CERTAINTY)
    invented = (Mark.BECAUSE in ours.marks and not any(Mark.GROUND in c.marks for c in around)) or (
        Mark.COMPARES in ours.marks and not any(Mark.COMPARES in c.marks for c in theirs)
    )
    if invented:
        found.append(Fault.UNSUPPORTED)
    if Mark.ONLY in ours.marks and not any(_limits(clause) for clause in around):
        found.append(Fault.ONLY)
    return found


def aligned(ours: Clause, theirs: Sequence[Clause], same: Callable[[str], Collection[str]]) -> list[Clause]:
    """The clauses on the same thing as `ours`, best first; none when no clause shares enough of its words."""
    if not ours.words:
        return []
    shares = [(_share(ours.words, clause.words, same), clause) for clause in theirs]
    best = max((share for share, _ in shares), default=0.0)
    if best < _ALIGNED:
        return []
    return [clause for share, clause in sorted(shares, key=lambda pair: -pair[0]) if share >= best * _AS_GOOD]


def _all_of_few(ours: Clause, theirs: Sequence[Clause]) -> list[Clause]:
    """What a clause in another language is on: nothing can be told by its words, but a short quote is on one thing."""
    across = ours.text.isascii() and not any(clause.text.isascii() for clause in theirs)
    return list(theirs) if across and len(theirs) <= _FEW else []


def _share(ours: frozenset[str], theirs: frozenset[str], same: Callable[[str], Collection[str]]) -> float:
    held = sum(1 for word in ours if word in theirs or any(other in theirs for other in same(word)))
    return held / len(ours) if ours else 0.0


def _negation_differs(
    ours: Clause, near: Sequence[Clause], forces: frozenset[Force], marks: frozenset[Mark], affirmed: bool
) -> bool:
    theirs_negative = bool(forces & NEGATIVE)
    if ours.is_negative:
        if theirs_negative or {Mark.ONLY, Mark.EXCEPT} & marks:
            # sparing a duty and denying it are one; demanding it is the opposite
            return Force.SPARES in ours.forces and Force.DEMANDS in forces and Force.SPARES not in forces
        return True
    if not near or not all(clause.is_negative for clause in near) or affirmed:
        return False
    if all(("\t" in clause.text and Force.ALLOWS in clause.forces) or "|" in clause.text for clause in near):
        return False  # a row says yes in one column and no in another
    return not (ours.marks & {Mark.ONLY, Mark.EXCEPT})


def _duty_differs(ours: Clause, forces: frozenset[Force]) -> bool:
    if Force.DEMANDS in ours.forces:
        return Force.DEMANDS not in forces and bool(forces & {Force.URGES, Force.SPARES})
    if Force.URGES in ours.forces:
        return not forces & {Force.URGES, Force.ALLOWS, Force.SPARES}
    return False


def _reserve_faults(ours: Clause, near: Sequence[Clause], marks: frozenset[Mark]) -> list[Fault]:
    found = []
    every = frozenset.intersection(*(clause.marks for clause in near))
    if Mark.IN_PRINCIPLE in every and not ours.marks & {Mark.IN_PRINCIPLE, Mark.HEDGED}:
        found.append(Fault.CONDITION)
    if Mark.PLANNED in every and Mark.HEDGED not in ours.marks:
        found.append(Fault.CERTAINTY)
    elif Mark.IF in every and Mark.RESERVED not in ours.marks and not ours.is_negative:
        found.append(Fault.CONDITION)
    if Force.ALLOWS not in ours.forces:
        best = near[0].marks
        if Mark.ALL in ours.marks and Mark.ANY not in ours.marks and Mark.ANY in best and Mark.ALL not in marks:
            found.append(Fault.CONNECTIVE)
        if Mark.ANY in ours.marks and Mark.ALL not in ours.marks and Mark.ALL in best and Mark.ANY not in marks:
            found.append(Fault.CONNECTIVE)
    return found


def _limits(clause: Clause) -> bool:
    return clause.is_negative or bool(clause.marks & {Mark.ONLY, Mark.IF})


def _bounds_differ(statement: str, evidence: str) -> bool:
    theirs = _bounds_of(evidence)
    for number, bounds in _bounds_of(statement).items():
        known = theirs.get(number)
        if known is not None and bounds - {""} and not bounds & known:
            return True
    return False


def _bounds_of(text: str) -> dict[str, set[str]]:
    """For each figure the bounds that it is given with: least, most, or "" for none."""
    found: dict[str, set[str]] = {}
    for match in _BOUNDED.finditer(search_form(text)):
        word = (match["after"] or match["before"] or "").strip().lower()
        bound = "" if not word else "least" if word in _LEAST else "most"
        for number in numbers_in(match["number"]):
            found.setdefault(number, set()).add(bound)
    return found


def type_differs(statement: str, evidence: Sequence[str], types: Sequence[tuple[str, ...]]) -> bool:
    """Whether `statement` names one of several things that exclude one another (`types`: the names of each), and the
    evidence names only another."""
    said, shown = (search_form(text).replace("-", " ") for text in (statement, "\n".join(evidence)))
    ours = {place for place, names in enumerate(types) if any(name in said for name in names)}
    theirs = {place for place, names in enumerate(types) if any(name in shown for name in names)}
    return len(ours) == 1 and bool(theirs) and not ours & theirs


def tells_unknown_as_known(statement: str, lines: Sequence[str]) -> bool:
    """Whether it tells something of a line that says of itself that this is not known (NOT FOUND)."""
    return any("NOT FOUND" in line for line in lines) and not _SAYS_UNKNOWN.search(search_form(statement))


def is_denied_in(statement: str, said: Sequence[str], same: Callable[[str], Collection[str]]) -> bool:
    """Whether each negative clause of the statement is one of `said` as well: what a list does not name, no quote can
    show."""
    known = [clause for text in said for clause in clauses(text) if clause.is_negative]
    denied = [clause for clause in clauses(statement) if clause.is_negative]
    return bool(known and denied) and all(share_of(clause, known, same) >= _SAME_DENIAL for clause in denied)


def only_denied(
    statement: str, evidence: Sequence[str], known: Sequence[str], question: str, same: Callable[[str], Collection[str]]
) -> bool:
    """Whether a clause affirms what was asked about, and what is spoken of nowhere but in a denial
    (郵送は挙げられていません)."""
    shown = frozenset().union(*(content_words(text) for text in evidence))
    asked = content_words(question)
    known_clauses = [clause for text in known for clause in clauses(text)]
    for ours in clauses(statement):
        if ours.is_negative or ours.marks & {Mark.EXCEPT, Mark.ONLY}:
            continue
        for word in ours.words & asked - shown:
            holders = [c for c in known_clauses if word in c.words]
            if holders and all(c.is_negative for c in holders) and not any(other in shown for other in same(word)):
                return True
    return False


def nearest(ours: Clause, theirs: Sequence[Clause], same: Callable[[str], Collection[str]]) -> Clause:
    """The one of `theirs` (not empty) that shares most of the words of `ours`; of several, the one of its polarity."""
    return max(theirs, key=lambda c: (_share(ours.words, c.words, same), c.is_negative == ours.is_negative))


def share_of(ours: Clause, theirs: Sequence[Clause], same: Callable[[str], Collection[str]]) -> float:
    """The greatest share of the words of `ours` that one of `theirs` holds."""
    return max((_share(ours.words, clause.words, same) for clause in theirs), default=0.0)
