"""Figures as tables, to show and to download (advisor/guides/export.py). Pure."""

from collections.abc import Sequence

from advisor.guides.tables import Table
from advisor.inquiries.counting import Decisions, Figures, figures
from advisor.inquiries.periods import Unit
from advisor.messages import Language, say

__all__ = ["Figures", "figure_tables", "figures"]


def figure_tables(found: Figures, language: Language) -> tuple[Table, ...]:
    """The tables in the order in which they are shown: by topic, over time, by kind of applicant, time to reply,
    decisions, questions that no document answers, most used passages. Each names the period."""

    def text(key: str, **values: object) -> str:
        return say(f"inquiry_figures.{key}", language, **values)

    def table(name: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], *notes: str) -> Table:
        names = tuple(text(f"column_{column}") for column in columns)
        return Table(title=text(f"title_{name}"), columns=names, rows=tuple(rows), notes=(period, *notes))

    period = text(
        "period",
        since=found.since or text("first"),
        until=found.until or text("last"),
        n=found.total,
    )
    counted = ("inquiries", "share")
    topics = [
        (say(f"faq.topic_{topic.value}", language), str(count), _share(count, found.total))
        for topic, count in found.by_topic
    ]
    kinds = [
        (say(f"inquiries_ui.kind_{kind.value}", language), str(count), _share(count, found.total))
        for kind, count in found.by_kind
    ]
    days = [(each.start.isoformat(), str(each.count)) for each in found.over_time]
    notes = () if found.unit is Unit.DAY else (text(f"note_{found.unit.value}"),)
    opened = [
        (
            group.text,
            say(f"faq.topic_{group.topic.value}", language),
            str(group.inquiries),
            "\n".join(group.examples),
        )
        for group in found.open_questions
    ]
    passages = [
        (
            str(each.inquiries),
            say("faq.round", language, number=each.passage.round) if each.passage.round else "",
            each.passage.quote,
            each.passage.title,
        )
        for each in found.passages
    ]
    return (
        table("topic", ("topic", *counted), topics),
        table("over_time", (found.unit.value, "inquiries"), days, *notes),
        table("kind", ("kind", *counted), kinds),
        table("reply_time", ("measure", "value"), _reply_time(found, language), text("note_working_days")),
        table(
            "decisions",
            ("decision", "drafts", "share"),
            _decisions(found.decisions, language),
            *_edited(found.decisions, language),
        ),
        table("open", ("question", "topic", "inquiries", "examples"), opened, text("note_open")),
        table("passages", ("inquiries", "round", "quote", "source"), passages),
    )


def _reply_time(found: Figures, language: Language) -> list[tuple[str, ...]]:
    time = found.reply_time
    values = {
        "sent": str(time.sent),
        "unsent": str(time.unsent),
        "hours_median": _number(time.hours_median, language),
        "hours_90": _number(time.hours_90, language),
        "working_days_median": _number(time.working_days_median, language),
        "working_days_90": _number(time.working_days_90, language),
    }
    return [(say(f"inquiry_figures.measure_{name}", language), value) for name, value in values.items()]


def _decisions(decisions: Decisions, language: Language) -> list[tuple[str, ...]]:
    """The share is of those that were decided on."""
    counts = {"unchanged": decisions.unchanged, "edited": decisions.edited, "rejected": decisions.rejected}
    rows = [
        (say(f"inquiry_figures.decision_{name}", language), str(count), _share(count, decisions.decided))
        for name, count in counts.items()
    ]
    return [*rows, (say("inquiry_figures.decision_undecided", language), str(decisions.undecided), "")]


def _edited(decisions: Decisions, language: Language) -> tuple[str, ...]:
    if decisions.changed_median is None:
        return ()
    percent = f"{decisions.changed_median:.1%}"
    return (say("inquiry_figures.note_edited", language, percent=percent),)


def _share(count: int, total: int) -> str:
    return f"{count / total:.1%}" if total else ""


def _number(value: float | None, language: Language) -> str:
    return say("inquiry_figures.nothing", language) if value is None else f"{value:.1f}"
