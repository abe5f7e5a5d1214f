"""A copy of the corpus to spoil: real documents, hubs and menus, with one small program of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.settings import bundled

PROGRAM = """\
id: j-innovation-hub
name: {ja: 地域オープンイノベーション拠点選抜制度, en: J-Innovation HUB}
rounds:
  - {number: 1, begins_on: 2020-02-03, fiscal_years: [2019], authority: secondary, call: {}}
  - number: 2
    begins_on: 2020-10-12
    fiscal_years: [2020]
    authority: official
    call:
      opens_on: 2020-10-12
      closes_at: 2020-11-13T12:00:00+09:00
      announced_on: 2020-12-24
      evidence:
        - source: j-innovation-hub-call-2-outline
          quote: 公募期間は、令和2年10月12日（月）～11月13日（金）正午です。
        - source: program-facts
          quote: "| 2 | 2020-10-12 - 2020-11-13 正午 | 13 | 2020-12-24 |"
  - {number: 3, begins_on: 2021-10-11, fiscal_years: [2021], authority: secondary, call: {}}
  - {number: 4, begins_on: 2022-10-04, fiscal_years: [2022], authority: secondary, call: {}}
  - {number: 5, begins_on: 2023-06-27, fiscal_years: [2023], authority: secondary, call: {}}
  - number: 7
    begins_on: 2025-07-18
    fiscal_years: [2025]
    authority: official
    call:
      opens_on: 2025-07-18
      closes_at: 2025-08-27T12:00:00+09:00
      must_arrive: true
      evidence:
        - source: j-innovation-hub-call-7-guidelines
          quote: "第7回公募期間: 令和7年7月18日(金)～令和7年8月27日(水)12時必着"
    contact:
      name: {ja: 「産学融合拠点創出事業」事務局, en: Secretariat}
      email: innovation2021@landbrains.co.jp
      evidence:
        - source: j-innovation-hub-call-7-guidelines
          quote: "E-mail: innovation2021@landbrains.co.jp"
facts:
  - key: applicants
    round: 7
    intent: eligibility
    statement: {ja: 高等専門学校は申請できます。, en: A KOSEN can apply.}
    source: j-innovation-hub-call-7-guidelines
    quote: 申請者は国立大学法人、公立大学法人、学校法人(私立大学)、高等専門学校及びこれらに準じる機関とし
    also:
      - {source: j-innovation-hub-call-2-outline, quote: 又はこれらに準じる機関とし}
    asked_as: [高専は出せる?]
    then: [hub-place]
  - key: hub-place
    intent: eligibility
    statement: {ja: 一か所である必要はありません。, en: One site is not required.}
    source: j-innovation-hub-call-7-guidelines
    quote: 必ずしも一か所の物理的な場所に
    asked_as: [拠点は一か所?]
gaps:
  - key: several-hubs
    intent: eligibility
    statement: {ja: 複数拠点の申請についての記載は見つかりません。, en: Nothing was found on several hubs.}
    asked_as: [二つ出せる?]
    nearest: [applicants]
"""


class Spoiled:
    """A corpus folder that a test changes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, file: str, old: str, new: str) -> None:
        """Exactly one place of a file changed; the test fails where there is none or more than one."""
        path = self.root / file
        text = path.read_bytes().decode("utf-8")
        assert text.count(old) == 1, f"{text.count(old)} × {old!r} in {file}"
        path.write_bytes(text.replace(old, new).encode("utf-8"))

    def append(self, file: str, text: str) -> None:
        """Text added at the end of a file."""
        with (self.root / file).open("ab") as out:
            out.write(text.encode("utf-8"))


@pytest.fixture(scope="session")
def csti_text() -> str:
    """The text of the CSTI package."""
    path = bundled("corpus") / "documents" / "csti-university-promotion-package-2021.txt"
    return path.read_bytes().decode("utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Spoiled:
    """A sound copy of the corpus."""
    root = tmp_path / "corpus"
    ignore: Callable[[str, list[str]], set[str]] = shutil.ignore_patterns("vectors", "programs", "forms")
    shutil.copytree(bundled("corpus"), root, ignore=ignore)
    (root / "programs").mkdir()
    (root / "programs" / "j-innovation-hub.yaml").write_text(PROGRAM, encoding="utf-8")
    return Spoiled(root)
