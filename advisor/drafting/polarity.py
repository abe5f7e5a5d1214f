"""Whether a sentence says that something is there, or that it is not, or not yet. Pure.

Only what is said of the sentence's own matter counts: a negation at the end of a clause, not one that describes a noun
(切れ目のない支援, 申告を行わない教員). What is neither (a title, a wish, a plan) supports no side.
"""

import re

from advisor.drafting.marks import marked
from advisor.folding import search_form

# A clause ends here, or goes on with what leaves its sense as it is.
_END = (
    r"(?=[。、,;.!)」』]|\s|$|が[。、]|けれど|もの(?:の|で|と)|ため|ので|から[。、]|の(?:で[。、あ]|が|は"
    r"|ため|まま)|こと(?:が|から|は|も|に|を|と)"
    r"|旨|と(?:の|い|し|回答|報告|説明|指摘|認識|なって|考え)|状[況態]|段階|まま|点(?:が|を|は)|で(?:あ|す"
    r"|、|お)|で$|だ(?:が|。|と|$))"
)
_MAKE = (
    r"(?:整備|策定|制定|設置|設定|導入|作成|実施|構築|選任|選定|配置|締結|公表|公開|開催|確保|採用|任命"
    r"|対応|着手|確立|把握|徴収|算定|明文化)"
)
_SET_UP = r"(?:整備|策定|制定|設置|導入|作成|構築|選任|配置|締結|設ける|定める|置く|整える)"
_NOT_DONE = (
    rf"(?:{_MAKE}(?:を|は)?(?:し|され)?|行わ|行われ|設け|設けられ|置か|置かれ|定め|定められ|持た"
    rf"|有し|整え|開か|至ら|出来|でき)"
)
_NOT = re.compile(
    "|".join(
        [
            rf"未(?:だ)?(?:{_MAKE}|定|了|済){_END}|未だ|(?:いま|今)だに?[^。、]{{0,12}}ない",
            # いない, ておらず, ありません: of a state
            rf"(?:(?:て|で|は|が|も|しか|まだ|だれも|誰も)い|[てではがも]おら|[てではがも]居)(?:ない"
            rf"|なかった|ず(?:に)?){_END}",
            rf"(?:て(?:い|おり)|(?:は|が|も|まだ)(?:い|おり|あり|ござい)|行い|設け|置い|{_MAKE}し)ません",
            rf"(?:(?<!で)は|が|も|まだ|特に|一切)(?:無い|ない|無く|なく|なかった|無かった|なし|無し){_END}",
            rf"(?:存在し|見られ|見当たら|残ってい)(?:ない|ず|なかった){_END}|(?<![ぁ-ん])(?:なし|無し){_END}",
            rf"{_NOT_DONE}(?:ない|なかった|ず(?:に)?){_END}|(?<!少)なかった{_END}",
            rf"十分(?:で|と)は?(?:ない|な|言え|いえ){_END}|不十分(?:である|です|だ|。|$|と|なまま|で、)",
            # not yet
            r"(?:整備|構築|策定|作成|準備|起草|制定|建設|工事|立ち?上げ)(?:を?して(?:いる|おり))?中|(?:途上"
            r"|途中|準備段階|検討段階)(?:に|で)",
            rf"(?:検討|調整|審議|協議|公募|募集|選考|交渉)中{_END}",
            r"(?:整え|整い|整備し|構築し|策定し|作成し|進め|でき|築き|作り|形成し|準備し|検討し)つつあ",
            rf"{_SET_UP}(?:を|に|の|すること|ること|に向け[たて]?)*(?:、|、?現在)?(?:予定|検討|準備)(?!委員"
            rf"|会|部会|班|チーム|wg)",
            rf"検討を(?:始|開始|進)|予定(?:である|です|だ|。|$|とな|で(?:、|す)|して(?:いる|おり"
            rf"|います)){_END}?|予定{_END}",
            r"(?:来年度|次年度|翌年度|来年|来春)(?:から|に|より|以降)[^。]{0,30}(?:する|行う|設ける|置く"
            r"|定める|始める|見込み|目指す)(?:。|$|こと|と)",
            r"これから(?!の|も|を)|まだ(?:である|です|だ|。|$|の段階|これ)",
            rf"(?:今後|来年度|次年度|将来)の(?:課題|検討|整備)|(?:が|は|も)[^。、]{{0,6}}課題(?:である"
            rf"|です){_END}|課題(?:が残|となって|として残)",
            rf"{_SET_UP}[^。、]{{0,6}}(?:必要(?:がある|である|です|だ|とされ|と考え)|急務|不可欠である)",
            # no longer, or never begun
            rf"遅れて(?:いる|おり|いた){_END}|見(?:送|合わせ)(?:り|った|っている|られ|た|て(?:いる|おり))?{_END}",
            r"(?:空席|欠員|不在|空白)(?:で|と(?:な|い)|の(?:まま|状)|が(?:続|生じて(?:いる|おり)|出て(?:いる"
            r"|おり))|に?なって|。|、|$)|空いたまま",
            rf"(?:廃止|中止|休止|中断|解散|取りやめ|取り止め)(?:し(?:た|て(?:いる|おり))|され(?:た|て(?:いる"
            rf"|おり))|となっ(?:た|て)|た|中|済み?){_END}",
            # English
            r"\bnot yet\b|\bno\b(?!\.?\s*\d|\.\s|\s+(?:later|less|fewer|more|matter|doubt)\b)|\bnone\b"
            r"|\bno longer\b|\black(?:s|ing)?\b",
            r"\b(?:do|does|did|has|have|had)(?: not|n't)\b(?! only)|\bwithout any\b",
            r"\b(?:is|are|was|were)(?: not|n't) (?:in place|available|established|adopted|appointed|held"
            r"|there|provided|set|carried)",
            r"\bstill (?:being|under|to be)\b|\bbeing (?:drafted|prepared|developed|considered)\b"
            r"|\bunder (?:development|consideration|preparation)\b",
            r"\b(?:is|are) (?:planned|to be)\b|\bwill be (?:established|adopted|drafted|set up|introduced)\b",
        ]
    )
)
# What looks like that and is a rule, or nothing that is missed.
_NO_DENIAL = re.compile(
    "|".join(
        [
            r"だけで(?:は)?な\w*|のみなら\w*|に限ら\w*|なければ(?:なら|いけ)\w*|ないよう\w*|問わ(?:ず|ない)"
            r"|てはなら\w*|に(?:とどま|留ま)らず",
            r"(?:漏ら|開示し|使用し|持ち出さ|提供し|利用し)(?:ては|ない|ず)\w*|でないもの|こと(?:は|が"
            r"|も)?(?:できない|な(?:い|く|かった))",
            r"(?:支障|問題|例外|遜色|漏れ|もれ|偏り|事故|違反|不備|苦情|トラブル|流出|漏えい|漏洩|不正|異論"
            r"|異議|変わり|差|滞り|切れ目|途切れ|遅滞|遅れ|欠員"
            r"|空席|申し分|隔たり|垣根|差し支え|やむを得|無理|無駄)(?:の|が|は|も|を)?(?:一切|これまで"
            r"|特に)?(?:な(?:い|く|し|かった)|無[いくし]|あ?りません|生じていない|出ていない|起きていない"
            r"|認められ(?:ない|ず|なかった)|出さ(?:ない|ず))\w*",
            r"(?:例外|上限|制限|期限|区別|垣根|条件|差|期間)(?:は|を)(?:設け|定め|置か)(?:ず|ない|ていない)",
            r"少なく(?:な|と)\w*|事前の(?:許可|承認|承諾|同意)な\w*|な(?:い|く)(?:場合|とき|限り)\w*"
            r"|旧[^。、]{1,12}を廃止\w*",
            r"no(?:t)? (?:only|exception\w*|problem\w*|violation\w*|incident\w*|accident\w*)",
        ]
    )
)
# Wished, asked, planned or thought necessary: said neither of what is nor of what is not.
_WISHED = re.compile(
    "|".join(
        [
            r"たい(?:。|が|と|$)|のでは(?:。|、|$)|べき|ほしい|欲しい|望ましい|要る(?:。|の|と|$)|ではないか"
            r"|[?？]|か(?:。|$)|^q[.．:：]",
            r"だろうか|でしょうか|どうか|かもしれ|(?:との|旨の|という|などの)(?:指摘|意見|質問|要望|発言|声"
            r"|提案|助言|懸念|期待)",
            rf"(?:求められ|望まれ|期待され|要請され|要望され|要求され)(?:る|た|て(?:いる|おり|きた)"
            rf"|、){_END}?(?=[。、]|$|が|こと|と)",
            rf"不足して(?:いる|おり|いた){_END}|(?:が|は|も)(?:不足|足りな|欠け)|{_SET_UP}(?:を|に"
            rf"|の)(?:目指|努め|進め|向け|図る)",
            r"今後[^。]{0,40}(?:する|いく|図る|目指す|行う|進める|努める)(?:。|$)|(?:強化|改善|見直し?|検討"
            r"|確保|拡充)[^。、]{0,6}必要(?:がある|である|です)",
            r"検討(?:する(?:。|$|こと|と)|を行う(?:。|$)|して(?:いく|まいり|参り))",
            r"\b(?:should|would like|wish(?:es)?|hopes?|plans? to|aims? to|intends?|needs? to)\b",
        ]
    )
)
# A title names a thing and says nothing of it.
_TITLE = re.compile(
    r"^(?:[・●○■◆*-]\s*)?(?:議題|議事|議案|審議事項|報告事項|協議事項|その他|目次|資料|別紙|様式|別添|参考"
    r"|第\s*\d+\s*[章節項])\s*\d*"
    r"|(?:について|に関して|に関する事項|の件|の有無|の要否|とは|目次|一覧|議事録|次第)[)」』]?$"
    r"|:\s*(?:\S+ )?[-ー—―–△▲]$"
)
_SAYS_ITSELF = re.compile(
    r"[。.!]$|(?<![てにの])[るたすいくうむつ]$|です$|ます$|(?:あり|有り?|済み?|中|なし|無し?)[)]?$|[:=]\s*\S"
    r"|(?<![第\d.])\d[\d,.]*\s*(?:名|人|件|回|社|台|基|室|校|%|円|万|億|部門|か所|箇所|時間)"
    rf"|(?:{_MAKE}|施行|改正|改定|運用|管理|審査|受講|義務化|義務付け|規定|締切|支援|提供|認定|取得|登録"
    rf"|明記|徹底|遵守|開始|設立|開設|発足)[)」]?$"
    r"|\b(?:is|are|was|were|has|have|had|holds?|keeps?|requires?|established|adopted|appointed)\b"
)


def denies(text: str) -> bool:
    """Whether a sentence says that something is not there, or not yet.

    >>> denies("利益相反の規程は未整備である。"), denies("秘密情報を第三者に開示してはならない。")
    (True, False)
    """
    folded = search_form(text)
    mark = marked(folded)
    if mark is not None:
        return not mark
    return _NOT.search(_NO_DENIAL.sub(" # ", folded)) is not None


def affirms(text: str) -> bool:
    """Whether a sentence says plainly that something is there, or done; a title says nothing.

    >>> affirms("利益相反の規程を定めている。"), affirms("利益相反について")
    (True, False)
    """
    folded = search_form(text)
    mark = marked(folded)
    if mark is not None:
        return mark
    return not denies(text) and _WISHED.search(folded) is None and says_something(folded)


def says_something(folded: str) -> bool:
    """Whether a text (a search form) is more than a title: a sentence, a note that ends in a deed, an entry."""
    return _TITLE.search(folded) is None and _SAYS_ITSELF.search(folded) is not None
