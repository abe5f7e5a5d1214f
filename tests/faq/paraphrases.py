"""Other ways of asking questions of evals/questions/dev.jsonl (by id): the same is asked, an approved answer would do.

Written before the thresholds of advisor/faq were chosen by them.
"""

PARAPHRASES = """
dev-001 本学は公立大学です。申請資格はありますでしょうか。
dev-003 私立大学は応募の対象に含まれますか。
dev-004 企業が単独で申請者になれますか。
dev-015 申請できる機関の一覧を教えてください。
dev-016 Is a private university able to apply for the J-Innovation HUB selection?
dev-017 Can a KOSEN (national college of technology) apply?
dev-019 Must the hub be located at a single physical site?
dev-022 二つの類型の違いを教えてください。
dev-027 類型の数と名称を教えてください。
dev-028 国際展開型の正確な定義を教えてください。
dev-034 選抜された拠点が受けられる支援を教えてください。
dev-036 特許に関する支援はありますか。
dev-037 規制が障害になる場合、国の担当課を紹介していただけますか。
dev-038 ほかの予算の審査で有利になることはありますか。
dev-042 現場の意見を政策に反映してもらう機会はありますか。
dev-046 What support is given to the selected hubs by METI?
dev-047 May a selected hub use the official logo?
dev-058 締切を教えてください。
dev-058 締切はいつでしょうか。
dev-064 締切は当日消印有効でしょうか、必着でしょうか。
dev-066 説明会はいつ、どのような形で開催されますか。
dev-067 説明会の申込期限を教えてください。
dev-069 選抜結果はいつごろ発表されますか。
dev-074 When is the deadline for applications?
dev-077 審査ではどのような点が見られますか。大きな項目を教えてください。
dev-081 選抜はどのように行われますか。面接はありますか。
dev-082 最終決定をするのは誰ですか。
dev-084 What are the principal review criteria?
dev-085 提出が必要な書類を教えてください。
dev-086 提出は紙の郵送でしょうか、それとも電子的な送付でしょうか。
dev-087 申請書の送り先を教えてください。
dev-088 チェックシートとは何に関するものでしょうか。
dev-092 How should we submit the application, and which documents are required?
dev-093 選抜の有効期間は何年ですか。
dev-094 選抜後に毎年行わなければならないことは何でしょうか。
dev-095 KPIは国が決めますか、それとも自分たちで設定しますか。
dev-099 有効期限が切れる拠点は、継続して選んでもらえますか。
dev-100 How long is a selection valid?
dev-103 第5回の地域貢献型に選ばれた大学を教えてください。
dev-104 大阪大学からは何拠点が選ばれていますか。
dev-105 四国で選ばれている拠点はありますか。
dev-108 第1回で選ばれた拠点の数を教えてください。
dev-112 第3回で選ばれた拠点をすべて教えてください。
dev-117 How many applications were there and how many hubs were selected in the fifth round?
dev-172 不明な点があるときの問合せ先を教えてください。
dev-174 書類の送付先の住所と郵便番号を教えてください。
dev-176 Where can I send my question about the seventh call?
dev-181 第2回公募の締切は何月何日の何時でしたか。
dev-193 申請書は何ページ以内ですか。
dev-195 審査委員は誰ですか。名前を教えてください。
dev-196 審査項目ごとの配点を教えてください。
dev-199 不採択の場合、理由は開示してもらえますか。
dev-202 文字数制限や使用フォントの指定はあるでしょうか。
dev-204 応募書類に学長の公印は必要ですか。
dev-205 ロゴマークは有効期限が切れた後も使えますか。
dev-207 What is the maximum page length of the application form?
dev-277 地域貢献型の説明を原文のとおり教えてください。
dev-288 Which patent or IP-related support can selected hubs get?
dev-307 When will the selected hubs be made public?
dev-311 ヒアリングには必ず呼ばれるのでしょうか。
dev-313 応募の手順を順に教えてください。
dev-315 申請で記入する様式は何種類でしょうか。
dev-317 Which e-mail address should the application be sent to?
dev-366 担当窓口のメールアドレスは何ですか。
dev-367 事務局の所在地を教えてください。
dev-369 第2回と第7回で支援メニューはどう変わりましたか。
dev-381 審査委員長は誰ですか。
dev-384 パンフレットを添付資料として付けてもいいでしょうか。
dev-556 添付するファイルはPDFがよいですか。容量の上限は何MBですか。
dev-561 申請書は何ページ以内に収めるべきでしょうか。図表は別添でもよいですか。
"""


def paraphrases() -> list[tuple[str, str]]:
    """Id of the question, and the other way of asking it."""
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in PARAPHRASES.strip().splitlines()]
