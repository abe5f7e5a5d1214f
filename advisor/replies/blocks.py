"""The answer to one question as it stands in a mail. Pure."""

from collections.abc import Callable, Collection, Sequence

from advisor.answering.models import Answer, Status
from advisor.inquiries.records import Flag
from advisor.messages import Language, say
from advisor.replies.blanks import blank, blanks_of
from advisor.replies.citing import Cited
from advisor.replies.remarks import remarks_of
from advisor.replies.sayings import Said, gives_verdict, said
from advisor.values import Value

_MOST_OPTIONS = 6
_MOST_SAYINGS = 40


class Block(Value):
    """What is said to one question. `remarks`: lines that belong to it alone; `citations`: the list under it."""

    answer: str
    remarks: str = ""
    citations: str = ""
    open: bool

    @property
    def text(self) -> str:
        """The whole without its heading."""
        return "\n\n".join(filter(None, (self.answer, self.remarks, self.citations)))


def block_of(
    answer: Answer,
    flags: Collection[Flag],
    program: str,
    aliases: Callable[[str], Collection[str]],
    shared: Collection[str] = (),
) -> Block:
    """The block of an answer. `program`: how the program is called in the language; `shared`: the texts of remarks
    that are told for several questions at once."""
    if answer.status is Status.ABSTAINED and Flag.OFF_TOPIC in flags:
        return redirect(answer.language, program)
    if answer.status is Status.REFUSED:
        return _refused(answer, flags, program)
    if answer.status is Status.CLARIFY and not answer.statements:
        return _asked_back(answer)
    return _told(answer, said(answer), aliases, shared)


def empty_block(key: str, language: Language, **values: object) -> Block:
    """A block that says nothing but what is missing."""
    return Block(answer=blank(key, language, **values), open=True)


def _told(answer: Answer, told: Said, aliases: Callable[[str], Collection[str]], shared: Collection[str]) -> Block:
    cited = Cited(answer, aliases)
    sayings = told.sayings[:_MOST_SAYINGS]
    numbered = [cited.numbers(saying.text, saying.citations) for saying in sayings]
    own = [notice for notice in remarks_of(answer) if notice.text not in shared]
    marks = [cited.numbers(notice.text, notice.citations) for notice in own]
    lines = [
        (_item if saying.item else str)(_marked(saying.text, numbers if cited.several else ()))
        for saying, numbers in zip(sayings, numbered, strict=True)
    ]
    blanks = _blanks(answer, told.decisions)
    if not lines and not blanks:
        blanks = [blank("answer", answer.language)]
    if answer.status is Status.CLARIFY:
        blanks = [_asked_back(answer).answer]
    return Block(
        answer="\n\n".join(filter(None, ["\n".join(lines), *blanks])),
        remarks="\n".join(
            say("replies.remark", answer.language, text=_marked(notice.text, numbers if cited.several else ()))
            for notice, numbers in zip(own, marks, strict=True)
        ),
        citations="\n".join(cited.lines(answer.language)),
        open=bool(blanks),
    )


def _blanks(answer: Answer, decisions: Sequence[str]) -> list[str]:
    """The blanks of an answer; whether a particular applicant meets the conditions is for the office to decide."""
    if not gives_verdict(answer):
        return blanks_of(answer, decisions)
    rest = blank("rest", answer.language)
    others = [each for each in blanks_of(answer, [about for about in decisions if about]) if each != rest]
    return [blank("verdict", answer.language), *others]


def _item(text: str) -> str:
    return f"・{text}" if not text.isascii() else f"- {text}"


def _marked(text: str, numbers: Sequence[int]) -> str:
    """The sentence with its numbers, before its full stop."""
    marks = "".join(f"[{number}]" for number in numbers)
    stop = text[-1:] if text[-1:] in {"。", "."} else ""
    return text.removesuffix(stop) + (" " if marks and stop == "." else "") + marks + stop


def _asked_back(answer: Answer) -> Block:
    """The question back to the sender, with what it may mean."""
    options = answer.clarification.options[:_MOST_OPTIONS] if answer.clarification else ()
    key = "clarify" if options else "clarify_open"
    lines = [say(f"replies.{key}", answer.language), *(_item(option) for option in options)]
    return Block(answer="\n".join(lines) + "\n\n" + blank("clarified", answer.language), open=True)


def redirect(language: Language, program: str) -> Block:
    """A polite word on what is answered here, to a question on something else."""
    away = say("replies.off_topic", language, program=program)
    return Block(answer=f"{away}\n\n{blank('redirect', language)}", open=True)


def _refused(answer: Answer, flags: Collection[Flag], program: str) -> Block:
    """What was not answered is left to a person, nothing of it repeated; a whole inquiry on something else is told
    what is answered here. A complaint is none of that, whatever it speaks of."""
    if Flag.OFF_TOPIC in flags and not {Flag.INSTRUCTION, Flag.COMPLAINT} & set(flags):
        return redirect(answer.language, program)
    return empty_block("unread", answer.language)
