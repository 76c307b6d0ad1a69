"""Numbers with what they count: value, bound, unit, rate."""

from twosource.annotate.quantities.extraction import VERSION, extract_quantities

__all__ = ["VERSION", "extract_quantities"]
