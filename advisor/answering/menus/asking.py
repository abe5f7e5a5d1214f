"""Whether a question asks for support menus by what they must fulfil, and by what. Pure.

「大学が申請できる環境省の事業は?」 names an applicant and a ministry; 「共創の場の連絡先は?」 asks about one programme.
"""

import re
from collections.abc import Collection, Mapping

from advisor.corpus.glossary import Glossary
from advisor.corpus.support_menus import MenuPhase, SupportMenus
from advisor.folding import search_form
from advisor.guides.menus.filters import applicant_names, ministry_names, theme_names
from advisor.guides.menus.results import MenuQuery
from advisor.japanese import words
from advisor.values import Value

_MENU = re.compile(
    r"支援(?:メニュー|策|事業|制度)|メニュー|支援|補助金|補助事業|助成|交付金|委託事業|事業|プログラム|施策|研究費|資金|研究開発|公募|窓口|連絡先|問い?合わ?せ先"
    r"|\b(?:menus?|program(?:me)?s?|grants?|subsid(?:y|ies)|funding|schemes?|support)\b"
)
_MENUS = re.compile(r"(?:支援)?メニュー|\bsupport menus?\b")  # the program calls its own support so as well
_CONTACTS = re.compile(r"(?:窓口|連絡先|問い?合わ?せ先)(?:の)?(?:一覧|リスト)|\blist of contacts\b")
_MINISTRIES = re.compile(r"府省|各省|省庁|\bministries\b")
_LISTS = re.compile(
    r"一覧|教え|どれ|どの|どんな|どういう|何があ|何が使|なにが|ありますか|ある[?？]?$|あるか|ない[?？]?$|ありませんか"
    r"|リスト|挙げ|知りたい|探し|使えるもの|(?:は|って)[?？]?$"
    r"|(?:メニュー|事業|補助金|助成金?|交付金|支援|施策|制度|プログラム|公募)[?？。]?$"
    r"|\b(?:which|list|show|any|find|are there|what (?:\w+ ){0,2}(?:menus?|program(?:me)?s|grants?|schemes|funding))\b"
)
# What is asked of one programme or of all of them, and not which ones there are.
_ASKS_OTHERWISE = re.compile(
    r"いくら|金額|予算|上限|補助率|何件|件数|採択数|採択率|締切|〆切|いつ|期間|理由|なぜ|違い|目的|背景|経緯|課題を|問題|とは"
    r"|\b(?:how much|budget|amount|rates?|when|deadline|why|difference|purpose|how many)\b"
)
_OWN = re.compile(r"選ばれ|選抜|採択され|拠点|選定され|この制度|本制度|\bselected\b|\bthis call\b|\bhubs?\b")
_EDITION = re.compile(r"令和4年度?|r4年?度?|2022年度|\bfy ?2022\b|\br4\b|fiscal year 2022")
_APPLIES = (
    r"(?:等|など)?(?:が|は|も|でも|として|側が|の立場で|自身が)?(?:単独で|直接)?"
    r"(?:申請|応募|手を挙げ|エントリー|使え|使う|利用|活用|対象|受けられ|出せ)"
)
_FOR = r"(?:等|など)?(?:向け|のための|を対象|対象|が主体|が申請主体|を申請主体)"
_ENGLISH_APPLIES = (
    r"(?:(?:for|open to|available to|by) (?:\w+ ){0,2}%s|%s\b[^.?]{0,20}\b(?:apply|eligible|use|applicants?))"
)
_NEW_PROJECTS = r"新規(?:課題|公募|募集)?(?:の)?(?:採択|課題|公募|募集)|新しい(?:課題|案件)を採択"
_NEW = re.compile(_NEW_PROJECTS + r"|\bnew (?:adoptions?|projects?|applications?)\b")
_NONE_NEW = re.compile(rf"(?:{_NEW_PROJECTS})[^。?？]{{0,6}}(?:しない|ない|無い|無し|無|なし)|\b(?:no|without) new\b")
_PHASES: Mapping[MenuPhase, re.Pattern[str]] = {
    MenuPhase.UNIVERSITY: re.compile(r"大学が変わる"),
    MenuPhase.TECHNOLOGY: re.compile(r"関連技術"),
    MenuPhase.IMPLEMENTATION: re.compile(
        r"(?:社会)?実装[」』]?(?:の)?(?:段階|フェーズ|局面|向け|(?<=の)(?:支援|事業|メニュー))|\bimplementation phase\b"
    ),
}
_MINISTRY = re.compile(r"[\u4e00-\u9fff]{1,5}(?<![府省官県都道各係])(?:省|庁)(?![庁略力エ])")
_OWN_MINISTRY = "経済産業省"  # what it offers to universities may as well be the program itself
_NARROW = 2  # filters that a question needs which does not say that it is about the ministries' menus
_THINGS = {"普通名詞", "固有名詞"}
# nouns that every question on menus may hold: they say nothing on what a menu is about
_GENERIC = frozenset(
    [
        "申請",
        "主体",
        "対象",
        "応募",
        "関連",
        "分野",
        "テーマ",
        "令和",
        "年度",
        "一覧",
        "利用",
        "関係",
        "技術",
        "段階",
        "物",
        "向け",
        "リスト",
        "者",
        "採択",
        "新規",
        "課題",
        "等",
        "活用",
        "国",
        "機関",
        "御金",
        "金",
        "フェーズ",
        "省",
        "府省",
        "募集",
        "立場",
        "今",
        "場合",
        "物",
        "内容",
        "種類",
        "連絡",
        "先",
        "連絡先",
        "問い合わせ",
        "問い合わせ先",
        "問合せ先",
        "窓口",
        "担当",
        "電話",
    ]
)
_SHORTEST_NAME = 7  # characters; what is left of shorter names is no name


class MenuQuestion(Value):
    """The menus that a question asks for; `elsewhere`: a ministry that it names and the edition has nothing of."""

    query: MenuQuery
    elsewhere: str = ""


def read_menu_question(text: str, edition: SupportMenus, glossary: Glossary) -> MenuQuestion | None:
    """What menus `text` asks for, or None when it asks for something else or for one programme by its name."""
    folded = search_form(text)
    if not _MENU.search(folded) or not _LISTS.search(folded) or _ASKS_OTHERWISE.search(folded):
        return None
    if _OWN.search(folded) and not (_MINISTRIES.search(folded) or _EDITION.search(folded)):
        return None
    if _names_programme(folded, edition):
        return None
    ministries = _named(folded, ministry_names(edition, glossary))
    themes = _named(folded, theme_names(edition, glossary))
    applicants = [a for a, names in applicant_names(glossary).items() if _applies(folded, names)]
    if max(len(ministries), len(themes), len(applicants)) > 1:
        return None  # a comparison, which one list does not answer
    query = MenuQuery(
        theme=themes[0] if themes else None,
        phase=next((phase for phase, pattern in _PHASES.items() if pattern.search(folded)), None),
        applicant=applicants[0] if applicants else None,
        ministry=ministries[0] if ministries else None,
        new_adoptions=False if _NONE_NEW.search(folded) else True if _NEW.search(folded) else None,
    )
    elsewhere = "" if ministries else _other_ministry(text, folded, glossary)
    return MenuQuestion(query=query, elsewhere=elsewhere) if _is_enough(folded, query, elsewhere) else None


def _is_enough(folded: str, query: MenuQuery, elsewhere: str) -> bool:
    """Whether what is named tells that the ministries' menus are meant, not the program's own support."""
    named = {field for field in MenuQuery.model_fields if field != "text" and getattr(query, field) is not None}
    if query.ministry == _OWN_MINISTRY and not _MINISTRIES.search(folded) and not _EDITION.search(folded):
        named = named - {"ministry", "applicant"} and named
    if _MINISTRIES.search(folded) or _EDITION.search(folded):
        return bool(named or elsewhere)
    if query.theme and _CONTACTS.search(folded):
        return True
    ministry = query.ministry or elsewhere
    if ministry.endswith("省") and ministry != _OWN_MINISTRY:
        return True  # no other ministry has a part in the program's own support
    if _MENUS.search(folded) and (elsewhere or named & {"theme", "ministry", "phase"}):
        return True
    return len(named) + bool(elsewhere) >= _NARROW


def _other_ministry(text: str, folded: str, glossary: Glossary) -> str:
    """The ministry that is named though the edition has nothing of it; "" for none."""
    named = [term for term in sorted(glossary.named(text)) if term.endswith(("省", "庁"))]
    return next(iter(named + _MINISTRY.findall(folded)), "")


def left_over(text: str, query: MenuQuery, edition: SupportMenus, glossary: Glossary) -> list[str]:
    """The nouns of a question that none of its filters accounts for, and that say what a menu must be about."""
    folded = search_form(text)
    names: list[str] = []
    if query.theme:
        names += theme_names(edition, glossary)[query.theme]
    if query.ministry:
        names += ministry_names(edition, glossary)[query.ministry]
    if query.applicant:
        names += applicant_names(glossary)[query.applicant]
    for name in sorted(map(search_form, names), key=len, reverse=True):
        folded = folded.replace(name, " ")
    for pattern in (_MENUS, _MINISTRIES, _MENU, _EDITION, _NONE_NEW, _NEW, *_PHASES.values()):
        folded = pattern.sub(" ", folded)
    nouns = [
        word for word in words(folded, whole=True) if word.part == "名詞" and word.detail in {"普通名詞", "固有名詞"}
    ]
    # the menus are described in Japanese: English words of an English question are not among theirs
    spoken = [word for word in nouns if not (folded.isascii() and word.surface.isascii())]
    return [word.normal for word in spoken if word.normal not in _GENERIC]


def theme_words(theme: str, edition: SupportMenus, glossary: Glossary) -> list[str]:
    """What a theme is called, as menus of other themes may name it too (MaaS within スマートシティ)."""
    return [name for name in map(search_form, theme_names(edition, glossary)[theme]) if len(name) > 1]


def _named(folded: str, known: Mapping[str, Collection[str]]) -> list[str]:
    """The values that the text names, by the longest names first; a name inside a longer one does not count."""
    found: list[str] = []
    rest = folded
    pairs = [(search_form(name), value) for value, names in known.items() for name in names]
    for name, value in sorted(pairs, key=lambda pair: -len(pair[0])):
        pattern = rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name)
        if name and re.search(pattern, rest):
            rest = re.sub(pattern, " ", rest)
            found += [value] if value not in found else []
    return found


def _applies(folded: str, names: Collection[str]) -> bool:
    """Whether one of these applies, rather than being mentioned."""
    for name in map(search_form, names):
        if name.isascii() and len(name) > 1:
            own = rf"\b{re.escape(name.removesuffix('y'))}(?:y|ies|s)?\b"
            if re.search(_ENGLISH_APPLIES % (own, own), folded):
                return True
        elif len(name) > 1 and re.search(rf"{re.escape(name)}(?:{_APPLIES}|{_FOR})", folded):
            return True
    return False


def _names_programme(folded: str, edition: SupportMenus) -> bool:
    """Whether a programme is named as the table or the theme page names it, its ending or brackets left out."""
    names = {menu.program for menu in edition.menus} | {menu.page.program for menu in edition.menus if menu.page}
    shorter = {re.sub(r"\(.*?\)|(?:推進)?(?:事業|プロジェクト|プログラム)$", "", search_form(name)) for name in names}
    return any(len(name) >= _SHORTEST_NAME and name in folded for name in shorter)
