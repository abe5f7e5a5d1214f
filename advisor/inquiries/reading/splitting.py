"""The questions of a mail's body, each with what was told before it that it cannot be answered without. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.folding import search_form
from advisor.inquiries.reading import following
from advisor.inquiries.reading.addressee import without_addressee
from advisor.inquiries.reading.asked import Asked, Body, Item, together, within, word_questions
from advisor.inquiries.reading.lines import Entry, entries
from advisor.inquiries.reading.sentences import (
    Part,
    about_sender,
    bare,
    bare_item,
    is_a_fact,
    part_of,
    sentences,
    theme_of,
    turns_on_sender,
)
from advisor.inquiries.reading.tone import heads_order

_JOINED = 1_000  # characters of a question up to which one that goes on from it is joined
_LONG = 120  # characters from which on a question keeps only what stands right before it
_HEADING = 40  # characters up to which an item can be the heading of what follows it


@dataclass
class _Reading:
    """What was read so far."""

    english: bool
    asked: list[Asked] = field(default_factory=list)
    core: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)  # about the sender, anywhere before
    near: list[str] = field(default_factory=list)  # told since the last question, in this paragraph or item
    theme: str = ""  # what a list that was announced is about
    mark: str = ""  # of the entry that is read
    heading: str = ""
    headed: str = ""  # the kind of mark of the heading
    used: bool = False  # something stands under the heading
    siblings: bool = False  # the item before it had nothing under it: a list of words, no heading
    items: list[Item] = field(default_factory=list)
    announced: bool = False
    pointed: bool = False
    ordered: bool = False
    of_subject: bool = False


def read_body(body: str, english: bool) -> Body:
    """What `body` asks and tells; `english`: how its sentences end."""
    reading = _Reading(english)
    dropped = -1  # the paragraph that is an order
    last: Entry | None = None
    for entry in without_addressee(entries(body)):
        if heads_order(search_form(entry.text[-200:])):
            dropped, reading.ordered = entry.paragraph, True
        if entry.paragraph == dropped:
            continue
        if last is not None and (entry.paragraph != last.paragraph or entry.mark):
            reading.near = []
        if last is not None and entry.paragraph != last.paragraph and not entry.mark:
            reading.heading = ""
        _read_entry(entry, reading)
        last = entry
    return Body(
        asked=tuple(_with_items(reading)),
        core=tuple(reading.core),
        told=tuple(reading.told),
        ordered=reading.ordered,
        of_subject=reading.of_subject,
    )


def _read_entry(entry: Entry, reading: _Reading) -> None:
    before = len(reading.asked)
    reading.mark = entry.mark
    if entry.mark and entry.mark == reading.headed and reading.heading:
        reading.heading, reading.siblings = "", not reading.used
    told: list[str] = []
    for sentence in sentences(entry.text, reading.english):
        part = part_of(sentence, reading.english)
        if part is Part.ORDER:
            reading.ordered = True
            continue
        reading.told.append(sentence)
        if part is Part.ASKS and reading.asked and not reading.near and following.gives_reason(sentence):
            part = Part.TELLS
        if part is Part.ASKS:
            reading.core.append(sentence)
            _ask(sentence, reading)
        elif part is Part.TELLS:
            reading.core.append(sentence)
            told.append(sentence)
            _tell(sentence, reading)
        else:
            _note(part, sentence, reading)
    if told and len(reading.asked) == before:
        _set_aside(entry, reading)


def _ask(sentence: str, reading: _Reading) -> None:
    asking = bare(sentence)
    before = reading.asked[-1] if reading.asked and not reading.near else None
    if before is not None and following.opens_for(sentence, before.asking):
        reading.asked.pop()  # it only asked leave for this one
        reading.announced, before = True, None
    if (
        before is not None
        and len(before.asking) < _JOINED
        and (following.depends(asking) or following.goes_on_from(asking, before.asking))
    ):
        joined = together([before.asking, asking], reading.english)
        reading.asked[-1] = before.model_copy(update={"asking": joined})
    elif (
        before is not None
        and not reading.mark
        and (following.leads_in(before.asking) or following.asks_for_it(asking, before.asking))
    ):
        reading.asked[-1] = Asked(facts=within([*before.facts, before.asking]), asking=asking)
    else:
        reading.asked.append(Asked(facts=_facts_for(asking, reading), asking=asking))
    reading.near = []


def _tell(sentence: str, reading: _Reading) -> None:
    if reading.asked and not reading.near and following.gives_reason(sentence):
        before = reading.asked[-1]
        reading.asked[-1] = before.model_copy(update={"asking": together([before.asking, sentence], reading.english)})
        return
    text = bare(sentence)
    if is_a_fact(text):
        reading.near.append(text)
        if about_sender(text):
            reading.facts.append(text)


def _note(part: Part, sentence: str, reading: _Reading) -> None:
    """What greets, announces or points."""
    if part in {Part.ANNOUNCES, Part.LISTS}:
        reading.announced = True
        if part is Part.LISTS:
            reading.core.append(sentence)
            reading.theme = theme_of(sentence)
    elif part is Part.SUBJECT:
        reading.of_subject = True
    elif part is Part.TOLD and reading.items:
        reading.pointed = True
    elif part is Part.TOLD and reading.near:
        facts = within(reading.near)
        reading.asked.append(Asked(facts=facts, asking=bare(sentence)))
        reading.near = []


def _set_aside(entry: Entry, reading: _Reading) -> None:
    """An entry that only tells: a heading, or an item of a list that may be a question."""
    short = len(entry.text) <= _HEADING and entry.text[-1:] not in "。.！!"
    if not entry.mark and not short:
        return
    facts, plain = _headings(entry.text, reading), entry.text.rstrip(":： 　")
    reading.items.append(Item(text=plain, mark=entry.mark, place=len(reading.asked), facts=facts))
    reading.near = []
    if short and not reading.heading:
        reading.heading, reading.headed, reading.used = plain, entry.mark, False


def _headings(text: str, reading: _Reading) -> tuple[str, ...]:
    """What stands over an entry and says more than it does itself."""
    above = [reading.theme] if reading.mark else []
    if reading.heading and (reading.mark or not reading.siblings):
        above.append(reading.heading)
        reading.used = True
    return tuple(each for each in above if each and search_form(each) not in search_form(text))


def _facts_for(asking: str, reading: _Reading) -> tuple[str, ...]:
    """What was told that a question needs: what stands right before it, what its sender is, and its heading."""
    near = reading.near
    if following.carries_its_premise(asking):
        return within(_headings(asking, reading))
    kept = [text for place, text in enumerate(near) if about_sender(text) or place == len(near) - 1]
    if turns_on_sender(asking) or (following.depends_on_told(asking) and not near):
        kept = [text for text in reading.facts if text not in kept] + kept
    elif sum(map(len, [*kept, asking])) > _LONG:
        kept = kept[-1:]
    return within([*kept, *_headings(asking, reading)])


def _with_items(reading: _Reading) -> Iterator[Asked]:
    """The questions, with the items that are questions in a word where the mail says that questions are listed."""
    wanted = word_questions(reading.items, reading.asked) if reading.announced or reading.pointed else []
    for place in range(len(reading.asked) + 1):
        yield from (Asked(facts=item.facts, asking=bare_item(item.text)) for item in wanted if item.place == place)
        yield from reading.asked[place : place + 1]
