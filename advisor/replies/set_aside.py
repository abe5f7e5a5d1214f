"""Questions that a draft leaves to a person although something was found: what is asked of the office itself, and what
only old documents or those of other programmes answer. Pure.
"""

import re
from collections.abc import Mapping, Sequence

from advisor.answering.models import Answer, Citation, Source, Status
from advisor.folding import search_form

ANOTHER = "another"  # a programme of another office is asked about
_OURS = frozenset({"facts", "precedent"})  # kinds of sources without a round that are about the programme itself
_ANSWER = r"(?:回答|返信|返事|返答|お?返事|連絡|御?回答)"
_OFFICE = re.compile(
    # when a reply comes, and that none did
    rf"いつ(?:まで|頃|ごろ|になれば|になったら)?(?:に|には)?、?[^。]{{0,12}}{_ANSWER}[^。]{{0,8}}(?:もらえ|貰え|いただけ|頂け|くれ|くださ|下さ|来|届|でき)"
    rf"|{_ANSWER}(?:が|は|を|も)[^。]{{0,10}}(?:ない(?!場合|とき|時|限り)|なく(?!ても)|ありません|ございません|来て|来な|来ま|届いて|届か|いただけて(?:い|お)|もらえて|もらえな|もらえま)"
    r"|(?:返信|返事|回答|返答)は、?いつ"
    # whether a mail arrived
    r"|^(?!.*(?:何日|何時|いつまで|までに|必要|ば(?:よい|良い|いい))).*(?:メール|質問(?:書)?|問い?合わ?せ|資料|書類|申請書類?|応募書類|添付(?:ファイル)?|ファイル)[^。]{0,16}"
    r"(?:届いて(?:い|お)(?:る|ます|りま)|届きましたか|届きましたでしょうか|受け取って|受領(?:して|され|いただ|の確認)|受信(?:して|され)|お?手元に)"
    # a call, a meeting
    r"|(?:折り?返し|お電話|電話)(?!番号)[^。番窓]{0,12}(?:ください|下さい|いただけ|いただき|頂け|頂き|お願い|願い|ほしい|欲しい|もらえ)"
    r"|(?:面談|打ち?合わ?せ|訪問|お時間)[^。]{0,16}(?:お願い|いただけ|頂け|いただき|頂き|させて|設けて|可能でしょうか)"
    # to mend, to apologise, to explain oneself
    r"|(?:訂正|修正|是正|謝罪|撤回|改善|削除|配信停止|登録)(?:を|して|し、|の)?[^。]{0,10}(?:ください|下さい|求め|お願い|いただきた|頂きた|いただけ(?:ます|ません)|ほしい|欲しい)"
    r"|どういうこと(?:か|です|でしょう)|どうなって(?:いる|お?り)|責任者"
    # what stands in a file that was sent along
    rf"|(?:質問書|質問票|質問状|照会(?:書|文書)|別紙|別添|添付)[^。]{{0,24}}(?:{_ANSWER}|教示|確認(?:の|を)?(?:うえ|上|ください|下さい|お願い|いただ)|お送り|送付(?:いた)?します)",
)
# what the call itself announces is no answer of the office to a mail
_ANNOUNCED = re.compile(r"(?:審査|結果|採否|ヒアリング|選考|選抜)[^。]{0,20}連絡")
_OFFICE_ENGLISH = re.compile(
    r"\bwhen (?:can|may|will|could|should|do) (?:i|we|you)\b.{0,30}\b(?:reply|response|answer|hear|respond|get back)"
    r"|\b(?:did|have) you (?:receive|received|get|got)\b|\b(?:have|has) not (?:received|heard)\b"
    r"|\bplease (?:call|phone|correct|apologi[sz]e|arrange|confirm (?:the )?receipt|acknowledge)\b"
    r"|\b(?:attached|enclosed)\b.{0,40}\b(?:questions?|list|sheet|form)\b"
)
# what the old documents and the other programmes may be asked for
_BACKGROUND = re.compile(
    r"背景|経緯|歴史|沿革|過去|以前|当時|従来|これまで|前身|政策|施策|支援|補助|助成|予算|資金|融資|制度|事業(?!者|所)|プログラム|プロジェクト|パッケージ"
    r"|他の?(?:省|府省|機関)|各省|省庁|[一-龥]{2,6}[省庁](?!略|エネ)|内閣府|アクションプラン|目的|趣旨|ねらい|狙い|意義|地域イノベーション|エコシステム"
    r"|(?:19|20)\d\d|平成|令和|年度"
    r"|\b(?:background|history|previous|former|policy|policies|support)\b"
    r"|\b(?:subsid\w+|fund\w*|grant|scheme|package|other (?:programmes?|programs?|ministr\w+)|purpose|aim)\b"
)

# a name in Latin letters in a Japanese question: another programme
_NAMED = re.compile(
    r"(?<![a-z@.-])(?!j-?inno|hub|kpi|pdf|word|excel|e-?mail|mail|url|web|tel|fax|http|www|ura)[a-z][a-z-]{2,}(?![a-z@.])"
)

# Programmes that are asked about here though other offices run them, by the names that everybody calls them by
_OTHER_PROGRAMME = re.compile(
    r"(?:ものづくり|事業再構築|持続化|it導入|デジタル化(?:・ai導入)?|省力化(?:投資)?|省エネ|事業承継(?:・m&a|・引継ぎ)?|雇用調整|キャリアアップ|人材開発支援|業務改善|創業|設備投資|子育て)"
    r"(?:等|支援)?(?:補助金|助成金|給付金)|科研費|科学研究費|学振(?:dc|pd)|特別研究員|奨学金|ふるさと納税"
    r"|\b(?:kakenhi|grants?-in-aid for scientific research)\b"
)
_OF_OURS = re.compile(
    r"拠点|選抜|加点|連携|支援(?:措置|メニュー|策)|併用|併願|重複|両方|同時|メリット|優遇|特例|実績|指標|kpi|j-?イノベ|j-?innovation|ハブ|\bhubs?\b"
    r"|オープンイノベーション|open innovation|(?:本|貴|この)(?:制度|事業|公募|プログラム)|第[0-9]+回"
)
_GOES_ON = re.compile(
    r"補助率|補助(?:額|金額|上限)|助成(?:率|額)|^(?:その|それ|同)|\b(?:subsidy rate|that (?:grant|subsidy))\b"
)


def asides(asked: Sequence[tuple[str, Answer | None]], infos: Mapping[str, Source]) -> list[str]:
    """For each question with its answer, why the answer stays beside the mail; "" where it may stand in it."""
    found: list[str] = []
    for text, answer in asked:
        if on_another_programme(text, bool(found) and found[-1] == ANOTHER):
            found.append(ANOTHER)
        else:
            found.append(left_to_office(text, answer, infos) if answer is not None else "")
    return found


def on_another_programme(asked: str, goes_on: bool) -> bool:
    """Whether a question names a programme of another office and nothing of ours. `goes_on`: the question before it
    did, so that one without a name may ask on."""
    folded = search_form(asked)
    if _OF_OURS.search(folded):
        return False
    return bool(_OTHER_PROGRAMME.search(folded) or (goes_on and _GOES_ON.search(folded)))


def left_to_office(asked: str, answer: Answer, infos: Mapping[str, Source]) -> str:
    """Why the answer to `asked` is kept out of the mail: "office" (the office itself is asked), "elsewhere" (only old
    documents or those of other programmes speak); "" where it may stand. Kept as messages `replies.missing_…`.

    `infos`: the sources by id.
    """
    folded = search_form(asked)
    if answer.status is Status.REFUSED:
        return ""
    if (_OFFICE.search(folded) and not _ANNOUNCED.search(folded)) or _OFFICE_ENGLISH.search(folded):
        return "office"
    asks_for_it = _BACKGROUND.search(folded) or (not folded.isascii() and _NAMED.search(folded))
    return "elsewhere" if _is_foreign(answer, infos) and not asks_for_it else ""


def _is_foreign(answer: Answer, infos: Mapping[str, Source]) -> bool:
    """Whether all that the statements rest on is of no call of the programme."""
    numbers = {number for statement in answer.statements for number in statement.citations}
    cited = [citation for citation in answer.citations if citation.n in numbers]
    return bool(cited) and all(_of_elsewhere(citation, infos) for citation in cited)


def _of_elsewhere(citation: Citation, infos: Mapping[str, Source]) -> bool:
    source = infos.get(citation.source_id)
    return source is not None and source.round is None and citation.round is None and source.kind not in _OURS
