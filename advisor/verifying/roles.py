"""Who does what: an agent given another's part (大臣が作成し、自治体が認定 for the reverse). Pure.

Only plain agents count: a word for an organisation or an office marked as subject (が, は) and the next action noun.
"""

import re
from collections.abc import Sequence

from advisor.folding import search_form
from advisor.verifying.wording import sentences

_OFFICE = r"拠点|省|庁|大学|企業|事業者|団体|者|委員会|会議|機関|事務局|大臣|局|法人|自治体|センター|国"
_AGENT = rf"(?P<agent>[\w・()()]{{0,14}}?(?:{_OFFICE}))"
_SUBJECT = re.compile(rf"{_AGENT}(?:等)?(?P<mark>が|は)、?(?P<rest>[^。]*)")
_ACTION = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2})(?:を?(?:し(?!か)|する|いた|さ(?!れ)|行[いうっ])|(?=[。、]|$))")
_AGENT_WORD = re.compile(r"[\u4e00-\u9fffァ-ヶー]+")


def agents_of(text: str) -> list[tuple[str, str]]:
    """(agent, action) of each clause that names both, the agent as written without its attributes.

    >>> agents_of("地方公共団体が計画を作成し、内閣総理大臣が認定。")
    [('地方公共団体', '作成'), ('内閣総理大臣', '認定')]
    """
    found = []
    for sentence in sentences(text):
        subject = ""
        for part in re.split(r"[、。]", search_form(sentence)):
            named = _SUBJECT.search(part)
            rest = part
            if named:
                words = _AGENT_WORD.findall(named["agent"])
                subject, rest = (words[-1] if words else ""), named["rest"] or ""
            action = _last(rest)
            if subject and action:
                found.append((subject, action))
    return found


def _last(text: str) -> str:
    actions = [match["verb"] for match in _ACTION.finditer(text)]
    return actions[-1] if actions else ""


def roles_differ(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the statement gives an action to an agent other than all those that the evidence gives it to."""
    theirs = [pair for text in evidence for pair in agents_of(text)]
    for agent, action in agents_of(statement):
        doers = {who for who, what in theirs if what == action}
        if doers and not any(_same(agent, who) for who in doers):
            return True
    return False


def _same(one: str, other: str) -> bool:
    return one in other or other in one or one[-2:] == other[-2:]
