"""What tells the name of a person from the words of offices. Data."""

import re

NO_PERSON = re.compile(
    r"大学|高専|会社|法人|研究|機構|センタ|協会|組合|事務|担当|連携|推進|企画|戦略|総務|経営|広報|支援|国際|知財|産学|財務|事業|管理"
    r"|地域|社会|本部|部門|チーム|グループ|学部|学科|所長|場長|局長|室長|学長|校長|理事|主任|主事|主査|係長|次長|取締役|先生|係$|課$|部$|室$|[都府県]庁|役[所場]|問[い合]|お世話|質問|可能|対象|以上|よろしく|(?<!こ)のみ$|(?<![まみ])こと$|もの$|予定"
    r"|お願い|検討|とおり|通り|以下|本件|初めて|はじめて|場合|必要|教員|職員|学生|准?教授|部長|課長|代表|社長|申請|応募|相談|info|admin|office|support"
    r"|noreply|postmaster|webmaster",
    re.IGNORECASE,
)
# family names that end like a department; and those of one letter, which given names mostly are
LIKE_OFFICES = re.compile(
    r"(?:^|(?<=[\s　]))(?:服部|阿部|渡部|安部|磯部|矢部|長谷部|日下部|園部|岡部|刑部|軽部|綾部|久部|石部|浅部|田部|宇部"
    r"|山部|木部|河部|川部|真部|水部|小室|氷室|安室|大室|御室)"
    r"(?=[\s　]|$)"
)
ONE_LETTER = "森林原東堀関岡南西北谷辻星堺島浜泉岸畑菅乾桂橘柳松梅榊滝樋城沖境金李王張陳劉楊趙黄呉朴崔鄭馬高"
DEPARTMENT = re.compile(r"[一-龥々ァ-ヶー・]{1,20}(?:課|部|室|係|局|センター|オフィス|機構|本部)")
ROLE = re.compile(
    r"者|教員|職員|事務職員|研究者|研究員|教授|准教授|講師|助教|担当者?|学生|院生|社員|URA|コーディネーター"
)
LABELLED = re.compile(
    r"^(?:差出人|送信者|氏名|お?名前|ご?担当者名?|ご?所属|(?:ご?所属)?機関名?|大学名|会社名|団体名|法人名|貴社名|貴機関名)"
    r"[\s　:：]+(?P<told>\S.{0,80})$"
)
