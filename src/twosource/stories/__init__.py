"""Stream of articles → stories: each article is placed once, as it arrives; copies of one text are told apart."""

from twosource.stories.duplicates import DuplicateFinder, copy_groups, copy_reason, credited_agencies, find_duplicates
from twosource.stories.finder import StoryFinder, find_stories
from twosource.stories.fingerprints import FingerprintIndex, RecentFingerprints
from twosource.stories.placed import Placed
from twosource.stories.settings import StorySettings

__all__ = [
    "DuplicateFinder",
    "FingerprintIndex",
    "Placed",
    "RecentFingerprints",
    "StoryFinder",
    "StorySettings",
    "copy_groups",
    "copy_reason",
    "credited_agencies",
    "find_duplicates",
    "find_stories",
]
