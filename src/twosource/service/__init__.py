"""The use cases: read sources, annotate, find stories, compare, keep an archive, watch. Files, processes, the network
and the database are touched here and in the entry points; the stages below are functions from values to values."""

from twosource.service.accounts import (
    annotate,
    annotate_many,
    compare,
    default_workers,
    find_stories,
    publisher_table,
    user_publishers_file,
)
from twosource.service.reading import READABLE_SUFFIXES, bundled_examples, read_sources

__all__ = [
    "READABLE_SUFFIXES",
    "annotate",
    "annotate_many",
    "bundled_examples",
    "compare",
    "default_workers",
    "find_stories",
    "publisher_table",
    "read_sources",
    "user_publishers_file",
]
