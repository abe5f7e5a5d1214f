"""Which statements of the files answer a viewpoint, a figure or an item's own words, best first. Pure but for the
search in the evidence index.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from math import log

from advisor.drafting.asked import WantedFigure
from advisor.drafting.cues import CueMatcher, has_figure
from advisor.drafting.likeness import ItemLikeness
from advisor.drafting.polarity import denies
from advisor.drafting.statements import Statement
from advisor.evidence.searching import EvidenceIndex
from advisor.folding import search_form
from advisor.forms.outlines import OutlineItem, Viewpoint
from advisor.japanese import search_tokens
from advisor.retrieval.ranking import coverage
from advisor.values import Value
from advisor.wareki import with_gregorian_years

_YEARS = re.compile(r"(?<!\d)(20\d\d)(?=年|/|-|\.)")
_GOOD_CHARS = (12, 180)  # shorter says little, longer fills a form
_LONGEST_FRAGMENT = 80
_FOLLOWING = 30  # a sentence as short as that speaks of what the one before it names
# What somebody said at a meeting is no statement of the hub; praise is no evidence.
_REPORTED = re.compile(
    r"(?:との|旨の|という|など)(?:指摘|意見|質問|回答|要望|発言|声|提案|懸念)|ではないか|かもしれ|のでは(?:。|、|$)|[?？]|だろうか"
)
_PRAISE = re.compile(
    r"圧倒的|どこよりも|最高の|ほかにない|ワクワク|夢(?:を|が|の)|ぜひ|皆様|みなさま|みなさん|ませんか|[!！]|世界一|超一流|唯一無二|お気軽|ご相談ください|奇跡|魔法|無限の|世界をリード|聖地|随一|類を見ない|追随を許さ"
)
_CONTACT = re.compile(r"議事録|^日時|出席|〒|TEL|FAX|E-?mail|[\w.+-]+@[\w-]+\.|お問い?合わせ|問合せ先", re.I)
_FIGURE_BONUS, _HEADING_BONUS, _YEAR_BONUS = 1.0, 0.5, 0.3
_OF_ANY_HUB = frozenset({"施設", "拠点", "センター", "建物", "設備", "当該", "全体", "本学", "大学"})
_UNDER_HEADING = 1.0
_LIKENESS_WEIGHT = 5.0  # a passage is seldom ahead by more than 0.1
_FAR = 0.15
_COVERED = 0.5  # of an item's own words, by weight, that a statement has to hold


class Found(Value):
    """A statement that answers something, and how well (unitless)."""

    statement: Statement
    score: float


class Finder:
    """Finds statements of the files of one dossier."""

    def __init__(
        self, statements: Sequence[Statement], index: EvidenceIndex, likeness: ItemLikeness, as_of: date
    ) -> None:
        self.statements = tuple(statement for statement in statements if not statement.is_heading)
        self._index = index
        self._likeness = likeness
        self._as_of = as_of
        self._tokens = [frozenset(search_tokens(s.text)) for s in self.statements]
        self._around = [frozenset(search_tokens(s.around)) for s in self.statements]
        self._counts = Counter(token for tokens in self._tokens for token in tokens)

    def for_viewpoint(self, viewpoint: Viewpoint, matcher: CueMatcher, leaf: OutlineItem | None) -> list[Found]:
        """The statements about a viewpoint of a review item, best first."""
        found = []
        name = search_form(viewpoint.name.ja.partition("(")[0])
        ahead = self._ahead.get(leaf.id) if leaf is not None else None
        for at, statement in enumerate(self.statements):
            strength = matcher.strength(statement.folded, viewpoint.cues, statement.around)
            if not strength:
                continue
            if viewpoint.figure and has_figure(statement.folded, viewpoint.figure, statement.around):
                strength += _FIGURE_BONUS
            if any(part in statement.around for part in re.split(r"[・、の]", name) if len(part) > 1):
                strength += _HEADING_BONUS
            if ahead is not None:  # what stands in a passage on something else is less likely meant
                strength += _LIKENESS_WEIGHT * min(_FAR, max(-_FAR, ahead[at]))
            found.append(Found(statement=statement, score=strength + self._worth(statement)))
        return sorted(found, key=lambda each: (-each.score, each.statement.main.file, each.statement.order))

    def for_point(self, viewpoint: Viewpoint, matcher: CueMatcher) -> list[Found]:
        """The statements about a point to check, best first; also what the next sentence denies of it."""
        found = self.for_viewpoint(viewpoint, matcher, None)
        for statement in self.statements:
            follows = statement.before and len(statement.text) <= _FOLLOWING and denies(statement.text)
            if follows and matcher.strength(statement.before, viewpoint.cues):
                found.append(Found(statement=statement, score=self._worth(statement)))
        return found

    def for_item(self, leaf: OutlineItem) -> list[Found]:
        """Statements that may belong to a review item: under a heading that names it, or in a passage that is closer to
        it than to every other item. For a look beside what cues find; nothing is covered by them."""
        names = [search_form(name) for name in (leaf.label.ja, *leaf.also_called)]
        found = []
        for statement, ahead in zip(self.statements, self._ahead.get(leaf.id, ()), strict=False):
            headed = any(name in search_form(statement.heading) for name in names)
            if not headed and ahead <= 0:
                continue
            if not (statement.text.endswith(("。", ".")) or (statement.cells and _digit(statement))):
                continue
            score = _UNDER_HEADING * headed + _LIKENESS_WEIGHT * max(0.0, float(ahead)) + self._worth(statement)
            found.append(Found(statement=statement, score=score))
        return sorted(found, key=lambda each: (-each.score, each.statement.main.file, each.statement.order))

    @cached_property
    def _ahead(self) -> dict[str, list[float]]:
        """For each review item, how far it is ahead for the passage that each statement stands in; -1 for none."""
        places: dict[str, list[tuple[int, int, int]]] = {}
        for row, (file, passage) in enumerate(self._index.passages):
            places.setdefault(file.id, []).append((passage.start, passage.end, row))
        rows = [_row_of(statement, places) for statement in self.statements]
        return {
            name: [-1.0 if row is None else float(ahead[row]) for row in rows]
            for name, ahead in self._likeness.of(self._index.rows).items()
        }

    def for_words(self, query: str, size: int = 8) -> list[Found]:
        """The statements that hold the words of an item, best first: for what no viewpoint stands for."""
        wanted = dict.fromkeys(search_tokens(query))
        weights = {word: self._weight(word) for word in wanted}
        near = {(hit.file.id, hit.passage.start, hit.passage.end): hit.score for hit in self._index.search(query)}
        found = []
        for at, statement in enumerate(self.statements):
            held = coverage(weights, set(wanted) & (self._tokens[at] | self._around[at]))
            own = coverage(weights, set(wanted) & self._tokens[at])
            if held < _COVERED or not own:
                continue
            cited = statement.main
            inside = any(f == cited.file_id and s <= cited.start and cited.end <= e for f, s, e in near)
            found.append(Found(statement=statement, score=2 * held + own + 0.5 * inside + self._worth(statement)))
        return sorted(found, key=lambda each: (-each.score, each.statement.main.file, each.statement.order))[:size]

    def for_figure(self, figure: WantedFigure) -> list[Found]:
        """The statements that give a figure of that name, best first."""
        subject = set(figure.subject) - _OF_ANY_HUB
        weights = {word: self._weight(word) for word in subject}
        found = []
        for at, statement in enumerate(self.statements):
            held = coverage(weights, subject & (self._tokens[at] | self._around[at])) if subject else 1.0
            own = bool(subject & self._tokens[at]) or not subject
            if held >= _COVERED and own and _gives(statement, figure, bare=bool(subject)):
                found.append(Found(statement=statement, score=2 * held + self._worth(statement)))
        return sorted(found, key=lambda each: (-each.score, each.statement.main.file, each.statement.order))

    def _weight(self, word: str) -> float:
        """How much a word tells among the statements (inverse document frequency, at least 0)."""
        return log(1 + len(self.statements) / (1 + self._counts[word]))

    def _worth(self, statement: Statement) -> float:
        """What speaks for a statement whatever it is about: a good length, a whole sentence, a recent year."""
        shortest, longest = _GOOD_CHARS
        size = len(statement.text)
        worth = 0.3 if shortest <= size <= longest else -0.3
        if statement.text.endswith(("。", ".")):
            worth += 0.2
        elif not statement.cells and size > _LONGEST_FRAGMENT:
            worth -= 1.0  # lines that ran together
        if _REPORTED.search(statement.text):
            worth -= 0.5
        if _PRAISE.search(statement.text):
            worth -= 1.0
        if _CONTACT.search(statement.text):
            worth -= 2.0
        years = [int(year) for year in _YEARS.findall(with_gregorian_years(statement.folded))]
        if years and max(years) >= self._as_of.year - 2:
            worth += _YEAR_BONUS
        return worth


def without_repeats(found: Iterable[Found], taken: Sequence[Statement]) -> list[Found]:
    """Those that say something else than what is `taken` and than the ones before them."""
    kept: list[Found] = []
    seen = [_letters(statement.text) for statement in taken]
    for each in found:
        letters = _letters(each.statement.text)
        if not any(letters in other or other in letters for other in seen):
            kept.append(each)
            seen.append(letters)
    return kept


def _gives(statement: Statement, figure: WantedFigure, bare: bool) -> bool:
    """Whether a statement gives a figure in the units wanted; a cell of a table may leave its unit unsaid (`bare`)."""
    if figure.units and has_figure(statement.folded, figure.units, statement.around):
        return True
    return _digit(statement) and bare and (bool(statement.cells) or not figure.units)


def _row_of(statement: Statement, places: dict[str, list[tuple[int, int, int]]]) -> int | None:
    """The smallest passage that the statement begins in."""
    cited = statement.main
    around = [(end - start, row) for start, end, row in places.get(cited.file_id, ()) if start <= cited.start < end]
    return min(around)[1] if around else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", search_form(text))


def _digit(statement: Statement) -> bool:
    return re.search(r"\d", statement.folded) is not None
