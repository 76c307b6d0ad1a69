"""Stream of articles → stories: each article is placed once, as it arrives."""

from twosource.stories.finder import Placed, StoryFinder, StorySettings, find_stories

__all__ = ["Placed", "StoryFinder", "StorySettings", "find_stories"]
