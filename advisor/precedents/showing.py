"""What was found, as lines of text for a terminal. Pure."""

from advisor.messages import Language, say
from advisor.precedents.comparing import said_quote
from advisor.precedents.gaps import said_name
from advisor.precedents.records import FoundPrecedents, Match, QueryLine, Reason

_MOST_ASKED = 60  # characters that are shown of a passage of an outline


def found_lines(found: FoundPrecedents, language: Language) -> list[str]:
    """Every match with its reasons and quotes; then what is missing from the record, and the notices."""
    lines = [line for number, match in enumerate(found.matches, start=1) for line in _match(number, match, language)]
    if not found.matches:
        lines.append(say("precedents.search_none", language))
    if found.left_out:
        lines.append(say("precedents.left_out", language, n=found.left_out))
    lines += [f"▲ {gap.text}" for gap in found.gaps]
    lines += [f"▲ {each.text}" for each in found.incomplete]
    return [*lines, *(f"※ {notice}" for notice in found.notices)]


def query_line(line: QueryLine) -> str:
    """A line of the log: number, when, who, what, filters, hits; the text or the beginning of its hash."""
    text = " ".join(line.text.split()) if line.text else f"sha256:{line.text_sha256[:16]}" if line.text_sha256 else "-"
    at = line.at.isoformat(timespec="seconds")
    lent = f"outline:{line.outline_sha256[:16]}" if line.outline_sha256 else "-"
    return f"{line.number}\t{at}\t{line.by}\t{line.kind}\t{line.filters}\t{line.hits}\t{text}\t{lent}"


def _match(number: int, match: Match, language: Language) -> list[str]:
    hub = match.hub
    round_ = say("answers.round", language, round=hub.round)
    head = f"{number}. {said_name(hub, language)} [{hub.id}] {round_} {hub.type} — {match.confidence}"
    lines = [head, *(line for reason in match.reasons for line in _reason(reason, language))]
    if match.unknown:
        lines.append(f"   {say('precedents.column_unknown', language)}: {'、'.join(match.unknown)}")
    return [*lines, ""]


def _reason(reason: Reason, language: Language) -> list[str]:
    asked = " ".join(reason.asked.split())
    shown = asked if len(asked) <= _MOST_ASKED else f"{asked[:_MOST_ASKED]}…"
    lead = f"{shown} → " if shown else ""
    quotes = (" ".join(said_quote(quote, language).split()) for quote in reason.quotes)
    return [f"   - {lead}{reason.said}", *(f"     {quote}" for quote in quotes)]
