"""What stands around a piece (title, headings, caption, file name) and narrows the figures in it. Pure."""

import re
from collections.abc import Sequence

from advisor.drafting.stated.field_words import phrase
from advisor.drafting.stated.folded import fold
from advisor.drafting.stated.labels import HUB, UNIVERSITY, WHOLE, Label, heading_words, narrowing_of, read_label
from advisor.drafting.stated.periods import Period, periods_in
from advisor.ingest.document import Block, BlockKind
from advisor.values import Value


class Context(Value):
    """`label`: what the innermost heading or the caption is about. `planned`: what stands here is to come."""

    label: Label = Label()
    period: Period | None = None
    planned: bool = False
    part: str = ""
    section: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    organisation: str = ""


# A year in such a title is that of the paper, not that of its figures.
_YEAR_OF_PAPER = re.compile(
    r"計画|申請|公募|予算|応募|要求|版|パンフ|リーフ|策定|制定|改[正定訂]|作成|発行|更新日|印刷|議事|開催|規程|要項|募集"
)
_TELLS_YEAR = re.compile(
    r"報告|実績|年報|統計|概要|状況|データ|推移|一覧|現在|時点|末|決算|成果|体制|名簿|件数|額|目標"
)
_DAY_COUNTS = re.compile(r"現在|時点|末")
_WHOLE_UNIVERSITY = re.compile(r"大学概要|大学要覧|大学案内|大学紹介")
_FIGURES_OWN = frozenset({"申請", "新規", "継続", "目標", "見込", "累計", "前年度"})  # of a figure, never of a heading
_MEETING = re.compile(r"議事|会議|委員会")
_MEETING_DAY = re.compile(r"(?:日\s*時|開催日時?|期\s*日|年月日)\s*[:\t ]\s*")
_MEETING_HEAD = 600  # characters: where minutes say when they met
_LONGEST_TITLE = 45
_TITLE_LINES = 3


def title_of(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The first lines of a document, as far as they can be its title."""
    found: list[str] = []
    for block in blocks[:_TITLE_LINES]:
        if block.kind in (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW):
            break
        for line in text[block.start : block.end].splitlines():
            if len(line) > _LONGEST_TITLE or "。" in line or ":" in line or "：" in line or len(found) >= _TITLE_LINES:
                return tuple(found)
            if line.strip():
                found.append(folded(line))
    return tuple(found)


def day_of_meeting(name: str, title: tuple[str, ...], text: str) -> Period | None:
    """The day of the meeting that minutes are of: what they say without a date is told as of then."""
    head = fold(text, 0, min(len(text), _MEETING_HEAD)).text
    key = _MEETING_DAY.search(head)
    if key is None or not any(_MEETING.search(line) for line in (folded(name), *title)):
        return None
    found = periods_in(head[key.end() : key.end() + 30])
    return found[0].period if found and found[0].start == 0 and not found[0].period.is_span else None


def context_of(
    name: str,
    title: tuple[str, ...],
    headings: tuple[str, ...],
    caption: str = "",
    meeting: Period | None = None,
) -> Context:
    """What stands around a piece, of which the innermost says most. `meeting`: the day that minutes are of."""
    around = [folded(name), *title, *(folded(heading) for heading in headings), *([caption] if caption else [])]
    inner = around[1 + len(title) :]
    innermost = inner[-1] if inner else ""
    label = read_label(innermost) if innermost else Label()
    named = label.organisation if label.organisation not in {"", WHOLE, UNIVERSITY, HUB} and not label.words else ""
    part = innermost if phrase("section").search(innermost) else ""
    whole = any(phrase("whole").search(text) for text in inner) or any(
        _WHOLE_UNIVERSITY.search(text) for text in around
    )
    return Context(
        label=label,
        period=_period(around) or meeting,
        planned=_planned(around),
        part="".join(part.split()),
        section=heading_words(innermost) if innermost else frozenset(),
        qualifiers=frozenset().union(*(narrowing_of(text) for text in inner[-2:])) - _FIGURES_OWN,
        organisation=WHOLE if whole else named,
    )


def folded(text: str) -> str:
    """`text` in half width on one line."""
    return fold(text, 0, len(text)).text.strip()


def _period(around: Sequence[str]) -> Period | None:
    """That of the innermost text which names one; of a paper's own year only where it reports what was."""
    for at in range(len(around) - 1, -1, -1):
        text = around[at]
        found = periods_in(text, alone=True)
        if len(found) != 1 or _YEAR_OF_PAPER.search(text):
            continue
        period = found[0].period
        if period.first.basis == "day" and not _DAY_COUNTS.search(text):
            continue
        rest = text[: found[0].start] + text[found[0].end :]
        if at > 0 and len(rest.strip(" ()【】・■:")) <= 2:  # the year is all that the heading says
            nearby = " ".join(around[max(0, at - 1) : at + 2])
            if not _YEAR_OF_PAPER.search(nearby):
                return period
        elif _TELLS_YEAR.search(rest):
            return period
    return None


def _planned(around: Sequence[str]) -> bool:
    for text in reversed(around):
        if phrase("report").search(text):
            return False
        if phrase("plan").search(text):
            return True
    return False
