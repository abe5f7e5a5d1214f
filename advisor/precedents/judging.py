"""Whether somebody wants an application judged, scored, chosen or summed up: this room never does that. Pure.

General cues in Japanese and English only: what is asked for, and of what.
"""

import re

from advisor.errors import QuestionRejected
from advisor.folding import search_form

# An application, as the thing that is spoken of.
_WHOSE = "この|その|本|当該|次の|以下の|添付の|上の|下の|両|各|どの|どちらの|うちの|弊学の|本学の|我々の"
_WHAT = "申請|応募|提案|計画|構想|案|概要|内容|資料|文書|大学|拠点|もの|2件|二件|二つ|2つ"
_PAPERS = "申請書?類?|応募書?類?|申込書?|提案書?|計画書|企画書|構想書|調書|書類|案件|エントリー"
_THING = rf"(?:{_PAPERS}|(?:{_WHOSE})(?:{_WHAT}))"
_OF_THING = re.compile(_THING)
_JUDGE = (
    r"(?:採点|さいてん|審査|評価|判定|査定|品評|講評|採択|選抜|選定|順位付け|格付け|点数|評点|得点|スコア|合否|当落"
    r"|優劣|順位|要約|まとめ|レビュー|ランキング)"
)
# Asking for the deed itself, and not for what was done: 採点して, 評価をお願い, 要約せよ, 順位を付けて.
_DO = (
    r"(?:を?(?:し|やっ|行っ|付け|つけ|出し|教え|示し|決め|下し|作っ)(?:て|ろ|なさい|せよ|たい)"
    r"|を?(?:せよ|しろ|お願い|頼み|頼む|願い|希望|依頼|求め)|(?:す|を?つけ|を?付け)(?:るべき|べき)"
    r"|(?:する|できる)(?:か|べきか)?[?。]?$|(?:は|が)?[?]$)"
)
_ORDER = re.compile(rf"{_JUDGE}(?:結果|の?理由)?{_DO}")
_BARE = re.compile(rf"(?:次|以下|これ|それ|こちら)?(?:を|も|に|の)?{_JUDGE}{_DO}")
_WHICH = re.compile(
    r"(?:どちら|どっち|どれ|どの(?:申請|応募|提案|計画|案|大学|拠点)|何れ|いずれ)[^。]{0,20}?"
    r"(?:採択|選抜|選定|選ぶ|選べ|選ん|採用|合格|通す|通し|落とす|優れ|勝る|良い|よい|いい|ふさわし|推薦|推す|推し)"
    r"(?!され(?:た|て|ま)|[しさ]た|済)[^。]{0,12}?"
    r"(?:べき|ば(?:よ|良|い)|[?。]?$|か|教え|て(?:ください|下さい|ほし|くれ))"
)
_CHANCE = re.compile(
    r"(?:採択|選抜|選定|合格|当選)(?:され(?:ます|るか|るでしょう|そう|る可能性)|の?可能性|の?見込み|の?確率|できそう|しそう|しますか|するか)"
    r"|(?:通り|受かり)(?:ます|そう)|(?:通る|受かる)(?:か|でしょう|だろう|可能性)"
)
_GRADED = re.compile(
    rf"{_THING}[^。]{{0,12}}(?:は何点|に何点|の点数は|の順位は|の評価は|の合否)"
    r"|何点(?:です|でしょう|になり|くらい|ぐらい)|\d+点満点で"
)
_DO_EN = (
    r"(?:score|grade|rate|rank|judge|evaluate|assess|review|mark|shortlist|summari[sz]e|sum up|appraise)\b(?!\s+of\b)"
)
_THING_EN = (
    r"(?:applications?|proposals?|applicants?|submissions?|plans?|outlines?|drafts?|candidates?|entries|entry|bids?"
    r"|documents?|files?|them|it|this|these)"
)
_CHOSEN_EN = r"(?:select(?:ed)?|fund(?:ed)?|accept(?:ed)?|approve[d]?|reject(?:ed)?|choose|chosen|adopt(?:ed)?)"
_ENGLISH = re.compile(
    rf"(?:^|\b(?:please|can you|could you|would you|you|to|and|help me|let'?s)\s+){_DO_EN}[^.]{{0,30}}\b{_THING_EN}\b"
    r"|\bwhich\b[^.]{0,40}\b(?:should|deserves?|ought|is (?:better|best|stronger|the (?:best|better)))\b"
    rf"|\bshould (?:we|i|they|the committee|this|it)\b[^.]{{0,30}}\b{_CHOSEN_EN}\b"
    r"|\b(?:how (?:good|strong|likely)|will|would|what (?:score|grade|mark))\b[^.]{0,30}"
    r"\b(?:application|proposal|submission|applicant)\b"
)


def asks_for_judgement(text: str, with_outline: bool = False) -> bool:
    """Whether `text` asks to score, judge, choose or sum up an application. `with_outline`: one was lent beside it, so
    that 「採点して」 alone means it.

    >>> asks_for_judgement("この申請を採点して"), asks_for_judgement("地域連携が評価された拠点")
    (True, False)
    """
    form = search_form(text)
    thing = with_outline or _OF_THING.search(form) is not None
    return bool(
        (_ORDER.search(form) and (thing or _BARE.match(form)))
        or _WHICH.search(form)
        or (_CHANCE.search(form) and thing)
        or _GRADED.search(form)
        or _ENGLISH.search(form)
    )


def refuse_judgement(text: str, with_outline: bool = False) -> None:
    """Raises QuestionRejected("precedents_no_judging") for such a text."""
    if asks_for_judgement(text, with_outline):
        raise QuestionRejected("precedents_no_judging")
