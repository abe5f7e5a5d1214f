"""Sentences of inquiries (all people and organisations 架空) with the personal data in them marked: [[kind|text]].

Written before the recognisers. What is not marked is no personal data, or is the programme's own and public.
"""

import re

from advisor.faq.records import PersonalKind

_MARK = re.compile(r"\[\[(\w+)\|([^\]]+)\]\]")

CASES = """
[[organisation|みずなら大学]]の[[name|山田花子]]と申します。
いつもお世話になっております。[[organisation|白波高専]]の[[name|佐藤]]です。
[[organisation|株式会社ミズナラ精機]]の[[name|田中一郎]]様からご紹介いただきました。
[[organisation|青嶺市役所]]産業振興課の[[name|鈴木]]さんから聞きました。
[[organisation|瑞楢工業大学]]の[[name|髙橋]]です。高専も応募できますか。
[[name|林]]と申します。締切を教えてください。
[[name|ジョン・スミス]]教授が代表者になる予定です。
ご返信は [[email|hanako.yamada@mizunara-u.example.ac.jp]] までお願いします。
メール：[[email|ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ]]
連絡先は[[email|info(at)shiranami.example.jp]]です。
お電話は[[phone|03-1234-5678]]までお願いします。
TEL [[phone|０３－１２３４－５６７８]]（内線[[phone|1234]]）
携帯は[[phone|090-1234-5678]]です。
[[phone|09012345678]]に折り返しください。
FAX：[[phone|(06)6123-4567]]
電話番号は[[phone|06（6123）4567]]です。
Tel: [[phone|+81-3-1234-5678]]
内線 [[phone|5521]] にお願いします。
〒[[postal|100-0000]] [[address|東京都架空区みずなら町1丁目2番3号]]
郵便番号は[[postal|123-4567]]です。
〒[[postal|９８７－６５４３]]　[[address|青森県架空市白波４－５－６　みずならビル３階]]
所在地は[[address|大阪府架空市北町2-3-4]]です。
[[address|架空市中央三丁目5番地]]の研究棟にあります。
受付番号は[[number|J-2026-0115]]です。
整理番号：[[number|20261124-03]]の件です。
学籍番号[[number|B21T5033]]の学生も参加できますか。
[[organisation|学校法人架空学園]]の事務をしております。
[[organisation|一般社団法人みずなら産業振興会]]は申請できますか。
[[organisation|白波商事株式会社]]ですが、企業も応募できますか。
当社（[[organisation|合同会社かくう技研]]）が申請者になれますか。
[[organisation|国立大学法人架空大学]] 研究推進部 [[name|渡辺]]
担当：[[name|伊藤 美咲]]
氏名　[[name|中村健太]]
[[name|小林]]部長に確認したところ、難しいとのことでした。
[[name|加藤]]氏の研究室が中心です。
[[name|吉田]]先生の拠点でも対象になりますか。
[[organisation|架空女子大学]]で産学連携を担当している[[name|山本]]と申します。
[[organisation|(株)白波テック]]との共同研究があります。
[[organisation|㈱みずなら電子]]の者です。
[[organisation|青嶺商工会議所]]の[[name|松本]]でございます。
[[organisation|架空県庁]]の担当者から照会がありました。
[[organisation|みずなら信用金庫]]も参加しています。
[[organisation|白波工業高等専門学校]]地域連携センターの[[name|井上]]と申します。
[[name|木村 さくら]]（[[name|きむら さくら]]）
以上、[[name|斎藤]]より
My name is [[name|Hanako Yamada]] and I work at [[organisation|Mizunara University]].
I am [[name|Taro Suzuki]] from [[organisation|Shiranami Institute of Technology]].
Best regards,\\n[[name|Emily Carter]]\\n[[organisation|Aomine Corporation]]
Dear Dr. [[name|Tanaka]], thank you for your reply.
Please contact Prof. [[name|John Smith]] at [[email|j.smith@example.com]].
Please call me at [[phone|+1 415-555-0100]].
Our address is [[address|1-2-3 Mizunara, Kakuu-ku, Tokyo]] [[postal|100-0000]].
Our reference number is [[number|REF-88321]].
We, [[organisation|Shiranami Precision Co., Ltd.]], would like to apply.
This is [[name|Kenji Mori]] of [[organisation|the University of Mizunara]].
[[organisation|大阪大学]]の[[name|岡田]]と申します。うちの拠点も対象ですか。
本学（[[organisation|架空短期大学]]）は対象になりますか。
申請書は[[name|清水]]課長がお送りします。
お問い合わせの件、[[name|橋本]]様にお伝えください。
[[organisation|架空町役場]]です。申請者になれますか。
研究代表は[[name|藤原 大輔]]です。
締切はいつですか。
第7回の公募は2025年8月27日12時までですか。
国立大学と私立大学では必要な書類が違いますか。
高専や短期大学でも申請できますか。
大阪大学からはいくつ選ばれていますか。
経済産業省の事務局に直接持参してもよいですか。
METIのウェブサイトに名前は載りますか。
500-1000万円程度の共同研究が10件あります。
申請書は3-5ページ程度で足りますか。
地方の中核大学と中小企業の連携でも対象ですか。
信州大学の繊維の拠点はどのようなものですか。
石川県から選ばれた大学は2校ですか。
東京都内の大学3校で共同申請できますか。
事務局様、ご回答ありがとうございます。
ご担当者様、お世話になっております。
皆様のご意見をお聞かせください。
受付番号はいつ通知されますか。
電話番号を教えてください。
株式会社でも申請できますか。
学校法人は申請者になれますか。
有効期間は3年で、延長が認められると最長6年です。
J-NEXUSやGo-Tech事業との連携はありますか。
産学連携本部の部長が申請者になれますか。
センター長の先生が異動する場合はどうなりますか。
申請者は学長と部局長のどちらですか。
Can a private university apply for the seventh call?
Which universities were selected in Osaka?
What is the deadline of the J-Innovation HUB call?
Is the Ministry of Economy, Trade and Industry in charge?
We are a national university. Do we need a check sheet?
I am happy to hear that. When will the results be announced?
県立大学と市立大学は公立大学に含まれますか。
地域の金融機関や商工会議所との連携は評価されますか。
令和7年度に20-30社と共同研究を予定しています。
申請様式の1-2-3に記入する内容を教えてください。
研究所や機構の名義で申請できますか。
"""

# Written after the first recognisers, which found 35 of these 46; they were mended by them.
CASES_LATER = """
突然のご連絡失礼いたします。[[organisation|北霧島大学]]産学官連携センターの[[name|三浦]]でございます。
昨日お電話した[[name|石田]]です。
弊社[[organisation|株式会社オリオン計測]]は共同研究の相手方です。
[[name|Yuki Nakamura]]\\n[[organisation|Kitakiri University]]\\n[[phone|+81 99 555 0123]]
先日は[[name|前田]]様に丁寧にご対応いただきました。
担当は総務課の[[name|大西 翔]]（[[phone|099-555-0147]]）です。
代表研究者の[[name|西村]]准教授が退職する予定です。
うちの[[name|野口]]が説明会に出ました。
[[organisation|霧島町商工会]]の会員企業も入れますか。
住所：[[address|鹿児島県北霧島市本町12番地の5]]
[[address|北霧島市港町3-7-1 霧島センタービル5F]]に移転しました。
[[postal|899-0000]] [[address|鹿児島県北霧島市東町1-1]]
E-mail : [[email|m_ishida-01@kitakiri.example.org]]
返信先→[[email|y.nakamura@sub.kitakiri-u.example.ac.jp]]（[[name|中村]]宛）
受付No.[[number|2026-0098]]でお送りした件です。
申請番号 [[number|A-00123]]の書類を差し替えたいです。
代表電話[[phone|０１２０−５５５−０１９]]
fax [[phone|099 555 0148]]
直通 [[phone|099（555）0149]]
[[organisation|鹿南工業高専]]3年生の保護者です。
[[organisation|独立行政法人霧島技術センター]]は申請できますか。
[[organisation|NPO法人きりしまの風]]ですが対象ですか。
[[organisation|医療法人社団霧島会]]の病院です。
[[organisation|北霧島市]]の産業振興課の者です。
[[organisation|霧島大]]の[[name|安藤]]です。
Hello, I'm [[name|Maria Lopez]], a coordinator at [[organisation|Kirishima College of Technology]].
Sincerely,\\n[[name|R. Kim]]\\n[[organisation|Orion Instruments Inc.]]
Could you send it to Ms. [[name|Okada]]?
Phone [[phone|099-555-0150]] ext. [[phone|22]]
[[name|王 小明]]と申します。留学生です。
[[name|阿部]]｡
文責　[[name|今井 俊介]]
共同研究先の[[organisation|ネクサス製薬]]は海外企業です。
[[organisation|光陽銀行]]との連携協定があります。
[[name|長谷川]]さん（[[organisation|大霧電機]]）にも確認済みです。
チェックシートの2-3の項目はどう書けばよいですか。
申請書の「代表者」は学長ですか。
地域貢献型と国際展開型の両方に申請できますか。
地方銀行や信用金庫も連携先に含めてよいですか。
医科大学や女子大学でも応募できますか。
東京や大阪の大学が有利ということはありますか。
兵庫県の企業10社との実績は書けますか。
第5回で神戸大学から三つ選ばれたのは本当ですか。
森林資源を使った研究も対象ですか。
秋に発表ですか、それとも冬ですか。
審査は書類のみですか。[[name|東]]先生のような有識者が見るのですか。
提出は1回のみ、2025年8月27日（水）12時必着です。
問合せ先は第7回公募要領に記載されています。
研究開発法人や公設試験場は準じる機関に当たりますか。
申請時の窓口担当者は2名まで登録できますか。
"""

# Written after CASES_LATER had been met: 20 of these 28 were found at first, with one false find.
CASES_LAST = """
[[organisation|桜ヶ峰大学]]研究推進課の[[name|本間]]と申します。
先週ご相談した[[name|栗原]]ですが、追加で伺います。
[[organisation|有限会社ひかり工房]] 代表取締役 [[name|三宅 健]]
[[name|浅野]]所長にもCCでお送りしています。
連絡は[[phone|080 0000 1234]]か[[email|miyake@hikari.example.com]]へ。
[[address|北海道架空市南3条西5丁目1-2]]に所在しています。
[[organisation|架空高等専門学校機構]]からの問い合わせです。
電話:[[phone|0123-45-6789]](代)
ご担当の[[name|村上]]様、先日はありがとうございました。
[[organisation|光洋産業大学]]の[[name|堀]]です。
[[organisation|西の森町役場]]企画課です。
[[name|Sato]]-san told me to ask you.
I'm writing on behalf of [[organisation|Hikari Robotics Inc.]].
My colleague Dr. [[name|Anna Schmidt]] will join.
[[organisation|(一社)架空イノベーション協会]]は対象ですか。
申請者番号ではなく受付番号[[number|000123]]です。
[[organisation|株式会社KAKUU]]の[[name|大野真理子]]です。
研究代表者：[[name|遠藤 光]]（[[organisation|架空医科大学]]）
よろしくお願いします。[[name|菅原]]
[[organisation|ひかり市役所]]の担当です。
内線：[[phone|4021]]
[[name|高田]]研究室の成果です。
申請書類の提出期限はいつですか。
国際展開型の審査で重視される点は何ですか。
中堅企業や地方自治体との連携も評価されますか。
高専機構として一括で申請できますか。
1-2ページの概要を付けてもよいですか。
本学の学長の任期が3月で終わります。
東京と名古屋に拠点があります。
What happens if the hub manager leaves?
"""


def marked_cases(cases: str = CASES) -> list[tuple[str, list[tuple[PersonalKind, int, int]]]]:
    """Each sentence without its marks, and where what was marked stands in it."""
    found = []
    for line in cases.strip().splitlines():
        text, spans, at = "", [], 0
        for mark in _MARK.finditer(line := line.replace("\\n", "\n")):
            text += line[at : mark.start()]
            spans.append((PersonalKind(mark[1]), len(text), len(text) + len(mark[2])))
            text += mark[2]
            at = mark.end()
        found.append((text + line[at:], spans))
    return found
