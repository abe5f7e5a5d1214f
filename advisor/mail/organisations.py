"""Which organisation a line of a mail names. Pure."""

import re

from advisor.mail.cleaning import one_line

LINE_CHARS = 200
_KINDS = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|国立大学法人|公立大学法人|学校法人"
    "|地方独立行政法人|独立行政法人|国立研究開発法人|特定非営利活動法人|NPO法人|医療法人|社会福祉法人|[(（][株有][)）]|㈱|㈲"
)
_LETTER = r"[^\s、。,，「」『』（）()【】<>＜＞:：;；/／|｜\"'@?？!！]"
_OF_KIND = re.compile(rf"(?:{_KINDS})[ 　]?{_LETTER}{{1,40}}")
_ENDING = (
    "大学院大学|短期大学|大学校|大学|工業高等専門学校|高等専門学校|高専|新聞社|出版社|通信社|放送局|株式会社|有限会社|合同会社|㈱|[(（]株[)）]|商工会議所|商工会|協同組合"
    "|信用金庫|銀行|市役所|区役所|町役場|村役場|県庁|府庁|都庁|道庁"
)
_WORD = r"[一-龥々〆ヵヶァ-ヶーA-Za-z0-9Ａ-Ｚａ-ｚ０-９・&＆○◯〇●△□×]"
_NAMED = re.compile(
    rf"(?:(?:^|(?<=[\s　、。(（]))(?!この|その|あの|どの|うちの|ほかの"
    rf"|また)[ぁ-んー]{{1,8}}(?:[一-龥]?の)?)?{_WORD}{{1,24}}?(?:{_ENDING})(?![院生発側職]|教員|病院|等)"
)
# hiragana in the middle of a name (架空ひので大学), but no verb or particle before the word (所属する大学)
_MIXED = re.compile(
    r"(?:^|(?<=[\s　、。(（【]))[一-龥]{1,6}(?!など|および|または|ならびに)[ぁ-ん]{2,8}"
    r"(?<![るたのないはがをにもくば])"
    rf"(?:{_ENDING})(?![院生発側職]|教員|病院|等)"
)
# 木村 and 中町 are persons too: a short name of a town needs its department beside it
_COUNCIL = re.compile(
    r"(?:^|(?<=[\s　、。(（の]))(?:[一-龥]{1,5}?[都道府県区](?=[\s　の、]|役所)"
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
    """The organisation that `text` names, not its department; the last where there are several; empty where none is."""
    line = text[:LINE_CHARS]
    strong = [found for pattern in (_OF_KIND, _NAMED, _MIXED, _COUNCIL, _ENGLISH) for found in pattern.finditer(line)]
    found = [match for match in strong if not _ANY.fullmatch(match[0])] or [
        match for match in _WEAK.finditer(line) if not _UNIT_ALONE.fullmatch(match[0])
    ]
    if not found:
        return ""
    last = max(found, key=lambda match: match.end())
    widest = min((match for match in found if match.end() > last.start()), key=lambda match: match.start())
    return one_line((widest if widest.end() >= last.end() else last)[0], 80).strip("・-&＆ ,")
