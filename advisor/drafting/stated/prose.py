"""Figures in running text, each with the words that it is told of. Pure, on half-width text.

The words stand before the figure (共同研究件数は42件, 専任URA5名), behind it (42件の共同研究), or with the figure
before it (共同研究は令和4年度に38件、令和5年度に42件).
"""

import re

from advisor.drafting.stated.context import Context
from advisor.drafting.stated.dating import own_period, period_of, year_before
from advisor.drafting.stated.field_words import phrase
from advisor.drafting.stated.figures import Figure
from advisor.drafting.stated.folded import MASK
from advisor.drafting.stated.frames import Frame, frame_of
from advisor.drafting.stated.key_values import key_and_bare_value
from advisor.drafting.stated.labels import Label, read_label
from advisor.drafting.stated.measure import Told
from advisor.drafting.stated.narrowing import adverbs_of, narrowed_by, topics_of
from advisor.drafting.stated.phrases import NOUNS, strip_tail

_BEHIND = re.compile(rf"\s*(?:\([^()]*\))?の\s*(?P<np>(?!うち|内訳|増|減){NOUNS})")
_VERBS = re.compile(
    r"\s*(?P<by>[がをに]?)\s*(?P<verb>参画|参加|加盟|入会|登録|利用|来場|受講|出展|入居|採択|出席|修了|就職|出願)"
)
# Behind the first of several that do the same: 教員5名、学生20名が参加.
_VERB_OF_ALL = re.compile(rf"(?:\s*[、・と]\s*{NOUNS}{MASK}+)*(?P<all>{_VERBS.pattern})")
_OF_WHOLE = re.compile(r"の(?:うち|中で?)、?\s*$")
_STAFF = re.compile(r"\s*の?(?:体制|で構成|で運営|が在籍|が所属|を配置|が配置|が常駐|が勤務|を擁)")
_WITH_RESEARCH = re.compile(r"\s*(?:と|との間で)(?:の)?共同研究を")
_RESEARCH_PARTNER = "共同研究先"
_IS_OF = re.compile(rf"\s*[がは]{NOUNS}(?:との(?:もの|共同研究|契約)|から|による)?(?:で(?:ある|す)|、|。|$)")
_RAISED = r"(?:拡大|増加|増員|倍増|増や|引き?上げ|伸ば|増強)"
_COMING = re.compile(
    rf"{_RAISED}(?:する|させる|す|していく|を図る|したい)|目指|目標|めざ|[とに]する(?:こと)?(?:。|$|計画|予定|方針)"
    r"|を達成する|したい|を予定|する予定"
)
_GOAL = re.compile(r"目指|目標|めざ|(?:増や|引き?上げ|拡大|倍増|増員)(?:する|す)|したい")
_GOES_UP = re.compile(r"\s*(?:から|より|→)")
_GOES_TO = re.compile(rf"を[^、。()]{{1,20}}に、[\s{MASK}]*")
_LISTED = re.compile(rf"[、・と\s]+{NOUNS}[\s:は]*")
_OF_BEFORE = re.compile(r"\s*(?:内訳|(?:この|その)?うち|その中)")
_HARDLY_SUBJECTS = {"契約", "事業"}
_COUNTED_NOUNS = {"企業", "会社", "機関", "団体"}
_POSTS = {"リサーチ", "アドミニストレーター", "コーディネーター", "教授", "教員", "事務"}


def told_in(
    text: str, context: Context, *, topic: Label | None = None, outer: Told | None = None, before: Told | None = None
) -> list[Told]:
    """The figures of a sentence, a line or a cell.

    `topic`: what a cell is about by its row and column. `outer`: the figure that the text explains (うち3件).
    `before`: the first figure of the sentence before.
    """
    frame = frame_of(text)
    if not frame.figures:
        return key_and_bare_value(frame, context)
    return _Reading(frame, context, topic, outer, before if _OF_BEFORE.match(text) else None).told()


class _Reading:
    """Reads the figures of one sentence from left to right."""

    def __init__(
        self, frame: Frame, context: Context, topic: Label | None, outer: Told | None, before: Told | None
    ) -> None:
        self._frame = frame
        self._context = context
        self._topic = topic
        self._outer = outer
        self._before = before
        self._told: list[Told] = []
        self._lead = Label()

    def told(self) -> list[Told]:
        figures = self._frame.figures
        for at, figure in enumerate(figures):
            start = figures[at - 1].end if at else 0
            after = figures[at + 1] if at + 1 < len(figures) else None
            told = self._read(figure, start, after)
            if told is not None:
                self._told.append(told)
        return self._with_goals_before()

    def _with_goals_before(self) -> list[Told]:
        """技術相談150件、共同研究16件を目標とする: the goal is told once, behind the last."""
        told = self._told
        for at in range(len(told) - 2, -1, -1):
            between = self._frame.plain[told[at].figure.end : told[at + 1].figure.start]
            if "目標" not in told[at + 1].label.qualifiers or not _LISTED.fullmatch(between):
                continue
            if "目標" not in read_label(between, alone=False).qualifiers:
                label = told[at].label
                label = label.model_copy(update={"qualifiers": label.qualifiers | {"目標"}})
                told[at] = told[at].model_copy(update={"label": label})
        return told

    def _read(self, figure: Figure, start: int, after: Figure | None) -> Told | None:
        kind = figure.unit.kind if figure.unit else ""
        behind = self._frame.plain[figure.end : after.start if after else len(self._frame.plain)]
        own_date = own_period(self._frame, figure, start)
        if after is not None and after.unit == figure.unit and _GOES_UP.match(behind) and own_date is None:
            return None  # 38件から42件に: the year of the former is not told
        zone, base = self._zone(figure, start)
        if start and _GOES_TO.fullmatch(zone):
            return None  # 16件を卒業研究に、8件を共同研究に: what each became stands behind, what it is nowhere
        if start and _IS_OF.match(zone) and _IS_OF.match(behind):
            zone = "うち"  # 10件が大企業、30件が中小企業: what it is of stands behind
        own, left = self._subject(zone, figure, kind)
        narrowing = narrowed_by(left, kind)
        if not self._told and base is None:
            self._lead = narrowing
        joined = own.joined(narrowing).joined(self._lead)
        former = self._former(figure, kind)
        rest = self._frame.plain[figure.end :]
        label = self._in_brackets(joined, own, base) if base is not None and _counts(base, kind) else None
        label = label or self._with_words(joined, own, former, zone, rest, behind, kind)
        if label is None:
            return None
        qualifiers = label.qualifiers | adverbs_of(zone)
        if label.part and not qualifiers and (not own.words or _OF_WHOLE.search(zone)):
            more = read_label(re.split(r"[、。]", behind)[0], alone=False, kind=kind)
            qualifiers = more.qualifiers
            if not qualifiers and not (own.words and more.words):
                return None  # うち3件: a part of which nothing is told
            if own.words:  # 会員企業のうち30社が製造業
                label = label.model_copy(update={"words": label.words | more.words})
        if kind in ("m2", "ha"):
            qualifiers -= {"累計"}  # 延べ床
        qualifiers |= self._told_behind(behind) | self._context.qualifiers
        summed = self._frame.cumulated_from
        last = self._told_outside(figure)
        topic = self._topic.period if self._topic else None
        period, until = period_of(self._frame, figure, start, base, last[-1] if last else None, topic)
        if until or (summed is not None and summed < figure.start):
            qualifiers |= {"累計"}
        if "前年度" in qualifiers and own_date is None and (shifted := year_before(period or self._context.period)):
            period, qualifiers = shifted, qualifiers - {"前年度"}
        whose = label.organisation or self._context.organisation
        label = label.model_copy(update={"qualifiers": qualifiers, "period": period, "organisation": whose})
        return Told(figure=figure, label=label, written=self._frame.text[figure.start : figure.end].strip())

    def _zone(self, figure: Figure, start: int) -> tuple[str, Told | None]:
        """The text before the figure that can name it, and the figure that it explains in brackets."""
        opened = self._frame.opened_at(figure.start)
        if opened is not None:
            outside = [told for told in self._told if told.figure.end <= opened]
            outside = [told for told in outside if self._frame.opened_at(told.figure.start) is None]
            base = outside[-1] if outside else self._outer
            inside = self._frame.plain[max(start, opened + 1) : figure.start]
            before = self._closed(self._frame.plain[start:opened]) if start <= opened else ""
            named = (
                not inside.strip(f" {MASK}") and strip_tail(before, figure.unit.kind if figure.unit else "")[0].words
            )
            return (before if named else inside), base  # 共同研究(42件), but 5名(うち専任3名)
        return self._closed(self._frame.plain[start : figure.start]), self._outer if not self._told else None

    @staticmethod
    def _closed(zone: str) -> str:
        """The zone without what closes a bracket that opened before: that belongs to the figure before."""
        depth = 0
        for at, character in enumerate(zone):
            depth += {"(": 1, ")": -1}.get(character, 0)
            if depth < 0:
                zone, depth = " " * (at + 1) + zone[at + 1 :], 0
        return zone.lstrip()

    def _told_outside(self, figure: Figure) -> list[Told]:
        """The figures before that stand in no bracket, or in the same one."""
        opened = self._frame.opened_at(figure.start)
        return [t for t in self._told if self._frame.opened_at(t.figure.start) in (None, opened)]

    def _former(self, figure: Figure, kind: str) -> Told | None:
        """The figure of the same kind before, whose subject may go on."""
        last = self._told_outside(figure)[-1:]
        if last and last[0].figure.end == figure.start:
            return last[0]  # 10か国15機関
        told = [t for t in self._told_outside(figure) if _counts(t, kind)]
        return told[-1] if told else (self._before if self._before and _counts(self._before, kind) else None)

    def _subject(self, zone: str, figure: Figure, kind: str) -> tuple[Label, str]:
        """What the figure is told of by the nouns beside it, and the text before those."""
        behind = _BEHIND.match(self._frame.plain, figure.end)
        if behind is not None:
            label = read_label(behind["np"], alone=False, kind=kind)
            if label.words - _HARDLY_SUBJECTS or (label.words and not read_label(zone, alone=False, kind=kind).words):
                return label.model_copy(update={"part": phrase("part").search(zone) is not None}), zone
        return strip_tail(zone, kind)

    def _in_brackets(self, label: Label, own: Label, base: Told) -> Label:
        """A part of `base`: its words and what narrows it; a post (うちURA3名) is named for itself."""
        words = own.words if own.words & _POSTS else base.label.words | own.words
        return label.model_copy(
            update={
                "words": words,
                "qualifiers": label.qualifiers | base.label.qualifiers,
                "shown": " ".join(part for part in (base.label.shown, own.shown) if part),
                "organisation": label.organisation or base.label.organisation,
                "part": label.part or not own.words,
            }
        )

    def _with_words(
        self, label: Label, own: Label, former: Told | None, zone: str, rest: str, behind: str, kind: str
    ) -> Label | None:
        """The label with the words of a verb, of a figure before, or of what stands around, where it has none."""
        verb = _VERBS.match(behind)
        if kind != "社" and own.words and own.words <= _COUNTED_NOUNS and own.qualifiers and former is not None:
            # 間接経費は国内の企業30%、外国の企業40%: whose, not what
            shown = " ".join([*former.label.shown.split(" ")[:1], own.shown])
            return label.model_copy(update={"words": former.label.words, "shown": shown})
        if own.words and not (verb and own.words <= _COUNTED_NOUNS):
            of_all = _VERB_OF_ALL.match(rest)
            more = read_label(of_all["verb"], kind=kind).words if of_all and of_all["by"] == "が" else frozenset()
            return label.model_copy(update={"words": label.words | more})
        shared = {told.label.words for told in self._told if _counts(told, kind)}
        if own.total and len(shared) > 1:
            topic = next(iter(topics_of(self._frame.plain)), None)
            return label.joined(topic) if topic is not None and topic.words and topic.words not in shared else None
        if verb is not None:
            noun = verb["verb"] + ("企業" if kind == "社" else "")
            words = label.words | read_label(noun, kind=kind).words
            return label.model_copy(update={"words": words, "shown": noun})
        if kind == "社" and _WITH_RESEARCH.match(behind):
            words = label.words | read_label(_RESEARCH_PARTNER, kind=kind).words
            return label.model_copy(update={"words": words, "shown": _RESEARCH_PARTNER})
        if kind == "名" and _STAFF.match(behind):
            return label.model_copy(update={"words": frozenset({"職員"}), "shown": label.shown or "職員"})
        if former is not None:
            whose = label.organisation or former.label.organisation
            shown = former.label.shown
            return label.model_copy(update={"words": former.label.words, "shown": shown, "organisation": whose})
        around = self._topic or self._context.label
        begins = not zone.strip(f" {MASK}、,:・は年間計") or self._topic is not None
        if not around.words or not begins or self._told:
            return None
        return label.joined(around.model_copy(update={"period": None, "unit": None}))

    def _told_behind(self, behind: str) -> frozenset[str]:
        """What the words behind a figure say of it: a goal, a new start. In a plan all is to come but what was."""
        near = re.split(r"[。)]|\([^()]*$", behind, maxsplit=1)[0] + ("。" if "。" in behind else "")
        found = read_label(near.split("、", maxsplit=1)[0], alone=False).qualifiers
        found &= {"新規", "終了", "申請", "見込"}
        to_come = self._context.planned and not phrase("report").search(self._frame.text)
        if to_come or (_COMING.search(near) and (self._context.planned or _GOAL.search(near))):
            found |= {"目標"}
        return found


def _counts(told: Told, kind: str) -> bool:
    return (told.figure.unit.kind if told.figure.unit else "") == kind
