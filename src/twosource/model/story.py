"""Articles that report one event."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Placement:
    """Why an article was placed in its story, in plain words ("shares Netanyahu, Blinken, Resolution 1701"), and how
    near it lay (0 to 1; 1.0 for the article that opened the story)."""

    article: str
    reason: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Story:
    """One event's articles by id, in the order they arrived; `started` and `changed` are the ISO dates of the first
    and last article."""

    id: str
    articles: tuple[str, ...]
    placements: tuple[Placement, ...] = ()
    title: str | None = None
    started: str | None = None
    changed: str | None = None
    components: dict[str, str] = field(default_factory=dict)
