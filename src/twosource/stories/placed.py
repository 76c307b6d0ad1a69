"""What placing an article gives back."""

from dataclasses import dataclass

from twosource.model.archive import StoryMerge
from twosource.model.story import Placement


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article was placed, and what its arrival did to other stories. `opened` is whether it opened the story;
    `parent` is then the earlier story whose line it carries on. `merges` are stories that turned out to be one when it
    arrived, `ended` those that had gone quiet by then, longest first. `resumed` is whether the story had ended before.
    `title` is the headline of the article most central to the story so far."""

    story: str
    placement: Placement
    opened: bool
    merges: tuple[StoryMerge, ...] = ()
    parent: str | None = None
    ended: tuple[str, ...] = ()
    resumed: bool = False
    title: str | None = None
