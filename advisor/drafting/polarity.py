"""Whether a sentence says that something is there, or that it is not, or not yet. Pure."""

import re

from advisor.folding import search_form

# Not there, or not yet.
_NOT = re.compile(
    "|".join(
        [
            r"未(?:整備|策定|制定|設置|定|実施|着手|導入|作成|対応|締結|選任|配置|公表)",
            r"(?:い|おら|れてい|してい|てい)ない|ません|おらず|いず(?:、|に)|できていない|なされていない|存在しない|該当なし",
            r"(?<!少)(?<!欠かせ)(?<!かかわら)な(?:い(?!か)|く(?:、|て)|し(?:$|[。、\s]))",
            r"(?:整備|策定|制定|設置|導入|作成|検討|実施|構築|選任|配置)(?:を|に)?(?:予定|検討|準備)",
            r"検討中|検討する|検討して|検討を(?:始|開始|進)|(?:来年度|次年度|翌年度)(?:から|に|より|以降)|準備中|策定中|作成中|調整中|予定(?:である|です|。|$)|これから",
            r"今後(?:の)?(?:課題|検討|整備)|課題(?:である|です|と(?:して|なって)|が残)|必要(?:がある|である|です)",
            r"遅れ|不十分|見送|空席|空いたまま|欠員|応募なし|応募がな|\bnot yet\b|\bno\b|\bnone\b",
        ]
    )
)
# What looks like that and is a rule, or no denial at all.
_NO_DENIAL = re.compile(
    "|".join(
        [
            r"(?<![てで])[えけせてねめれげべ]ない(?=[。、]|$)|[^。、]{0,6}(?:持ち出|立ち入)\w*(?:ない|ません)",
            r"だけでな\w*|のみなら\w*|に限ら\w*|なければ(?:なら|いけ)\w*|ないよう\w*|ないこと|問わ(?:ず|ない)|てはなら\w*",
            r"(?:漏ら|開示し|使用し|持ち出さ|提供し|利用し)(?:ては|ない)\w*|でないもの|支障(?:の|が)な\w*|遅滞な\w*",
            r"例外な\w*|差し支えな\w*|少なくない|やむを得な\w*|事前の(?:許可|承認|承諾|同意)な\w*",
        ]
    )
)
# Wished, asked or thought necessary: said neither of what is nor of what is not.
_WISHED = re.compile(
    r"たい(?:。|が|と|$)|のでは(?:。|、|$)|べき|ほしい|望ましい|要る(?:。|の|と|$)|ではないか|[?？]|か(?:。|$)|^q[.．:：]"
    r"|だろうか|でしょうか"
)


def denies(text: str) -> bool:
    """Whether a sentence says that something is not there, or not yet.

    >>> denies("利益相反の規程は未整備である。"), denies("秘密情報を第三者に開示してはならない。")
    (True, False)
    """
    return _NOT.search(_NO_DENIAL.sub(" ", search_form(text))) is not None


def affirms(text: str) -> bool:
    """Whether a sentence says plainly that something is there, or done."""
    return not denies(text) and _WISHED.search(search_form(text)) is None
