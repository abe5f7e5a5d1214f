"""The words that forms head their columns and boxes with. Pure."""

import re

YES_NO = re.compile(
    r"(?:はい|いいえ|有り?|無し?|あり|なし|該当(?:する|しない|なし|あり)?|非該当|可|不可|否|適|不適|済み?|未済?"
    r"|対応(?:済み?|中)|未対応|不明|わからない|分からない|実施(?:済み?|中)|未実施|整備(?:済み?|中)|未整備"
    r"|(?:実施|整備|対応)して(?:いる|いない)|検討中|予定|[○〇◯×✕△]|yes|no|n/?a|unknown)",
    re.IGNORECASE,
)
CHECK = re.compile(r"(?:チェック|確認|✓|✔|☑|レ点|check)(?:欄|印)?", re.IGNORECASE)
ROW_NUMBERS = re.compile(r"(?:no|№|nr|番号|項番|通番|通し番号|項目番号|#)\.?", re.IGNORECASE)
REMARKS = re.compile(
    r"(?:備考|摘要|特記事項|その他|コメント|remarks?|notes?|comments?)欄?(?:[（(].*[）)])?", re.IGNORECASE
)
GIVEN = re.compile(
    r"(?:記入|記載|回答)?例|例示|説明|(?:記入|記載)(?:要領|上の注意|方法)|注意事?項?|配点|根拠条文|example",
    re.IGNORECASE,
)
# Of what is given, what says how to answer.
GUIDANCE = re.compile(r"説明|(?:記入|記載)(?:要領|上の注意|方法)|注意事?項?")
ANSWER = re.compile(
    r"ご?(?:記入|記載|回答|入力|記述|自由記[入述載])(?:欄|内容)?|内容|申請者記[入載]欄|(?:your\s+)?(?:answer|response)",
    re.IGNORECASE,
)
LIMITS = re.compile(r"字数|^(?:上限|制限|目安)$|character\s*limit|max(?:imum)?\.?\s*characters", re.IGNORECASE)
EXAMPLE_ROW = re.compile(r"[（(【]?(?:記入|記載)?例(?:[）)】:：\s]|$)")
OFFICE_USE = re.compile(
    r"(?:事務局|審査員?|評価者|主催者|受付)(?:の)?(?:使用|記入|記載|処理|確認)欄?|(?:事務局|審査|受付|整理|管理)(?:番号|欄)"
    r"|記(?:入|載)(?:不要|しない(?:で|こと)|は不要)|使用しない(?:で|こと)|office\s+use|do\s+not\s+(?:write|fill)",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"複数(?:選択|回答|可|選べ|お選び)|すべて|全て|いくつでも|(?:当ては|あては)まるもの|該当するもの(?:に|を)"
    r"|all that apply|multiple",
    re.IGNORECASE,
)
MARK = "✓"
