"""The program's own name in a question tells nothing about what is asked of it. Pure."""

import re

from advisor.folding import fold_width
from advisor.programs.model import Program


class ProgramNames:
    """The names of a program, and texts without them."""

    def __init__(self, program: Program) -> None:
        names = {*program.short_names}
        for name in (program.name.ja, program.name.en):
            names |= set(re.split(r"[()（）]", name)) - {""}
        ordered = sorted((fold_width(name).strip() for name in names), key=len, reverse=True)
        forms = "|".join(re.escape(name) for name in ordered if name)
        self._pattern = re.compile(
            rf"(?:(?<![A-Za-z])(?:the )?(?:{forms})(?![A-Za-z]))(?:という制度|制度)?(?:の|、|'s)?\s*", re.IGNORECASE
        )

    def removed_from(self, text: str) -> str:
        """`text` without the program's names, or as it is when nothing else would be left."""
        rest = self._pattern.sub("", fold_width(text)).strip()
        return rest if sum(character.isalnum() for character in rest) > 1 else text
