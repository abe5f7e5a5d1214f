"""The 47 prefectures as squares on a grid that keeps who lies beside whom. Data, drawn by charts.py."""

from typing import NamedTuple


class Square(NamedTuple):
    """A prefecture: its name in both languages, its short name on the map, column and row from the north-west."""

    name: str
    english: str
    short: str
    column: int
    row: int


SQUARES = tuple(
    Square(*square)
    for square in (
        ("北海道", "Hokkaido", "北海道", 11, 0),
        ("青森県", "Aomori", "青森", 11, 1),
        ("秋田県", "Akita", "秋田", 10, 2),
        ("岩手県", "Iwate", "岩手", 11, 2),
        ("山形県", "Yamagata", "山形", 10, 3),
        ("宮城県", "Miyagi", "宮城", 11, 3),
        ("石川県", "Ishikawa", "石川", 7, 4),
        ("富山県", "Toyama", "富山", 8, 4),
        ("新潟県", "Niigata", "新潟", 9, 4),
        ("福島県", "Fukushima", "福島", 10, 4),
        ("茨城県", "Ibaraki", "茨城", 11, 5),
        ("福井県", "Fukui", "福井", 7, 5),
        ("長野県", "Nagano", "長野", 8, 5),
        ("群馬県", "Gunma", "群馬", 9, 5),
        ("栃木県", "Tochigi", "栃木", 10, 5),
        ("京都府", "Kyoto", "京都", 6, 6),
        ("滋賀県", "Shiga", "滋賀", 7, 6),
        ("岐阜県", "Gifu", "岐阜", 8, 6),
        ("山梨県", "Yamanashi", "山梨", 9, 6),
        ("埼玉県", "Saitama", "埼玉", 10, 6),
        ("千葉県", "Chiba", "千葉", 11, 6),
        ("山口県", "Yamaguchi", "山口", 2, 6),
        ("島根県", "Shimane", "島根", 3, 6),
        ("鳥取県", "Tottori", "鳥取", 4, 6),
        ("兵庫県", "Hyogo", "兵庫", 5, 6),
        ("広島県", "Hiroshima", "広島", 3, 7),
        ("岡山県", "Okayama", "岡山", 4, 7),
        ("大阪府", "Osaka", "大阪", 6, 7),
        ("奈良県", "Nara", "奈良", 7, 7),
        ("愛知県", "Aichi", "愛知", 8, 7),
        ("静岡県", "Shizuoka", "静岡", 9, 7),
        ("神奈川県", "Kanagawa", "神奈川", 10, 7),
        ("東京都", "Tokyo", "東京", 11, 7),
        ("佐賀県", "Saga", "佐賀", 0, 7),
        ("福岡県", "Fukuoka", "福岡", 1, 7),
        ("和歌山県", "Wakayama", "和歌山", 6, 8),
        ("三重県", "Mie", "三重", 7, 8),
        ("長崎県", "Nagasaki", "長崎", 0, 8),
        ("大分県", "Oita", "大分", 1, 8),
        ("愛媛県", "Ehime", "愛媛", 3, 8),
        ("香川県", "Kagawa", "香川", 4, 8),
        ("熊本県", "Kumamoto", "熊本", 0, 9),
        ("宮崎県", "Miyazaki", "宮崎", 1, 9),
        ("高知県", "Kochi", "高知", 3, 9),
        ("徳島県", "Tokushima", "徳島", 4, 9),
        ("鹿児島県", "Kagoshima", "鹿児島", 0, 10),
        ("沖縄県", "Okinawa", "沖縄", 0, 11),
    )
)
