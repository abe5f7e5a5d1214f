"""Which organisation a line of a mail names. Pure."""

import re

from advisor.mail.cleaning import one_line

LINE_CHARS = 200
_COMPANY = "株式会社|有限会社|合同会社|合資会社|合名会社|[(（][株有][)）]|㈱|㈲"
_KINDS = (
    "一般社団法人|公益社団法人|一般財団法人|公益財団法人|国立大学法人|公立大学法人|学校法人"
    "|地方独立行政法人|独立行政法人|国立研究開発法人|特定非営利活動法人|NPO法人|医療法人|社会福祉法人"
)
_LETTER = r"[^\s、。,，「」『』（）()【】<>＜＞:：;；/／|｜\"'@?？!！]"
# words of grammar that may stand before a name
_GRAMMAR = (
    "(?:など|および|または|ならびに|もしくは|あるいは|かつ|やはり|ただし|まず|もし|いずれ|ほか|まだ|いま"
    "|すぐ|つまり|また|なお)"
)
# a company's kind may as well stand behind its name: 「架空精密株式会社 企画室」 is no 「株式会社企画室」
_OF_KIND = re.compile(
    rf"(?:(?:{_KINDS}|(?<![一-龥々ァ-ヶーA-Za-z0-9Ａ-Ｚａ-ｚ０-９ぁ-ん])(?:{_COMPANY}))[ 　]?"
    rf"|(?<=[ぁ-ん])(?:{_COMPANY}))"
    rf"{_LETTER}{{1,40}}"
)
_BARE = re.compile(rf"(?:{_KINDS}|{_COMPANY})")
_ENDING = (
    "大学院大学|短期大学|大学校|大学|工業高等専門学校|高等専門学校|高専|新聞社|出版社|通信社|放送局|株式会社|有限会社|合同会社|㈱|[(（]株[)）]|商工会議所|商工会|協同組合"
    "|信用金庫|銀行|市役所|区役所|町役場|村役場|県庁|府庁|都庁|道庁"
)
_WORD = r"[一-龥々〆ヵヶァ-ヶーA-Za-z0-9Ａ-Ｚａ-ｚ０-９・&＆○◯〇●△□×]"
_NAMED = re.compile(
    rf"(?:(?:^|(?<=[\s　、。(（]))(?!この|その|あの|どの|うちの|ほかの|{_GRAMMAR})"
    rf"[ぁ-んー]{{1,8}}(?:[一-龥]?の)?)?{_WORD}{{1,24}}?(?:{_ENDING})(?![院生発側職]|教員|病院|等)"
)
# hiragana in the middle of a name (架空ひので大学), but no verb or particle before the word (所属する大学)
_MIXED = re.compile(
    r"(?:^|(?<=[\s　、。(（【]))[一-龥]{1,6}(?!など|および|または|ならびに)[ぁ-ん]{2,8}"
    r"(?<![るたのないはがをにもくば])"
    rf"(?:{_ENDING})(?![院生発側職]|教員|病院|等)"
)
# a name all in hiragana (さざなみ大学), where it begins a word and is no word of grammar
_KANA = re.compile(
    r"(?:^|(?<=[\s　、。(（【]))"
    rf"(?!{_GRAMMAR}|ある)[ぁ-んー]{{2,10}}(?<![のはがをにへもなるたでとかばてい])(?:{_ENDING})(?![院生発側職]|教員|病院|等)"
)
# what stands before a name and is no part of it: a particle, the end of a verb, a word of grammar
_APART = re.compile(rf"(?:[のはがをにへもなるたでとかばていやずりどつ]|から|まで|より|ます|です|{_GRAMMAR})$")
_EDGE = r"\s　、。,，「」『』（）()【】<>＜＞:：;；/／|｜・"
_BEFORE = re.compile(rf"(?:^|[{_EDGE}])([^{_EDGE}]{{0,12}})$")
# 火の国大学 and 緑の丘大学, not 県の農大学
_OF_NAME = re.compile(r"[一-龥]{1,2}の")
_NOT_OF_NAME = re.compile(
    r"(?:[県市国私僕他別次先同某両各当本弊貴御上下前後内外中方件課部室所社学校者元]|連携|関係|地元|東京)の"
)
_ANY_ONE = "他各複同両本弊貴当某"
# 木村 and 中町 are persons too: a short name of a town needs its department beside it
_COUNCIL = re.compile(
    r"(?:^|(?<=[\s　、。(（の]))(?!(?:別府|国府|甲府|宇都|山県|中道|大道|海道)[\s　])"
    r"(?:[一-龥]{1,5}?[都道府県区](?=[\s　の、]|役所)"
    r"|[一-龥]{2,5}?[市町村](?=[\s　の、]|役所)"
    r"|[一-龥]{1,5}?[都道府県市区町村](?=[\s　]?[一-龥]{2,10}[部課局室]))"
)
# a unit that many organisations have, by its words alone
_UNIT_ALONE = re.compile(
    r"(?:産学官?金?|官民|公民|地域|社会|国際|研究|知的?財産?|連携|協働|共創|推進|支援|総合|戦略|企画|オープン|イノベーション"
    r"|教育|技術|開発|産業|創出|創生|事業|情報|リエゾン|テクノ|ラボ|の|・)+"
    r"(?:研究所|機構|センター|本部|協議会|コンソーシアム)"
)
_WEAK = re.compile(
    rf"{_WORD}{{2,24}}?(?:研究所|機構|財団|公社|センター|協会|学会|連合会|組合|協議会|病院|コンソーシアム)"
)
_ANY = re.compile(
    r"(?:国立|公立|私立|地方|他|各|複数|連携|海外|総合|理工系|単科|当該|申請|中核|両|同|本|弊|貴)(?:大学|高専|高等専門学校|株式会社|銀行)"
)
_ENGLISH = re.compile(
    r"(?:The )?(?:University|Institute|College) of [A-Z][\w'-]+(?: (?:of|and|the|[A-Z][\w'-]+)){0,4}"
    r"|[A-Z][\w&'-]*(?: (?:of|and|for|&|[A-Z][\w&'-]*)){0,5} (?:University"
    r"|Institute of (?:Science and )?Technology|Institute|College|Foundation|Association"
    r"|Agency|Laborator(?:y|ies)|Co\., ?Ltd\.?|Inc\.?|Corporation|Corp\.?|Ltd\.?|LLC|GmbH)(?![\w])"
)


def organisation_in(text: str) -> str:
    """The organisation that `text` names, not its department; the last where there are several; empty where none is.

    Empty too where only the end of a name could be made out, or a kind of organisation without a name.
    """
    line = text[:LINE_CHARS]
    for patterns in ((_OF_KIND, _NAMED, _MIXED, _KANA, _ENGLISH), (_COUNCIL,), (_WEAK,)):
        spans = [_span(line, found) for pattern in patterns for found in pattern.finditer(line)]
        found = [span for span in spans if span is not None]
        if found:
            last = max(found, key=lambda span: span[1])
            start, end = min((span for span in found if span[1] > last[0]), key=lambda span: span[0])
            if end < last[1]:
                start, end = last
            return one_line(line[start:end], 80).strip("・-&＆ ,")
    return ""


def _span(line: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Where the name that `found` has (the end of) begins and ends; None where that is not clear or it is no name."""
    if found.re is _ENGLISH or found.re is _KANA:
        return found.span()
    if _ANY.fullmatch(found[0]) or _BARE.fullmatch(found[0].strip()):
        return None
    if found.re is _OF_KIND or (found.re is _WEAK and _UNIT_ALONE.fullmatch(found[0])):
        return found.span() if found.re is _OF_KIND else None
    start, end = found.span()
    own = re.sub(rf"(?:{_ENDING}|[都道府県市区町村])$", "", found[0])
    short = len(own) == 1 and own not in _ANY_ONE and not (found.re is _COUNCIL and found[0].endswith("区"))
    before = _BEFORE.search(line[:start])
    head = before[1] if before else "の"  # too long for a name: it is a sentence
    if not head or not re.search(r"[ぁ-ん一-龥]$", head):
        return start, end
    if _OF_NAME.fullmatch(head) and short:
        return (start - len(head), end) if not _NOT_OF_NAME.search(head) else None
    if short and re.search(r"[ぁ-ん]$", head):
        joined = re.fullmatch(r"[一-龥]{1,4}[ぁ-ん]{1,4}", head) and not _APART.search(head)
        return (start - len(head), end) if joined else None
    if re.fullmatch(r"[一-龥]い", head):
        return None  # 青い鳥大学 or a university that is new
    if _APART.search(head) or re.search(r"[一-龥]$", head):
        return start, end
    return (start - len(head), end) if re.fullmatch(r"[一-龥ァ-ヶー]{0,6}[ぁ-ん]{1,8}", head) else None
