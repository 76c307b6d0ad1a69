"""Time expressions with TIMEX3 type and value."""

from twosource.annotate.times.extraction import VERSION, extract_times

__all__ = ["VERSION", "extract_times"]
