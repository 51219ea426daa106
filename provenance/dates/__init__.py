"""Dates, weekdays and times of day in seven languages."""

from provenance.dates.first_day import dateline_day
from provenance.dates.mentions import (
    DateMention,
    Precision,
    ResolvedBy,
    dates_equal,
    dates_fit,
    weekday_error,
)
from provenance.dates.reading import parse_dates

__all__ = [
    "DateMention",
    "Precision",
    "ResolvedBy",
    "dateline_day",
    "dates_equal",
    "dates_fit",
    "parse_dates",
    "weekday_error",
]
