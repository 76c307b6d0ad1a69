"""What a finder remembers of a stream beyond what placing needs: the stories with all their articles."""

from dataclasses import dataclass, field

from twosource.model.article import Article
from twosource.model.story import Placement, Story
from twosource.stories.days import read_day
from twosource.stories.placed import Placed


@dataclass(slots=True)
class _Record:
    placements: list[tuple[int, Placement]] = field(default_factory=list)
    title: str | None = None
    dates: list[str] = field(default_factory=list)


class StoryRecords:
    """The stories of a stream, in the order they opened, and where each article was placed."""

    def __init__(self) -> None:
        self._placed: dict[str, Placed] = {}
        self._records: dict[str, _Record] = {}

    def placed(self, article: str) -> Placed | None:
        """Where the article was placed, None where it has not arrived yet."""
        return self._placed.get(article)

    def add(self, article: Article, placed: Placed) -> None:
        """Records a placement and the merges it brought: the articles of a merged story go to the one it went into."""
        for merge in placed.merges:
            merged, into = self._records.pop(merge.story), self._records[merge.into]
            into.placements = sorted(into.placements + merged.placements, key=lambda entry: entry[0])
            into.dates += merged.dates
        record = self._records.setdefault(placed.story, _Record())
        record.placements.append((len(self._placed), placed.placement))
        record.title = placed.title
        record.dates += (
            [article.published[:10]] if article.published and read_day(article.published) is not None else []
        )
        self._placed[article.id] = placed

    def stories(self, components: dict[str, str]) -> tuple[Story, ...]:
        """The stories so far, in the order they opened; their articles in the order they arrived."""
        return tuple(
            Story(
                id=key,
                articles=tuple(placement.article for _, placement in record.placements),
                placements=tuple(placement for _, placement in record.placements),
                title=record.title,
                started=min(record.dates, default=None),
                changed=max(record.dates, default=None),
                components=dict(components),
            )
            for key, record in self._records.items()
        )
