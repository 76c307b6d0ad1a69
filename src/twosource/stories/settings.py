"""What the story finder is set to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StorySettings:
    """One setting for every stream. Tuned on the development stories (363 articles, 92 events, 2010-2019) in real order
    and squeezed into two months, November 2026; docs/methods/stories.md shows how little the figures hang on each."""

    least_likeness: float = 0.12
    """An article whose likeness to every open story is below this opens a story of its own."""
    fading: float = 0.03
    """Likeness lost per unit of ln(1 + days of quiet)."""
    best_member: float = 0.5
    """Weight of the likeness to the nearest article of the story; the rest goes to the mean over all of them."""
    quiet_days: float = 60.0
    """A story that has had no article for so many days has ended."""
    kept_days: float = 400.0
    """For so many days an article alike enough still takes up a story that has ended."""
    merge_likeness: float = 0.2
    """Two stories are tried for being one when an article is so alike to both."""
    merge_cosine: float = 0.35
    """They are merged when their sums are so alike,"""
    merge_days: float = 14.0
    """and no more days lie between the last article of the one and the first of the other."""
    parent_cosine: float = 0.2
    """A story that opens carries on an earlier one whose sum is so alike to its first article,"""
    parent_names: int = 2
    """which shares so many of the terms that count most in both,"""
    parent_quiet_days: float = 7.0
    """and which has been quiet for so many days."""
    candidates: int = 8
    """Stories looked at closely for each article."""
    members_kept: int = 24
    """Most recent articles of a story that a new one is compared with one by one."""
    terms_kept: int = 300
    """Heaviest terms of an article that are kept; of a story's sum, three times as many."""
    most_open: int = 10_000
    """Stories kept at a time. Beyond it the one that has been quiet longest is let go: memory stays bounded."""
    most_lines: int = 10_000
    """Stories let go of that are kept, by their heaviest terms alone, as what a new one may carry on."""


DEFAULT_SETTINGS = StorySettings()
