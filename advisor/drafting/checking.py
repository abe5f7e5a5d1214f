"""A point of a check sheet against the files: はい, いいえ or 不明, with the words that it rests on. Pure.

はい needs a sentence that says it is so; いいえ one that says it is not, or not yet. Silence, or both alike, is 不明.
"""

from collections.abc import Sequence

from advisor.drafting.asked import Asked
from advisor.drafting.cues import CueMatcher
from advisor.drafting.finding import Found
from advisor.drafting.marks import leaves_open
from advisor.drafting.model import Proposal
from advisor.drafting.polarity import affirms, denies
from advisor.drafting.statements import Statement
from advisor.japanese import words
from advisor.values import Value

_ASIDE = 0.25  # of words: a sentence that says less about the point by as much says nothing against another
# Words of every point: they tell nothing of what is asked.
_GENERAL = frozenset(
    [
        "体制",
        "整備",
        "実施",
        "有る",
        "居る",
        "為る",
        "定める",
        "行う",
        "策定",
        "制定",
        "設置",
        "管理",
        "規程",
        "規定",
        "規則",
        "ポリシー",
        "確保",
        "仕組み",
        "組織",
        "大学",
        "本学",
        "拠点",
        "機関",
        "構築",
        "運用",
        "確立",
        "取組",
        "取り組み",
        "取り組む",
        "実施中",
        "済み",
        "状況",
        "有無",
        "確認",
        "項目",
        "必要",
        "対応",
        "明確",
        "適切",
        "十分",
        "的",
        "化",
        "等",
        "産学",
        "官",
        "連携",
        "産学官",
        "基づく",
        "関する",
        "於く",
        "当たる",
        "応じる",
        "定期",
        "事項",
        "研究",
        "共同",
        "者",
        "学内",
        "全学",
        "内",
        "向け",
        "対する",
        "際",
        "中",
        "場合",
        "出来る",
    ]
)


# Words that say what kind of thing is asked for, of whatever subject: one of a kind has to be told of, and they are not
# enough to tell a point from others.
_KINDS = (
    frozenset(["研修", "講習", "講習会", "教育", "セミナー", "説明会", "勉強会", "e-learning", "eラーニング", "受講"]),
    frozenset(["責任", "責任者", "担当", "担当者", "管理者", "統括", "統括者"]),
    frozenset(["窓口", "相談"]),
    frozenset(["委員", "委員会", "会議", "審査", "審議"]),
    frozenset(["申告", "報告", "届出", "申請"]),
)
_FAINT = frozenset.union(*_KINDS) | {
    "職員", "教員", "教職員", "学生", "人材", "情報", "活動", "評価", "計画",
    "支援", "契約", "施設", "設備", "業務", "専門", "配置", "置く", "設ける",
    "開催", "周知", "公開", "公表", "毎年", "年", "回", "書面", "文書",
    "手続", "手続き", "方法", "基準", "利用", "使用", "外部", "企業", "会",
    "長", "部", "部署", "部門", "課", "室", "向ける", "全て", "関係",
    "関係者",
}  # fmt: skip
_TRAINING = _KINDS[0]
_MOST = 0.5  # of the words that tell a point from others


class Finding(Value):
    """What is proposed for a point, and the statements that it rests on (of UNKNOWN: those that speak both ways)."""

    proposal: Proposal
    found: tuple[Found, ...] = ()


def check(asked: Asked, found: Sequence[Found], matcher: CueMatcher) -> Finding:
    """Weigh the statements `found` about a point (best first)."""
    point = asked.explains or asked.item.label
    wanted = own_words(point)
    rated = [(_share(wanted, each, asked, matcher), each) for each in found]
    rated = [(share, each) for share, each in rated if share > 0]
    yes = [(share, each) for share, each in rated if _says_so(each.statement)]
    no = [(share, each) for share, each in rated if denies(each.statement.text)]
    best_yes, best_no = (max((share for share, _ in side), default=0.0) for side in (yes, no))
    if best_yes > best_no + _ASIDE or (best_yes and not best_no):
        return Finding(proposal=Proposal.YES, found=_best(yes))
    if best_no > best_yes + _ASIDE or (best_no and not best_yes):
        return Finding(proposal=Proposal.NO, found=_best(no))
    return Finding(proposal=Proposal.UNKNOWN, found=(*_best(yes)[:1], *_best(no)[:1]))


def own_words(point: str) -> frozenset[str]:
    """The words of a point that tell it from others."""
    return frozenset(word.normal for word in words(point) if word.is_content) - _GENERAL


def _share(wanted: frozenset[str], each: Found, asked: Asked, matcher: CueMatcher) -> float:
    """How much of what is asked a statement speaks of (0-1): by its words, or by the cue of the point."""
    statement = each.statement
    held = frozenset(word.normal for word in words(f"{statement.text} {statement.around}") if word.is_content)
    own = frozenset(word.normal for word in words(statement.text) if word.is_content)
    share = len(wanted & held) / len(wanted) if wanted & own else 0.0
    cued = any(
        matcher.strength(statement.folded, viewpoint.cues, statement.around)
        or (denies(statement.text) and matcher.strength(statement.before, viewpoint.cues))
        for viewpoint in asked.viewpoints
    )
    if asked.item.viewpoint is not None:  # a point of the outline: its cues are made for it
        return max(share, 0.6) if cued else 0.0
    telling = wanted - _FAINT
    if telling and len(telling & held) < _MOST * len(telling) and not cued:
        return 0.0  # it is about something else: only the kind of thing is the same
    if wanted & _TRAINING and not held & _TRAINING:
        return 0.0
    return share if share >= 0.5 or (cued and share > 0) else 0.0


def _says_so(statement: Statement) -> bool:
    """Whether a statement says that something is there; a row whose cell for a mark is empty does not."""
    return affirms(statement.text) and not leaves_open(statement.header, statement.cells)


def _best(side: Sequence[tuple[float, Found]]) -> tuple[Found, ...]:
    ranked = sorted(side, key=lambda pair: (-pair[0], -pair[1].score))
    return tuple(each for _, each in ranked[:2])
