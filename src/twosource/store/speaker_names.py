"""Under which names articles quote persons, as far as one name may stand for another."""

from sqlalchemy import Connection, func, select

from twosource.model.speaker_names import SpeakerNaming, nested_names
from twosource.store.database import chunks
from twosource.store.tables import articles, attributions, outlets, speakers, stories


def nested_namings(connection: Connection) -> tuple[SpeakerNaming, ...]:
    """The articles that quote a person under a name that ends another one, or that ends with another one; by name and
    article. Groups, offices and documents are left out: a ministry is not every ministry."""
    numbers = {row.name: row.number for row in connection.execute(select(speakers.c.name, speakers.c.number))}
    wanted = sorted(numbers[name] for name in nested_names(numbers))
    said = (
        select(attributions.c.speaker, attributions.c.article, func.count().label("quotes"))
        .where(attributions.c.speaker_kind == "named")
        .group_by(attributions.c.speaker, attributions.c.article)
    )
    found = []
    for part in chunks(wanted):
        counted = said.where(attributions.c.speaker.in_(part)).subquery()
        query = (
            select(speakers.c.name, articles.c.id, stories.c.id.label("story"), outlets.c.name.label("outlet"), counted)
            .join_from(counted, articles, articles.c.number == counted.c.article)
            .join(speakers, speakers.c.number == counted.c.speaker)
            .outerjoin(stories, stories.c.number == articles.c.story)
            .outerjoin(outlets, outlets.c.number == articles.c.outlet)
        )
        for row in connection.execute(query):
            found.append(SpeakerNaming(row.name, row.id, row.story, row.outlet, row.quotes))
    return tuple(sorted(found, key=lambda one: (one.speaker, one.article)))
