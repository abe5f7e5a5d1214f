"""What people say of their own case, in their own words: clauses of a text, and the cues that they hold. Pure.

A cue is written in the program file: parts by spaces that a clause has to hold in this order and close together, each
a piece of text or a class of words (`@partner`). `-…`: must not be in the clause. A cue that begins with `!` wants the
clause to deny it (「実績はない」), one with `~` does not care; every other cue wants it not to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from advisor.folding import search_form
from advisor.values import Value

_APART = 14  # characters that may stand between two parts of a cue
_CLAUSE_END = re.compile(
    r"[。、，,;；!！?？\n]|(?:では|じゃ)なく(?:て)?|(?<=ばかり)で|(?<=だけ)で(?!な|は)|(?<=のみ)で(?!な|は)|(?<=中心)で|(?<=[るたいすんだ])(?:けれども?|けど|ものの|一方で?|のに対して?)|(?<=です)が|(?<=ます)が|(?<=[たるいだ])が(?=[、\s])"
    r"|(?<=[るたいすん])し(?=[、\s])|\.(?=\s|$)|\bbut\b|\bwhereas\b|\balthough\b|\bwhile\b|\bhowever\b"
)
_DENIES = re.compile(
    r"(?<!少)(?<!すく)(?<!危)な(?:い|く(?!す|した)|かった|し(?:$|[でにのだ、]))|無[いくし]|ありませ|いませ|しませ|ませんでした|ていませ|[てで]いません|せず|[らわかたまさ]ず(?:に|、|$)|ゼロ(?:です|で|$)|皆無|未だ"
    r"|\b(?:no|not|none|never|without|nor)\b|n't\b"
)
# what looks like a denial and is none
_NO_DENIAL = re.compile(
    r"だけでは?(?:な|あ)[いくり]\w*|のみならず|ばかり(?:で|か)(?:な|あ)\w*|に限ら\w*|しか\w*(?:な[いくか]\w*|いませ\w*|ありませ\w*|ませ\w*)|間違い(?:な|あり)\w*"
    r"|(?:な|ね)ければ(?:なら|いけ)\w*|ないと(?:いけ|なら|だめ|ダメ)\w*|なきゃ\w*|かもしれ\w*|(?:か|が)分から\w*|(?:か|が)わから\w*|ませんか|ないか(?=な|と|$)|ないでしょうか|問わず|欠かせな\w*"
    r"|相次い\w*|少なくない|少なくありません|\bnot only\b|\bnot just\b|\bno doubt\b"
)
_TYPE_NAMES = re.compile(
    r"国際展開型|地域貢献型|国際展開(?=$|[とかのやに、])|地域貢献(?=$|[とかや、])|国際型|地域型|地域オープンイノベーション\w*|地域イノベーション\w*"
)


class Clause(Value):
    """A piece of what somebody wrote: as written, as it is compared, and whether it denies something."""

    text: str
    folded: str
    denies: bool


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of `text`, without the empty ones.

    >>> [c.denies for c in clauses_of("海外との取引はありませんが、地元企業とは多いです。")]
    [True, False]
    """
    found = []
    for part in _split(text):
        folded = _TYPE_NAMES.sub(" ", search_form(part))
        if any(character.isalnum() for character in folded):
            found.append(Clause(text=part.strip(), folded=folded, denies=denies(folded)))
    return tuple(found)


def denies(folded: str) -> bool:
    """Whether a clause (folded) says that something is not so. 「だけでなく」「しかない」「ませんか」 do not."""
    return _DENIES.search(_NO_DENIAL.sub(" ", folded)) is not None


class CueReader:
    """Looks for cues in clauses, with the word classes of a program."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._forms = {name: _any_of(words) for name, words in classes.items()}
        self._patterns: dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {}

    def holds(self, clause: Clause, cue: str) -> bool:
        """Whether the clause holds the parts of the cue, in their order and close together; whatever it denies."""
        wanted, unwanted = self._pattern(cue)
        return wanted.search(clause.folded) is not None and not (unwanted and unwanted.search(clause.folded))

    def says(self, clause: Clause, cues: Sequence[str]) -> bool:
        """Whether the clause says what one of the cues stands for, denied where the cue wants that."""
        return any(
            (cue.startswith("~") or clause.denies == cue.startswith("!")) and self.holds(clause, cue) for cue in cues
        )

    def denies(self, clause: Clause, cues: Sequence[str]) -> bool:
        """Whether the clause denies what one of the (affirming) cues stands for."""
        return clause.denies and any(not cue.startswith(("!", "~")) and self.holds(clause, cue) for cue in cues)

    def _pattern(self, cue: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        if cue not in self._patterns:
            parts = cue.lstrip("!~").split()
            wanted = [self._form(part) for part in parts if not part.startswith("-")]
            unwanted = [self._form(part[1:]) for part in parts if part.startswith("-")]
            close = re.compile(f".{{0,{_APART}}}?".join(wanted))
            self._patterns[cue] = close, re.compile("|".join(unwanted)) if unwanted else None
        return self._patterns[cue]

    def _form(self, part: str) -> str:
        return self._forms[part[1:]] if part.startswith("@") else _any_of([part])


def unknown_classes(cue: str, classes: Mapping[str, Sequence[str]]) -> list[str]:
    """The classes that a cue names and nobody has defined."""
    parts = (part.removeprefix("-") for part in cue.lstrip("!~").split())
    return [part[1:] for part in parts if part.startswith("@") and part[1:] not in classes]


def _split(text: str) -> Iterator[str]:
    position = 0
    for end in _CLAUSE_END.finditer(text):
        yield text[position : end.end()]
        position = end.end()
    yield text[position:]


def _any_of(words: Sequence[str]) -> str:
    return "(?:" + "|".join(_word(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _word(word: str) -> str:
    folded = search_form(word)
    if not folded.isascii():
        return re.escape(folded)
    begins = rf"(?<![a-z0-9]){re.escape(folded)}"  # English words from their beginning: "us " is no part of "campus "
    return begins + (r"(?![a-z0-9])" if word.endswith(" ") else "")
