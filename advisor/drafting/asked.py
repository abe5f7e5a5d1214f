"""What an item of a form asks for: the review item that it belongs to, the viewpoints, the figures. Pure.

The built-in outlines say so themselves. A loaded form is read by its words: label first, then instruction and path.
"""

import re
from collections.abc import Iterator, Mapping

from advisor.drafting.cues import CueMatcher
from advisor.folding import search_form
from advisor.forms.model import FormItem, ItemKind
from advisor.forms.outlines import APPLICATION, CHECK_SHEET, Outline, OutlineItem, Viewpoint
from advisor.japanese import words
from advisor.values import Value

# Figures that an instruction asks for by name: 直近の共同研究件数, 専任スタッフの人数 …
_FIGURE_NAME = re.compile(
    r"(?:[\u30a0-\u30ffー]{2,}|[\u4e00-\u9fff々]{1,}|[A-Za-z]{2,}|の(?=[\u4e00-\u9fff\u30a0-\u30ffA-Za-z])){1,10}?"
    r"(?:件数|人数|社数|員数|金額|総額|額|売上高|予算額|面積|台数|回数|校数|割合|比率|稼働率|数)(?:(?![\u4e00-\u9fff字])|(?=及び|並び|又は|等))"
    r"|(?<![\u4e00-\u9fff\u30a0-\u30ff])(?:売上高|受入額|予算額|稼働率)|(?<=び)(?:売上高|受入額|予算額|稼働率)"
)
_NO_FIGURE = re.compile(r"(?:文字|字|行|頁|ページ|枚|回答|番号|複|多|少|半|無|偶|奇)数$|^(?:件数|人数|数|金額|割合)$")
_PERIOD_WORDS = re.compile(r"^(?:直近|最近|過去|年間|年度|期間|毎年度|各年度)*の?")
_COUNT_UNITS = {
    "件数": ("件", "本", "テーマ", "課題"),
    "人数": ("名", "人"),
    "員数": ("名", "人"),
    "社数": ("社", "者", "団体"),
    "面積": ("㎡", "m2", "平方メートル", "ha"),
    "台数": ("台", "基", "式"),
    "回数": ("回",),
    "校数": ("校",),
    "割合": ("%", "割"),
    "比率": ("%", "割"),
    "稼働率": ("%",),
    "額": ("円", "億", "万"),
    "高": ("円", "億", "万"),
}
_SPECIFIC = 100  # of a name that says more than a few words do
_OF_ANOTHER_ITEM = 2  # parts of a cue that an item has to hold to ask for more than its own review item
_BARE = re.compile(r"(?:概要|現状|内容|説明|状況|取組|取り組み|詳細|現状と課題|課題|特色|特徴|記述|記入欄)(?:等|など)?")
_SENTENCE = re.compile(r"(?:か|る|た|い|こと|です|ます)[。?？]?$|^.{18,}$")
# Names of review items that other headings hold as well.
_SAY_LITTLE = frozenset(
    [
        "体制",
        "組織",
        "計画",
        "目標",
        "取組",
        "実績",
        "成果",
        "目的",
        "背景",
        "概要",
        "沿革",
        "マネジメント",
        "仕組み",
        "進め方",
        "教育",
        "人材",
        "契約",
        "資金",
        "予算",
        "施設",
        "設備",
        "装置",
        "機器",
        "業績",
        "理念",
        "スタッフ",
        "研究者",
        "プロセス",
        "戦略",
        "人員",
    ]
)
_REASONS = re.compile(r"^(?:備考|根拠|理由|具体的|内容|説明|コメント|補足|参照|関連|該当|取組|詳細|摘要|現状)")


class WantedFigure(Value):
    """A figure that an item asks for by name. `subject`: the words that say of what; `units`: what it may stand in."""

    name: str
    subject: tuple[str, ...]
    units: tuple[str, ...]


class Asked(Value):
    """What an item asks for. `leaf`: the review item or point to check that it belongs to, None when none is told.

    `query`: what the files are searched for. `explains`: the words of the choice that a remarks column belongs to.
    """

    item: FormItem
    leaf: OutlineItem | None = None
    viewpoints: tuple[Viewpoint, ...] = ()
    figures: tuple[WantedFigure, ...] = ()
    query: str
    exact: bool = False  # whether the item's own label names the review item
    explains: str = ""


class Reader:
    """Reads items with the built-in outlines. `hub_type`: `international`, `regional` or None: viewpoints of another
    type are left out."""

    def __init__(self, outlines: Mapping[str, Outline], hub_type: str | None) -> None:
        self._outlines = outlines
        self._hub_type = hub_type
        self.matchers = {name: CueMatcher(outline.words) for name, outline in outlines.items()}

    def matcher(self, item: FormItem) -> CueMatcher:
        """The matcher whose word classes the viewpoints of an item use."""
        return self.matchers[CHECK_SHEET if item.kind is ItemKind.CHOICE or _remark(item) else APPLICATION]

    def asked(self, item: FormItem) -> Asked:
        """What `item` asks for."""
        query = " ".join(filter(None, (item.label, item.instruction)))
        explains = item.path[-1] if item.path and _remark(item) else ""
        name = CHECK_SHEET if item.kind is ItemKind.CHOICE or explains else APPLICATION
        if item.viewpoint is not None:
            built_in = next(
                each for o in self._outlines.values() for _, each in o.leaves() if each.id == item.viewpoint
            )
            viewpoints = self._of_type(built_in.viewpoints)
            return Asked(item=item, leaf=built_in, viewpoints=viewpoints, query=query, exact=True)
        figures = tuple(figures_asked(f"{item.label}。{item.instruction}"))
        if name == CHECK_SHEET:
            return self._checked(item, explains or item.label, query, explains)
        leaf, exact = self._leaf(item)
        hit = self._viewpoints_in(search_form(query))
        narrow = leaf is not None and search_form(leaf.label.ja) not in search_form(item.label)
        by_label = {viewpoint.id for viewpoint in self._viewpoints_in(search_form(item.label))}
        strong = {viewpoint.id for viewpoint in self._viewpoints_in(search_form(query), at_least=_OF_ANOTHER_ITEM)}
        if leaf is None or (strong and not exact) or (narrow and by_label & {v.id for v in leaf.viewpoints}):
            found = hit  # the words name some viewpoints themselves
        else:
            own = {viewpoint.id for viewpoint in leaf.viewpoints}
            found = (*leaf.viewpoints, *(viewpoint for viewpoint in hit if viewpoint.id in own | strong))
        viewpoints = self._of_type(tuple({viewpoint.id: viewpoint for viewpoint in found}.values()))
        named = {viewpoint.id for viewpoint in hit}  # asked for, whatever the outline thinks of it
        viewpoints = tuple(
            v.model_copy(update={"core": True}) if v.id in named and not v.type else v for v in viewpoints
        )
        return Asked(item=item, leaf=leaf, viewpoints=viewpoints, figures=figures, query=query, exact=exact)

    def _checked(self, item: FormItem, statement: str, query: str, explains: str) -> Asked:
        """A point to check: the viewpoint whose cue has most parts in its words."""
        folded, matcher = search_form(statement), self.matchers[CHECK_SHEET]
        best: tuple[float, OutlineItem | None] = (0.0, None)
        for _, point in self._outlines[CHECK_SHEET].leaves():
            strength = max(matcher.strength(folded, viewpoint.cues) for viewpoint in point.viewpoints)
            if strength > best[0]:
                best = strength, point
        leaf = best[1]
        return Asked(
            item=item, leaf=leaf, viewpoints=leaf.viewpoints if leaf else (), query=query, explains=explains,
            exact=leaf is not None,
        )  # fmt: skip

    def _leaf(self, item: FormItem) -> tuple[OutlineItem | None, bool]:
        """The review item that the label names, or that instruction or path do; whether it is the label."""
        label, rest = search_form(item.label), search_form(f"{item.instruction} {' '.join(item.path)}")
        leaves = [leaf for _, leaf in self._outlines[APPLICATION].leaves()]
        above = search_form(" ".join(item.path))
        own = max((_named(leaf, label) for leaf in leaves), default=0)
        of_path = max((_named(leaf, above) for leaf in leaves), default=0)
        if _BARE.fullmatch(label) or (own < _SPECIFIC <= of_path):  # 概要, 取組の内容: of what stands above it
            label = above
        for text, exact in ((label, True), (rest, False)):
            scored = [(score, -at, leaf) for at, leaf in enumerate(leaves) if (score := _named(leaf, text))]
            if scored:
                return max(scored, key=lambda each: each[:2])[2], exact
        return None, False

    def _viewpoints_in(self, folded: str, at_least: float = 1) -> tuple[Viewpoint, ...]:
        """The viewpoints whose cues the words of an item hold: those with most parts."""
        matcher = self.matchers[APPLICATION]
        found = []
        for _, leaf in self._outlines[APPLICATION].leaves():
            for viewpoint in leaf.viewpoints:
                bare = _name_words(viewpoint)
                strength = matcher.strength(folded, viewpoint.cues) + sum(word in folded for word in bare)
                if strength >= at_least:
                    found.append((strength, viewpoint))
        return tuple(viewpoint for strength, viewpoint in found if strength >= max(s for s, _ in found) - 1)

    def _of_type(self, viewpoints: tuple[Viewpoint, ...]) -> tuple[Viewpoint, ...]:
        """Without those of another type; of the chosen type they are asked for, with no type chosen they help."""
        kept = [v for v in viewpoints if v.type is None or self._hub_type in (None, v.type)]
        return tuple(v.model_copy(update={"core": v.type == self._hub_type}) if v.type else v for v in kept)


def figures_asked(text: str) -> Iterator[WantedFigure]:
    """The figures that a text asks for by name.

    >>> [figure.name for figure in figures_asked("直近の共同研究件数と、専任スタッフの人数を含めて記載してください。")]
    ['共同研究件数', '専任スタッフの人数']
    """
    seen: set[str] = set()
    for match in _FIGURE_NAME.finditer(text):
        name = _PERIOD_WORDS.sub("", match[0]).strip("の・")
        if not name or name in seen or _NO_FIGURE.search(name):
            continue
        seen.add(name)
        unit = next((end for end in _COUNT_UNITS if name.endswith(end)), "")
        bare = name.removesuffix(unit) if unit else name.removesuffix("数")
        subject = tuple(dict.fromkeys(word.normal for word in words(bare) if word.is_content))
        if subject:
            yield WantedFigure(name=name, subject=subject, units=_COUNT_UNITS.get(unit, ()))


def _remark(item: FormItem) -> bool:
    """Whether an item is the remarks column of a check sheet: its path ends in the sentence that it explains."""
    if not item.path or item.kind is not ItemKind.TEXT or _REASONS.match(search_form(item.label)) is None:
        return False
    return _SENTENCE.search(search_form(item.path[-1])) is not None


def _named(leaf: OutlineItem, text: str) -> int:
    """How well `text` names the review item: by the characters of the longest name in it; a name that says little
    (体制, 計画) counts less than any other. 0: not at all."""
    names = [search_form(name) for name in (leaf.label.ja, *leaf.also_called)]
    return max((len(name) + (0 if name in _SAY_LITTLE else _SPECIFIC) for name in names if name in text), default=0)


def _name_words(viewpoint: Viewpoint) -> set[str]:
    """The longest words of a viewpoint's name, by which an item may call it."""
    return {w.surface for w in words(viewpoint.name.ja, whole=True) if w.is_content and len(w.surface) >= 5}
