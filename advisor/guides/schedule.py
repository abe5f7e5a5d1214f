"""The schedule of a call as seen at a moment."""

from advisor.guides.schedule_results import Event, RoundSpan, ScheduleView, ValidityEnd

__all__ = ["Event", "RoundSpan", "ScheduleView", "ValidityEnd"]
